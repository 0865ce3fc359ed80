import { aDossier, day, withDates } from '../../../test/builders/dossier';
import { Aspect, Dossier, PhotoFacts, Position } from '../dossier';
import { Rule } from '../rule';
import { atTheDwelling, captureIsKnown, notEdited, yearMatches } from './photo-origin-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);
const changed = (changes: Partial<PhotoFacts>, id = 'ramp-after'): Dossier => ({
  ...sound,
  photos: sound.photos.map((photo) => (photo.id === id ? { ...photo, ...changes } : photo)),
});
const silentWithout = (rule: Rule, dossier: Dossier, ...aspects: Aspect[]) => {
  expect(facts(rule, dossier)).toHaveLength(1);
  for (const aspect of aspects) expect(facts(rule, { ...dossier, unknown: [aspect] })).toEqual([]);
};

describe('E05 at the dwelling', () => {
  /** A degree of latitude is 111.195 km on this globe. */
  const north = (metres: number, accuracyM: number | null = 20): Position => ({
    longitude: 113.3,
    latitude: 33.9 + metres / 111_195,
    accuracyM,
  });

  it('is silent within the radius, the reported accuracies of both places taken off', () => {
    expect(facts(atTheDwelling, sound)).toEqual([]);
    expect(facts(atTheDwelling, changed({ position: north(239) }))).toEqual([]);
    expect(facts(atTheDwelling, changed({ position: north(1000, 800) }))).toEqual([]);
  });

  it('finds a photo from elsewhere, as a flag that never blocks', () => {
    expect([...atTheDwelling.check(changed({ position: north(241) }))]).toEqual([
      {
        rule: 'E05',
        mode: 'flag',
        subject: { type: 'photo', id: 'ramp-after' },
        facts: { stage: 'after', item: '出入口坡道', distanceM: 241, accuracyM: 40, radiusM: 200 },
        fixAt: { page: 'photos', field: 'ramp-after' },
      },
    ]);
    expect(facts(atTheDwelling, changed({ position: north(221, null) }))).toMatchObject([{ accuracyM: 20 }]);
  });

  it('measures along the ground, also from west to east', () => {
    const east = { longitude: 113.31, latitude: 33.9, accuracyM: 0 };
    expect(facts(atTheDwelling, changed({ position: east }))).toMatchObject([{ distanceM: 923 }]);
  });

  it('says nothing where either place is unknown', () => {
    expect(facts(atTheDwelling, changed({ position: null }))).toEqual([]);
    const household = { ...sound.household, position: null };
    expect(facts(atTheDwelling, { ...changed({ position: north(900) }), household })).toEqual([]);
    silentWithout(atTheDwelling, changed({ position: north(900) }), 'photos', 'photoPlaces');
  });
});

describe('E06 capture is known', () => {
  const typed = { grade: 'none', cameraAt: null, claimedOn: day('2026-06-10') } as const;

  it('is silent for a photo with time, place and a clock that is right to five minutes', () => {
    expect(facts(captureIsKnown, sound)).toEqual([]);
    for (const clockSkewS of [300, -300, 0])
      expect(facts(captureIsKnown, changed({ clockSkewS }))).toEqual([]);
    expect(facts(captureIsKnown, changed({ cameraAt: null, grade: 'camera' }))).toEqual([]);
  });

  it('finds what is missing, and takes no typed day for a known time', () => {
    const item = { stage: 'after', item: '出入口坡道' };
    expect([...captureIsKnown.check(changed({ ...typed, position: null }))]).toMatchObject([
      { mode: 'flag', facts: { ...item, grade: 'none', missing: ['time', 'place'], clockMinutes: null } },
    ]);
    expect(facts(captureIsKnown, changed(typed))).toMatchObject([{ missing: ['time'] }]);
    expect(facts(captureIsKnown, changed({ position: null }))).toMatchObject([
      { grade: 'camera', missing: ['place'] },
    ]);
  });

  it('finds a clock that is off by more than five minutes', () => {
    for (const clockSkewS of [301, -301])
      expect(facts(captureIsKnown, changed({ clockSkewS }))).toMatchObject([
        { missing: null, clockMinutes: 6 },
      ]);
  });

  it('asks an old record for neither time nor place where its photos tell none', () => {
    const bare = changed({ ...typed, position: null, clockSkewS: 900 });
    const asked = (...unknown: Aspect[]) => facts(captureIsKnown, { ...bare, unknown });
    expect(asked('photoTimes')).toMatchObject([{ missing: ['place'], clockMinutes: null }]);
    expect(asked('photoPlaces')).toMatchObject([{ missing: ['time'], clockMinutes: 15 }]);
    expect(asked('photoTimes', 'photoPlaces')).toEqual([]);
    expect(asked('photos')).toEqual([]);
  });
});

