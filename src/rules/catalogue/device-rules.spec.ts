import { aDossier, inspectedHeater, inspectedRamp } from '../../../test/builders/dossier';
import { Dossier, InspectedItem } from '../dossier';
import { deviceOnce, deviceWorks } from './device-rules';

const sound = aDossier();
const without = (...ids: string[]): Dossier => ({
  ...sound,
  photos: sound.photos.filter(({ id }) => !ids.includes(id)),
});

describe('E09 device once', () => {
  const alsoAt = [{ id: 'other', label: '2019 年 李某' }];
  const twice: Dossier = { ...sound, devices: [{ ...sound.devices[0]!, alsoAt }] };

  it('is silent for a serial number that is recorded once', () =>
    expect([...deviceOnce.check(sound)]).toEqual([]));

  it('finds a heater that hangs at two addresses', () => {
    expect([...deviceOnce.check(twice)]).toEqual([
      {
        rule: 'E09',
        mode: 'block',
        subject: { type: 'device', id: 'device' },
        facts: { serialNumber: 'SN-1', item: '热水器', others: ['2019 年 李某'] },
        fixAt: { page: 'construction', field: 'serialNumber' },
      },
    ]);
  });

  it('knows no waiver, and is not asked where no serial numbers are kept', () => {
    expect([...deviceOnce.check({ ...twice, waivers: ['E09'] })]).toHaveLength(1);
    expect([...deviceOnce.check({ ...twice, unknown: ['devices'] })]).toEqual([]);
  });
});

describe('E10 device works', () => {
  const facts = (heater: InspectedItem | null, dossier: Dossier = sound) =>
    [
      ...deviceWorks.check({
        ...dossier,
        inspection: {
          ...sound.inspection!,
          items: heater === null ? [inspectedRamp] : [inspectedRamp, heater],
        },
      }),
    ].map((finding) => finding.facts);

  it('is silent for a device that was unboxed, connected, tried and seen in use', () => {
    expect(facts(inspectedHeater)).toEqual([]);
  });

  it('finds the heater that was accepted in its box', () => {
    const boxed: InspectedItem = {
      ...inspectedHeater,
      device: { unboxed: false, connected: false },
      functionTest: 'notApplicable',
    };
    expect(facts(boxed)).toEqual([{ item: '热水器', missing: ['unboxed', 'connected', 'tested'] }]);
    expect(facts(null)).toMatchObject([{ missing: ['unboxed', 'connected', 'tested'] }]);
  });

  it('finds that there is no photo of it in use', () => {
    expect(facts(inspectedHeater, without('heater-in-use'))).toEqual([
      { item: '热水器', missing: ['inUse'] },
    ]);
  });

  it('finds that no device is recorded, or one without a photo of its nameplate', () => {
    const [device] = sound.devices;
    const nameplate = [{ item: '热水器', missing: ['nameplate'] }];
    expect(facts(inspectedHeater, { ...sound, devices: [] })).toEqual(nameplate);
    expect(facts(inspectedHeater, { ...sound, devices: [{ ...device!, hasNameplate: false }] })).toEqual(nameplate); // prettier-ignore
    expect(facts(inspectedHeater, { ...sound, devices: [], unknown: ['nameplates'] })).toEqual([]);
  });

  it('wants each of several devices seen in use, and one alone by any photo of its item', () => {
    const [device] = sound.devices;
    const alone = { ...device!, isSeenInUse: false };
    expect(facts(inspectedHeater, { ...sound, devices: [alone] })).toEqual([]);
    const two = [device!, { ...alone, id: 'second', serialNumber: 'SN-2' }];
    expect(facts(inspectedHeater, { ...sound, devices: two })).toEqual([
      { item: '热水器', missing: ['inUse'] },
    ]);
    expect(facts(inspectedHeater, { ...sound, devices: [device!, { ...alone, isSeenInUse: true }] })).toEqual([]); // prettier-ignore
  });

  it('asks an old record only for what its ledgers tell', () => {
    const nothing: Dossier = { ...sound, photos: [], inspection: null };
    const seen = (...unknown: Dossier['unknown']) =>
      [...deviceWorks.check({ ...nothing, unknown })].map((finding) => finding.facts['missing']);
    expect(seen('unboxed', 'connected', 'functionTest', 'photos')).toEqual([]);
    expect(seen('unboxed', 'photos')).toEqual([['connected', 'tested']]);
    expect(seen('photos')).toEqual([['unboxed', 'connected', 'tested']]);
  });

  it('asks nothing where no device is planned', () => {
    const plans = sound.plans.map((plan) => ({ ...plan, lines: plan.lines.slice(0, 1) }));
    expect(facts(null, { ...sound, plans })).toEqual([]);
  });
});
