import {
  aDossier,
  aPhoto,
  day,
  inspectedHeater,
  inspectedRamp,
  withDates,
} from '../../../test/builders/dossier';
import { startOfDay } from '../../platform/time/district-time';
import { Dossier, InspectedItem, PhotoFacts } from '../dossier';
import { deviceWorks, photosComplete, photosInTheirStage } from './photo-rules';

const sound = aDossier();
const withPhoto = (photo: PhotoFacts): Dossier => ({ ...sound, photos: [...sound.photos, photo] });
const without = (...ids: string[]): Dossier => ({
  ...sound,
  photos: sound.photos.filter(({ id }) => !ids.includes(id)),
});

describe('C18 photos in their stage', () => {
  const facts = (dossier: Dossier) => [...photosInTheirStage.check(dossier)].map((finding) => finding.facts);
  const photo = (stage: PhotoFacts['stage'], on: string, rest: Partial<PhotoFacts> = {}) =>
    withPhoto(aPhoto({ id: 'odd', stage, itemId: 'ramp', on, ...rest }));

  it('is silent for photos within their stages, the limiting days included', () => {
    expect(facts(sound)).toEqual([]);
    for (const [stage, on] of [
      ['before', '2026-05-10'],
      ['during', '2026-05-10'],
      ['during', '2026-06-10'],
      ['after', '2026-05-10'],
      ['after', '2026-06-20'],
      ['tape', '2026-03-01'],
    ] as const) {
      expect(facts(photo(stage, on))).toEqual([]);
    }
  });

  it.each([
    ['before', '2026-05-11', 'tooLate', 'startedOn'],
    ['during', '2026-05-09', 'tooEarly', 'startedOn'],
    ['during', '2026-06-11', 'tooLate', 'completedOn'],
    ['after', '2026-05-09', 'tooEarly', 'startedOn'],
    ['after', '2026-06-21', 'tooLate', 'acceptedOn'],
    ['tape', '2026-06-21', 'tooLate', 'acceptedOn'],
    ['inUse', '2026-06-21', 'tooLate', 'acceptedOn'],
    ['nameplate', '2026-05-09', 'tooEarly', 'startedOn'],
  ] as const)('finds a photo "%s" of %s: %s for %s', (stage, on, problem, limit) => {
    expect(facts(photo(stage, on))).toMatchObject([{ problem, stage, on, limit, item: '出入口坡道' }]);
  });

  it('does not believe a later day than that on which the photo arrived', () => {
    const early = photo('after', '2026-06-10', { receivedAt: startOfDay(day('2026-05-01')) });
    expect(facts(early)).toMatchObject([{ problem: 'tooEarly', on: '2026-05-01' }]);
  });

  it('says nothing of a photo whose day is unknown and that may be right', () => {
    expect(facts(photo('before', '2026-06-30', { takenOn: null, cameraAt: null, grade: 'none' }))).toEqual(
      [],
    );
  });

  it('lets an item’s works begin later than the others', () => {
    const items = sound.items.map((item) => ({ ...item, worksStartedOn: day('2026-05-20') }));
    expect(facts({ ...photo('after', '2026-05-19'), items })).toContainEqual(
      expect.objectContaining({ problem: 'tooEarly', limitOn: '2026-05-20' }),
    );
  });

  it('waits for dates that are not there yet, and knows a waiver', () => {
    const begun = withDates(photo('during', '2026-06-11'), { completedOn: null, acceptedOn: null });
    expect(facts(begun)).toEqual([]);
    expect(facts({ ...photo('before', '2026-05-11'), waivers: ['C18'] })).toEqual([]);
  });
});

describe('E01 photos complete', () => {
  const facts = (dossier: Dossier) => [...photosComplete.check(dossier)].map((finding) => finding.facts);

  it('is silent when each item has its photos, the one before being its room’s', () =>
    expect(facts(sound)).toEqual([]));

  it('finds what a file without photos lacks, item by item', () => {
    expect(facts({ ...sound, photos: [] })).toEqual([
      { item: '出入口坡道', missing: ['before', 'tape', 'after'] },
      { item: '热水器', missing: ['before', 'after'] },
    ]);
  });

  it('takes no photo of a room for what was built, and none of another room or item', () => {
    const room = {
      ...sound,
      photos: sound.photos.map((photo) => ({ ...photo, itemId: null, roomId: 'entrance' })),
    };
    expect(facts(room)).toEqual([
      { item: '出入口坡道', missing: ['tape', 'after'] },
      { item: '热水器', missing: ['before', 'after'] },
    ]);
    expect(facts(without('heater-before'))).toEqual([{ item: '热水器', missing: ['before'] }]);
  });

  it('asks nothing for an item that a variation took out', () => {
    const varied = {
      ...sound.plans[0]!,
      id: 'variation',
      revision: 2,
      agreedOn: day('2026-05-30'),
      lines: sound.plans[0]!.lines.slice(1),
    };
    expect(facts({ ...without('ramp-after'), plans: [...sound.plans, varied] })).toEqual([]);
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
});