describe('E07 year matches', () => {
  const taken = (takenOn: string | null, id?: string) =>
    changed({ takenOn: takenOn === null ? null : day(takenOn) }, id);

  it('is silent for photos of the programme’s year, and for those of no known day', () => {
    expect(facts(yearMatches, sound)).toEqual([]);
    for (const on of ['2026-01-01', '2026-12-31', null]) expect(facts(yearMatches, taken(on))).toEqual([]);
  });

  it('finds photos of another year', () => {
    expect([...yearMatches.check(taken('2025-12-31'))]).toMatchObject([
      {
        mode: 'flag',
        facts: { stage: 'after', on: '2025-12-31', from: '2026-01-01', until: '2026-12-31' },
      },
    ]);
    expect(facts(yearMatches, taken('2027-01-01'))).toHaveLength(1);
    expect(facts(yearMatches, taken('2025-11-01', 'entrance-before'))).toHaveLength(1);
  });

  it('lets the survey’s own photos be of the survey’s year', () => {
    const early = (id: string, on: string) => withDates(taken(on, id), { surveyedOn: '2025-11-01' });
    expect(facts(yearMatches, early('entrance-before', '2025-11-01'))).toEqual([]);
    expect(facts(yearMatches, early('ramp-tape', '2025-12-01'))).toEqual([]);
    expect(facts(yearMatches, early('entrance-before', '2024-12-31'))).toHaveLength(1);
    expect(facts(yearMatches, early('ramp-after', '2025-12-01'))).toHaveLength(1);
  });

  it('lets them be of the year before where a ledger has no survey', () => {
    const old = (on: string): Dossier => {
      const dossier = withDates(taken(on, 'entrance-before'), { surveyedOn: null });
      return { ...dossier, unknown: ['surveyedOn'] };
    };
    expect(facts(yearMatches, old('2025-11-01'))).toEqual([]);
    expect(facts(yearMatches, old('2024-11-01'))).toHaveLength(1);
    expect(facts(yearMatches, { ...old('2025-11-01'), unknown: [] })).toHaveLength(1);
  });

  it('says nothing without the programme’s period, or where no photo tells its day', () => {
    expect(facts(yearMatches, withDates(taken('2025-12-31'), { programmeEndsOn: null }))).toEqual([]);
    silentWithout(
      yearMatches,
      taken('2025-12-31'),
      'photos',
      'photoTimes',
      'programmeStartsOn',
      'programmeEndsOn',
    );
  });
});

describe('E11 not edited', () => {
  it('is silent for a photo as the camera wrote it', () => expect(facts(notEdited, sound)).toEqual([]));

  it('finds the name of an editor, and a thumbnail of something else', () => {
    expect([...notEdited.check(changed({ editor: 'Photo Editor 3' }))]).toMatchObject([
      { mode: 'flag', facts: { stage: 'after', editor: 'Photo Editor 3', thumbnailDiffers: false } },
    ]);
    expect(facts(notEdited, changed({ thumbnailDiffers: true }))).toMatchObject([
      { editor: null, thumbnailDiffers: true },
    ]);
  });

  it('is not asked where nobody looked for traces', () => {
    silentWithout(notEdited, changed({ editor: 'Photo Editor 3' }), 'photos', 'photoEdits');
  });
});
