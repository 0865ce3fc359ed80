import { paths } from '../../paths';
import { formatDay, formatNumber } from '../../platform/i18n/formats';
import { formatInstant } from '../../platform/time/district-time';
import { address } from '../../platform/views/environment';
import { Model } from '../../platform/views/views';
import { LabelsByCode } from '../../workflow/area-labels';
import { Words } from '../../workflow/date-hints';
import { findingInWords } from '../../workflow/finding-words';
import { fixAddress } from '../../workflow/fix-paths';
import { decisionInWords, stateTag, subjectOf } from '../finding-page';
import { DECISIONS } from '../finding.repository';
import { FlagRow } from './flag.repository';
import { FLAG_WEIGHTS } from './flag-weights';
import { FlaggedPhoto } from './flagged-photo.repository';
import { ReviewFlag } from './review-reader';
import { quickReasons } from './quick-reasons';

/** The keys that choose a decision. */
const KEYS = { accepted: 'a', rejected: 'r', cured: 'c' } as const;

export interface CardContext {
  readonly areas: LabelsByCode;
  /** Of the list that the flag stands in, for its addresses. */
  readonly filters: Readonly<Record<string, string | null>>;
  readonly after: string | null;
  /** The flag that is shown after this one is decided. */
  readonly next: string | null;
  readonly from: 'list' | 'one';
}

/** One flag with everything that is asked for before somebody decides, and the form to decide. */
export function flagCard({ flag, photo, others }: ReviewFlag, context: CardContext, words: Words): Model {
  const { t, language } = words;
  const { id, rule, retrofitId } = flag;
  const { filters, after, next, from } = context;
  const here = (path: string, more: object = {}): string => address(path, { ...filters, after, ...more });
  return {
    id,
    rule,
    ruleHref: paths.rules.show(rule),
    title: t(`rules.${rule}.title`),
    weight: t('review.weight', { weight: FLAG_WEIGHTS[rule] }),
    tag: stateTag(flag.state, words),
    message: findingInWords(t, rule, flag.facts, language),
    decision: decisionInWords(flag, words),
    photos: [photo, ...others]
      .filter((one) => one !== null)
      .map((one) => pictureOf(one, one === photo ? 'flagged' : isNew(flag, one) ? 'new' : 'other', words)),
    facts: [...factsOf(flag, context.areas, words), ...(photo ? photoFacts(photo, words) : [])],
    links: [
      ...(from === 'list' ? [{ href: here(paths.review.show(id)), text: t(others.length > 0 ? 'review.openCompare' : 'review.openFlag'), isOpen: true }] : []),
      { href: paths.retrofits.show(retrofitId), text: t('review.openRetrofit') },
      { href: fixAddress({ page: flag.fixPage, field: flag.fixField || undefined }, subjectOf(flag)), text: t('review.openFix') },
      { href: paths.findings.show(id), text: t('review.openHistory') },
    ],
    // What has closed by itself is not to be decided any more.
    action: flag.state === 'closed' ? null : here(paths.review.decide(id), { next, from }),
    decideTitle: t(flag.state === 'open' ? 'review.decide.title' : 'review.decide.changed'),
    decisions: DECISIONS.map((value) => ({
      value,
      text: t(`findings.decision.${value}`),
      key: KEYS[value],
      reasons: quickReasons(rule, value, t),
    })),
  }; // prettier-ignore
}

/** Whether a photo came after somebody decided on the others that look the same. */
export function isNew({ state, decidedFacts }: FlagRow, { id }: FlaggedPhoto): boolean {
  const known = decidedFacts?.photos;
  return state === 'open' && Array.isArray(known) && !known.includes(id);
}

function factsOf(flag: FlagRow, areas: LabelsByCode, { t, language }: Words): Model[] {
  return [
    { key: t('review.fact.person'), value: flag.personName, note: `${areas[flag.areaCode] ?? flag.areaCode} · ${flag.address}` },
    ...(flag.contractorName ? [{ key: t('review.fact.contractor'), value: flag.contractorName }] : []),
    { key: t('review.fact.since'), value: formatInstant(flag.openedAt, language) },
  ]; // prettier-ignore
}

/** The times stay apart, as on the photo's own page; the place is told as metres, without a map. */
function photoFacts(photo: FlaggedPhoto, words: Words): Model[] {
  const { t, language } = words;
  const { distanceM, accuracyM, cameraAt, cameraOffset, positionAt, claimedOn } = photo;
  const at = (instant: Date): string => formatInstant(instant, language);
  return [
    { key: t('review.fact.place'), value: placeOf(photo, words), note: photo.caption || undefined },
    { key: t('evidence.photo.takenOn'), value: formatDay(photo.takenOn, language), note: t(`evidence.gradeExplained.${photo.grade}`) },
    ...(cameraAt ? [{ key: t('evidence.photo.cameraAt'), value: at(cameraAt), note: cameraOffset === null ? t('evidence.photo.noOffset') : t('evidence.photo.offset', { offset: cameraOffset }) }] : []),
    ...(positionAt ? [{ key: t('evidence.photo.positionAt'), value: at(positionAt) }] : []),
    ...(claimedOn ? [{ key: t('evidence.photo.claimedOn'), value: formatDay(claimedOn, language) }] : []),
    { key: t('evidence.photo.receivedAt'), value: at(photo.receivedAt), note: photo.uploaderName },
    distanceM === null
      ? { key: t('review.fact.distance'), value: t('review.fact.unknownDistance') }
      : { key: t('review.fact.distance'), value: t('review.fact.metres', { metres: formatNumber(distanceM, 0) }), note: t('evidence.photo.accuracy', { metres: formatNumber(accuracyM, 0) }) },
  ]; // prettier-ignore
}

export function placeOf({ stage, placeZh, placeEn }: FlaggedPhoto, { t, language }: Words): string {
  return [stage && t(`evidence.stage.${stage}`), language === 'en' ? placeEn : placeZh]
    .filter(Boolean)
    .join(' · ');
}

/** In screen size; the original is on the photo's own page. One of an old ledger is kept in its original size only. */
export function pictureOf(photo: FlaggedPhoto, role: 'flagged' | 'other' | 'new', words: Words): Model {
  const { t, language } = words;
  const { id, retrofitId, recordId } = photo;
  const what = placeOf(photo, words);
  const day = formatDay(photo.takenOn, language);
  return {
    id,
    href: retrofitId ? paths.photos.show(id) : paths.foundRecords.photo(id),
    src: photo.isShown ? (retrofitId ? paths.photos.screen(id) : paths.foundRecords.photo(id)) : null,
    alt: t('review.photo.alt', { what, day }),
    caption: t(`review.photo.${role}`),
    note: [what, day].join(' · '),
    home: role !== 'flagged' ? t('review.photo.ofHome', { person: photo.personName, address: photo.address }) : null,
    homeHref: retrofitId ? paths.retrofits.show(retrofitId) : paths.foundRecords.show(recordId!),
    grade: photo.grade,
  }; // prettier-ignore
}
