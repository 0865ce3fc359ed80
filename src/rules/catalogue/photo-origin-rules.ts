import { yearOf } from '../../platform/time/calendar-date';
import { accuracyOf, metresBetween } from '../distance';
import { PhotoFacts, PhotoStage } from '../dossier';
import { defineRule, knows, Rule } from '../rule';
import { photoFinding } from './photo-finding';

/**
 * In favour of the photo, the reported accuracies of both places are taken off the distance between them: indoors a
 * position is off by 40 to 90 m. Facts: `stage`, `item`, `distanceM`, `accuracyM`, `radiusM`, whole metres.
 */
export const atTheDwelling: Rule = defineRule({
  code: 'E05',
  key: 'at-the-dwelling',
  mode: 'flag',
  waivable: false,
  because: 'Inspection 2022: a heater photographed on a relative’s wall; irregularity 13',
  before: [],
  needs: ['photos', 'photoPlaces'],
  *find(dossier) {
    const dwelling = dossier.household.position;
    if (dwelling === null) return;
    const { radiusM } = dossier.programme;
    for (const photo of dossier.photos) {
      if (photo.position === null) continue;
      const distanceM = metresBetween(dwelling, photo.position);
      const accuracyM = accuracyOf(photo.position, dwelling);
      if (distanceM - accuracyM <= radiusM) continue;
      yield photoFinding(dossier, photo, {
        distanceM: Math.round(distanceM),
        accuracyM: Math.round(accuracyM),
        radiusM,
      });
    }
  },
});

/** Five minutes: what a clock may be off by. */
const CLOCK_TOLERANCE_S = 300;

/**
 * A day that somebody typed is no known time. Facts: `stage`, `item`, `grade` inApp | camera | none; `missing` of time |
 * place (null where both are known), `clockMinutes` by which the clock is off (null where it is right or could not be
 * compared).
 */
export const captureIsKnown: Rule = defineRule({
  code: 'E06',
  key: 'capture-is-known',
  mode: 'flag',
  waivable: false,
  because: 'Irregularities 15, 17: dates altered, no time or place in the photo',
  before: [],
  needs: ['photos'],
  *find(dossier) {
    const [timesKnown, placesKnown] = [knows(dossier, 'photoTimes'), knows(dossier, 'photoPlaces')];
    if (!timesKnown && !placesKnown) return;
    for (const photo of dossier.photos) {
      const isTimeMissing = timesKnown && !hasTime(photo);
      const isPlaceMissing = placesKnown && photo.position === null;
      const clockMinutes = timesKnown ? minutesOff(photo) : null;
      if (!isTimeMissing && !isPlaceMissing && clockMinutes === null) continue;
      const missing = [...(isTimeMissing ? ['time'] : []), ...(isPlaceMissing ? ['place'] : [])];
      yield photoFinding(dossier, photo, {
        grade: photo.grade,
        missing: missing.length === 0 ? null : missing,
        clockMinutes,
      });
    }
  },
});

function hasTime({ cameraAt, takenOn, grade }: PhotoFacts): boolean {
  return cameraAt !== null || (takenOn !== null && grade !== 'none');
}

function minutesOff({ clockSkewS }: PhotoFacts): number | null {
  if (clockSkewS === null || Math.abs(clockSkewS) <= CLOCK_TOLERANCE_S) return null;
  return Math.ceil(Math.abs(clockSkewS) / 60);
}

/** What may be photographed at a survey that came in the year before the programme. */
const SURVEY_STAGES: readonly PhotoStage[] = ['before', 'tape'];

/**
 * The years of the programme's first and last day, and for what the survey photographs the year of the survey too. Where
 * nobody knows when that was, it may have been in the year before: needs are collected then (practice 1.2, stage 1).
 * Facts: `stage`, `item`, `on`, `from` and `until` (the programme's days).
 */
export const yearMatches: Rule = defineRule({
  code: 'E07',
  key: 'year-matches',
  mode: 'flag',
  waivable: false,
  because: 'Inspection 2022: photos that do not match the project’s year; irregularity 12',
  before: [],
  needs: ['photos', 'photoTimes', 'programmeStartsOn', 'programmeEndsOn'],
  *find(dossier) {
    const { programmeStartsOn, programmeEndsOn, surveyedOn } = dossier.dates;
    if (programmeStartsOn === undefined || programmeEndsOn === undefined) return;
    const [first, last] = [yearOf(programmeStartsOn.on), yearOf(programmeEndsOn.on)];
    const surveyUnknown = knows(dossier, 'surveyedOn') ? first : first - 1;
    const surveyYear = surveyedOn === undefined ? surveyUnknown : yearOf(surveyedOn.on);
    for (const photo of dossier.photos) {
      if (photo.takenOn === null) continue;
      const year = yearOf(photo.takenOn);
      if (year >= first && year <= last) continue;
      if (year < first && year >= surveyYear && SURVEY_STAGES.includes(photo.stage)) continue;
      yield photoFinding(dossier, photo, {
        on: photo.takenOn,
        from: programmeStartsOn.on,
        until: programmeEndsOn.on,
      });
    }
  },
});

/** Facts: `stage`, `item`, `editor` (null where none left its name), `thumbnailDiffers`. */
export const notEdited: Rule = defineRule({
  code: 'E11',
  key: 'not-edited',
  mode: 'flag',
  waivable: false,
  because: 'Irregularity 15: photo dates digitally altered',
  before: [],
  needs: ['photos', 'photoEdits'],
  *find(dossier) {
    for (const photo of dossier.photos) {
      const { editor, thumbnailDiffers } = photo;
      if (editor === '' && !thumbnailDiffers) continue;
      yield photoFinding(dossier, photo, { editor: editor === '' ? null : editor, thumbnailDiffers });
    }
  },
});
