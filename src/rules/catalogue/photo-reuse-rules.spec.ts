import { aDossier, aPhoto, dated, day, withDates } from '../../../test/builders/dossier';
import { Dossier, Lookalike, PhotoFacts, SupersededPhotoFacts } from '../dossier';
import { Rule } from '../rule';
import { originalsKept, photoNotReused, photoOnce, somethingChanged } from './photo-reuse-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);
const changed = (id: string, changes: Partial<PhotoFacts>): Dossier => ({
  ...sound,
  photos: sound.photos.map((photo) => (photo.id === id ? { ...photo, ...changes } : photo)),
});
const like = (place: Lookalike['place'], id = 'other', distance = 9): Lookalike => ({
  id,
  label: `照片 ${id}`,
  distance,
  place,
});

describe('E02 photo once', () => {
  const twice = changed('ramp-after', { sameBytes: [{ id: 'other', label: '2019 年 李某 坡道' }] });

  it('is silent while no bytes occur twice', () => expect(facts(photoOnce, sound)).toEqual([]));

  it('finds a photo whose bytes are evidence elsewhere', () => {
    expect([...photoOnce.check(twice)]).toEqual([
      {
        rule: 'E02',
        mode: 'block',
        subject: { type: 'photo', id: 'ramp-after' },
        facts: { stage: 'after', item: '出入口坡道', others: ['2019 年 李某 坡道'] },
        fixAt: { page: 'photos', field: 'ramp-after' },
      },
    ]);
  });

  it('knows no waiver, and is not asked where no photos are kept', () => {
    expect(facts(photoOnce, { ...twice, waivers: ['E02'] })).toHaveLength(1);
    expect(facts(photoOnce, { ...twice, unknown: ['photoLikeness'] })).toHaveLength(1);
    expect(facts(photoOnce, { ...twice, unknown: ['photos'] })).toEqual([]);
  });
});

describe('E03 photo not reused', () => {
  const reused = (...lookalikes: Lookalike[]) => facts(photoNotReused, changed('ramp-after', { lookalikes }));

  it('is silent for photos that look like no other, or like another stage of their item', () => {
    expect(facts(photoNotReused, sound)).toEqual([]);
    expect(reused(like('sameItemOtherStage', 'entrance-before'))).toEqual([]);
  });

  it('finds a photo of another household or item', () => {
    expect(reused(like('otherHousehold', 'a', 20), like('otherItem', 'b', 7))).toEqual([
      { stage: 'after', item: '出入口坡道', others: ['照片 a', '照片 b'], photos: ['a', 'b'], elsewhere: false, distance: 7 }, // prettier-ignore
    ]);
  });

  it('tells of another district only that there is one', () => {
    const elsewhere = { stage: 'after', item: '出入口坡道', others: null, photos: null, elsewhere: true, distance: null }; // prettier-ignore
    expect(reused(like('otherDistrict', 'secret', 3))).toEqual([elsewhere]);
    const both = reused(like('otherDistrict', 'secret', 3), like('otherHousehold', 'a', 20));
    expect(both).toMatchObject([{ others: ['照片 a'], photos: ['a'], elsewhere: true, distance: 20 }]);
    expect(JSON.stringify(both)).not.toContain('secret');
  });

  it('finds one that can’t be compared, and not one that still waits', () => {
    const told = { stage: 'after', item: '出入口坡道', others: null, photos: null, elsewhere: false, distance: null }; // prettier-ignore
    expect(facts(photoNotReused, changed('ramp-after', { comparison: 'failed' }))).toEqual([told]);
    expect(facts(photoNotReused, changed('ramp-after', { comparison: 'pending' }))).toEqual([]);
  });

  it('leaves the very same bytes to E02', () => {
    const same = { sameBytes: [{ id: 'a', label: '照片 a' }], lookalikes: [like('otherHousehold', 'a', 0)] };
    expect(facts(photoNotReused, changed('ramp-after', same))).toEqual([]);
  });

  it('is a flag, and is not asked where nothing was compared', () => {
    const dossier = changed('ramp-after', { lookalikes: [like('otherItem')] });
    expect([...photoNotReused.check({ ...dossier, waivers: ['E03'] })]).toMatchObject([{ mode: 'flag' }]);
    expect(facts(photoNotReused, { ...dossier, unknown: ['photoLikeness'] })).toEqual([]);
  });
});

