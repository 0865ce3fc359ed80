import { CalendarDate } from '../../platform/time/calendar-date';
import { localDay } from '../../platform/time/district-time';
import { Dossier, Lookalike, PhotoFacts, SupersededPhotoFacts } from '../dossier';
import { FindingDraft } from '../finding';
import { defineRule, Rule } from '../rule';
import { photoFinding } from './photo-finding';

/** Each of the two is found. Facts: `stage`, `item`, `others`: where the same bytes are evidence too. */
export const photoOnce: Rule = defineRule({
  code: 'E02',
  key: 'photo-once',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 14: photos of somebody else’s building used to claim',
  before: [],
  needs: ['photos'],
  *find(dossier) {
    for (const photo of dossier.photos) {
      if (photo.sameBytes.length === 0) continue;
      yield photoFinding(dossier, photo, { others: photo.sameBytes.map(({ label }) => label) });
    }
  },
});

/**
 * Of a photo in another district only that there is one is told. A photo that can't be compared is found too: nobody
 * knows whether it is one's own; it has neither `others` nor one `elsewhere`. Facts: `stage`, `item`, `others` (null where there
 * are none in this district) and their ids `photos`, `elsewhere` whether another district has one, `distance` in bits
 * of the nearest of `others`.
 */
export const photoNotReused: Rule = defineRule({
  code: 'E03',
  key: 'photo-not-reused',
  mode: 'flag',
  waivable: false,
  because: 'Inspection 2022: photos of other years and items; irregularities 12, 14',
  before: [],
  needs: ['photos', 'photoLikeness'],
  *find(dossier) {
    for (const photo of dossier.photos) {
      if (photo.lookalikes.length === 0 && photo.comparison !== 'failed') continue;
      const reused = photo.lookalikes.filter(
        (one) => one.place !== 'sameItemOtherStage' && !isSame(photo, one),
      );
      if (reused.length === 0 && photo.comparison !== 'failed') continue;
      const near = reused.filter(({ place }) => place !== 'otherDistrict');
      yield photoFinding(dossier, photo, {
        others: near.length === 0 ? null : near.map(({ label }) => label),
        photos: near.length === 0 ? null : near.map(({ id }) => id),
        elsewhere: near.length < reused.length,
        distance: near.length === 0 ? null : Math.min(...near.map(({ distance }) => distance)),
      });
    }
  },
});

/**
 * Looks only at an after photo beside a before photo: one taken during the works may well look like the end of them.
 * Facts: `stage`, `item`, `others` and their ids `photos`, `distance` in bits of the nearest.
 */
export const somethingChanged: Rule = defineRule({
  code: 'E04',
  key: 'something-changed',
  mode: 'flag',
  waivable: false,
  because: 'Inspection 2022: photos that do not show what was built; irregularity 12',
  before: [],
  needs: ['photos', 'photoLikeness'],
  *find(dossier) {
    for (const photo of dossier.photos) {
      if (photo.stage !== 'after' || photo.lookalikes.length === 0) continue;
      const before = photo.lookalikes.filter(
        (one) => one.place === 'sameItemOtherStage' && !isSame(photo, one) && isBefore(dossier, one),
      );
      if (before.length === 0) continue;
      yield photoFinding(dossier, photo, {
        others: before.map(({ label }) => label),
        photos: before.map(({ id }) => id),
        distance: Math.min(...before.map(({ distance }) => distance)),
      });
    }
  },
});

/** The very same bytes are found once, by E02. */
function isSame({ sameBytes }: PhotoFacts, { id }: Lookalike): boolean {
  return sameBytes.some((one) => one.id === id);
}

function isBefore({ photos, supersededPhotos }: Dossier, { id }: Lookalike): boolean {
  const found = photos.find((one) => one.id === id) ?? supersededPhotos.find((one) => one.id === id);
  return found?.stage === 'before';
}

/**
 * Whether the bytes still are those that arrived, the database and the store keep. Facts: `problem` noReason | locked;
 * `stage`, `on`, `startedOn` (null while the works have not begun).
 */
export const originalsKept: Rule = defineRule({
  code: 'E08',
  key: 'originals-kept',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 18: photos from before the works replaced later by the builder',
  before: [],
  needs: ['photoHistory'],
  *find(dossier) {
    if (dossier.supersededPhotos.length === 0) return;
    const lockedOn = lockDay(dossier);
    for (const photo of dossier.supersededPhotos) {
      if (photo.stage === 'before' && lockedOn !== null && photo.supersededOn > lockedOn)
        yield supersededFinding(dossier, photo, 'locked');
      if (photo.reason.trim() === '') yield supersededFinding(dossier, photo, 'noReason');
    }
  },
});

/** The lock falls when the start is recorded: nobody could have known it sooner. C14 tells of a start recorded late. */
function lockDay({ dates }: Dossier): CalendarDate | null {
  if (dates.startedOn === undefined) return null;
  const { on, recordedAt } = dates.startedOn;
  const recordedOn = recordedAt === null ? on : localDay(recordedAt);
  return recordedOn > on ? recordedOn : on;
}

function supersededFinding(dossier: Dossier, photo: SupersededPhotoFacts, problem: string): FindingDraft {
  const startedOn = dossier.dates.startedOn?.on ?? null;
  return {
    subject: { type: 'photo', id: photo.id, part: problem },
    facts: { problem, stage: photo.stage, on: photo.supersededOn, startedOn },
    fixAt: { page: 'photos', field: photo.id },
  };
}
