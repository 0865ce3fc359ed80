import { aDossier, aPhoto, day, withDates } from '../../../test/builders/dossier';
import { startOfDay } from '../../platform/time/district-time';
import { Dossier, PhotoFacts } from '../dossier';
import { photosComplete, photosInTheirStage } from './photo-rules';

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

  it('is not asked where no photo tells when it was taken', () => {
    expect(facts({ ...photo('before', '2026-05-11'), unknown: ['photoTimes'] })).toEqual([]);
    expect(facts({ ...photo('before', '2026-05-11'), unknown: ['photoPlaces'] })).toHaveLength(1);
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
      { item: '出入口坡道', missing: ['before', 'tape', 'after'], others: null },
      { item: '热水器', missing: ['before', 'after'], others: null },
    ]);
  });

  it('takes no photo of a room for what was built, and none of another room or item', () => {
    const room = {
      ...sound,
      photos: sound.photos.map((photo) => ({ ...photo, itemId: null, roomId: 'entrance' })),
    };
    expect(facts(room)).toMatchObject([
      { item: '出入口坡道', missing: ['tape', 'after'] },
      { item: '热水器', missing: ['before', 'after'] },
    ]);
    expect(facts(without('heater-before'))).toMatchObject([{ item: '热水器', missing: ['before'] }]);
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

  it('says where photos show an item that nobody planned instead', () => {
    const rail = { ...sound.items[0]!, id: 'rail', name: '扶手' };
    const dossier: Dossier = {
      ...withPhoto(aPhoto({ id: 'rail-after', stage: 'after', itemId: 'rail', on: '2026-06-10' })),
      items: [...sound.items, rail],
    };
    expect(facts(dossier)).toEqual([]);
    const photos = dossier.photos.filter(({ itemId }) => itemId !== 'heater');
    expect(facts({ ...dossier, photos })).toEqual([
      { item: '热水器', missing: ['before', 'after'], others: ['扶手'] },
    ]);
    expect(facts({ ...dossier, photos, unknown: ['plans'] })).toMatchObject([{ others: null }]);
  });

  it('does not take for unplanned what a variation took out', () => {
    const [plan] = sound.plans;
    const plans = [plan!, { ...plan!, id: 'v', revision: 2, lines: plan!.lines.slice(1) }];
    expect(facts({ ...without('heater-after'), plans })).toEqual([
      { item: '热水器', missing: ['after'], others: null },
    ]);
  });

  it('asks an old record for no more than its ledgers hold', () => {
    expect(facts({ ...without('ramp-tape'), unknown: ['tapePhotos'] })).toEqual([]);
    expect(facts({ ...without('ramp-tape'), unknown: ['photoTimes'] })).toMatchObject([
      { missing: ['tape'] },
    ]);
    expect(facts({ ...sound, photos: [], unknown: ['photos'] })).toEqual([]);
  });

  it('takes what was accepted where no plan is known, and the file as a whole where no item is', () => {
    const old: Dossier = { ...sound, plans: [], unknown: ['plans', 'tapePhotos'] };
    expect(facts(old)).toEqual([]);
    expect(facts({ ...old, photos: [] })).toMatchObject([{ item: '出入口坡道' }, { item: '热水器' }]);
    const refused = sound.inspection!.items.map((item) => ({ ...item, acceptedQuantity: 0 }));
    const inspection = { ...sound.inspection!, items: refused };
    expect([...photosComplete.check({ ...old, photos: [], inspection })]).toMatchObject([
      { subject: { type: 'retrofit' }, facts: { item: null, missing: ['before', 'after'] } },
    ]);
    expect(facts({ ...old, inspection: null })).toEqual([]);
  });

  it('holds works without an agreed plan against the plan that there is', () => {
    const plans = sound.plans.map((plan) => ({ ...plan, agreedOn: null }));
    expect(facts({ ...without('heater-after'), plans })).toMatchObject([{ missing: ['after'] }]);
  });
});