describe('E04 something changed', () => {
  const again = changed('ramp-after', { lookalikes: [like('sameItemOtherStage', 'entrance-before', 4)] });

  it('is silent when the after photo looks like none before, but perhaps like one during the works', () => {
    expect(facts(somethingChanged, sound)).toEqual([]);
    const during = [like('sameItemOtherStage', 'ramp-during'), like('otherHousehold', 'entrance-before')];
    expect(facts(somethingChanged, changed('ramp-after', { lookalikes: during }))).toEqual([]);
    expect(facts(somethingChanged, changed('ramp-after', { lookalikes: [like('sameItemOtherStage', 'gone')] }))).toEqual([]); // prettier-ignore
  });

  it('finds an after photo that is the before photo again, once', () => {
    const mutual = {
      ...again,
      photos: again.photos.map((photo) =>
        photo.id === 'entrance-before'
          ? { ...photo, lookalikes: [like('sameItemOtherStage', 'ramp-after', 4)] }
          : photo,
      ),
    };
    expect([...somethingChanged.check(mutual)]).toMatchObject([
      {
        mode: 'flag',
        subject: { type: 'photo', id: 'ramp-after' },
        facts: {
          stage: 'after',
          item: '出入口坡道',
          others: ['照片 entrance-before'],
          photos: ['entrance-before'],
          distance: 4,
        },
      },
    ]);
  });

  it('knows the before photo also after another took its place', () => {
    const old = { id: 'old', stage: 'before', supersededOn: day('2026-05-01'), reason: '模糊' } as const;
    const dossier = changed('ramp-after', { lookalikes: [like('sameItemOtherStage', 'old')] });
    expect(facts(somethingChanged, { ...dossier, supersededPhotos: [old] })).toHaveLength(1);
  });

  it('leaves the very same bytes to E02, and is not asked where nothing was compared', () => {
    const sameBytes = [{ id: 'entrance-before', label: '' }];
    const photos = again.photos.map((photo) => ({ ...photo, sameBytes }));
    expect(facts(somethingChanged, { ...again, photos })).toEqual([]);
    expect(facts(somethingChanged, { ...again, unknown: ['photoLikeness'] })).toEqual([]);
  });
});

describe('E08 originals kept', () => {
  const replaced = (changes: Partial<SupersededPhotoFacts>, dossier: Dossier = sound): Dossier => ({
    ...dossier,
    supersededPhotos: [
      { id: 'old', stage: 'before', supersededOn: day('2026-05-10'), reason: '模糊', ...changes },
    ],
  });

  it('is silent for a photo that was replaced with a reason before the lock', () => {
    expect(facts(originalsKept, sound)).toEqual([]);
    expect(facts(originalsKept, replaced({}))).toEqual([]);
    expect(facts(originalsKept, replaced({ stage: 'after', supersededOn: day('2026-06-15') }))).toEqual([]);
    expect(facts(originalsKept, withDates(replaced({ supersededOn: day('2026-06-30') }), { startedOn: null }))).toEqual([]); // prettier-ignore
  });

  it('finds a before photo that was replaced after the start, and a replacement without a reason', () => {
    expect([
      ...originalsKept.check(replaced({ supersededOn: day('2026-05-11'), reason: ' ' })),
    ]).toMatchObject([
      {
        mode: 'block',
        subject: { type: 'photo', id: 'old', part: 'locked' },
        facts: { problem: 'locked', stage: 'before', on: '2026-05-11', startedOn: '2026-05-10' },
      },
      { subject: { part: 'noReason' }, facts: { problem: 'noReason' } },
    ]);
  });

  it('locks when the start is recorded, as the database does', () => {
    const dates = { ...sound.dates, startedOn: dated('2026-05-10', '2026-05-12') };
    const late = (on: string) => facts(originalsKept, { ...replaced({ supersededOn: day(on) }), dates });
    expect(late('2026-05-12')).toEqual([]);
    expect(late('2026-05-13')).toHaveLength(1);
    const found = { ...sound.dates, startedOn: { on: day('2026-05-10'), recordedAt: null } };
    const old = { ...replaced({ supersededOn: day('2026-05-11') }), dates: found };
    expect(facts(originalsKept, old)).toHaveLength(1);
  });

  it('knows no waiver, and is not asked where nobody kept what was replaced', () => {
    expect(facts(originalsKept, { ...replaced({ reason: '' }), waivers: ['E08'] })).toHaveLength(1);
    expect(facts(originalsKept, { ...replaced({ reason: '' }), unknown: ['photoHistory'] })).toEqual([]);
  });
});

it('A photo of a whole room names no item', () => {
  const room = aPhoto({
    id: 'room',
    stage: 'before',
    on: '2026-03-01',
    sameBytes: [{ id: 'o', label: 'o' }],
  });
  expect(facts(photoOnce, { ...sound, photos: [room] })).toMatchObject([{ item: null }]);
});
