import { Change } from '../history/changes';
import { RecordedEntry } from '../history/history';
import { Json } from '../platform/database/database';
import { formatDay, formatMoney } from '../platform/i18n/formats';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { isCalendarDate } from '../platform/time/calendar-date';
import { formatInstant } from '../platform/time/district-time';

interface Words {
  readonly t: Translate;
  readonly language: Language;
}

/** What the component `timeline` shows of one change. */
export interface TermChange {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly changes: readonly { field: string; before: string; after: string }[];
}

/** Who changed which term, when, from what to what; in the reader's words. */
export function termChanges(entries: readonly RecordedEntry[], words: Words): TermChange[] {
  const { t, language } = words;
  return entries.map(({ recordedAt, actorName, actorRole, kind, data }) => ({
    at: formatInstant(new Date(recordedAt), language),
    who: `${actorName}（${t(`workflow.role.${actorRole}`)}）`,
    what: t(`history.kind.${kind}`),
    changes: Object.entries((data.changes ?? {}) as Record<string, Change>).map(
      ([field, { before, after }]) => ({
        field: t(`programmes.${field}`),
        before: valueOf(field, before, words),
        after: valueOf(field, after, words),
      }),
    ),
  }));
}

/** The closed lists among the terms, by the texts of their values. */
const LISTS: Readonly<Record<string, string>> = {
  grades: 'grade',
  hardships: 'hardship',
  tenures: 'tenure',
  requiredSigners: 'signer',
};

const UNITS: Readonly<Record<string, string>> = {
  noticeDays: 'days', lateEntryDays: 'days', barYears: 'years', contractWithinDays: 'days', warrantyMonths: 'months',
  peerFactor: 'times', radiusM: 'metres', visitsPerDay: 'homes', fastestKmh: 'kmh', reportedAccepted: 'homes',
}; // prettier-ignore

function valueOf(field: string, value: Json, { t, language }: Words): string {
  if (value === null || value === undefined)
    return field === 'contractWithinDays' ? t('programmes.off') : '—';
  if (typeof value === 'boolean') return t(value ? 'programmes.yes' : 'programmes.no');
  const list = LISTS[field];
  if (list !== undefined && Array.isArray(value))
    return (value as readonly (string | number)[]).map((one) => t(`programmes.${list}.${one}`)).join(' · ');
  if (typeof value === 'number') {
    if (field === 'capFen') return formatMoney(value, language);
    const unit = UNITS[field];
    return unit === undefined ? String(value) : `${value} ${t(`programmes.${unit}`)}`;
  }
  if (typeof value !== 'string') return '—';
  return isCalendarDate(value) ? formatDay(value, language) : value;
}
