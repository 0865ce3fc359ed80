import { RecordedEntry } from '../history/history';
import { formatDay } from '../platform/i18n/formats';
import { Json } from '../platform/database/database';
import { isCalendarDate } from '../platform/time/calendar-date';
import { formatInstant } from '../platform/time/district-time';
import { DATE_NAMES, DateName } from '../rules/dossier';
import { dateWord, Words } from './date-hints';

/** What the component `timeline` shows of one entry. */
export interface TimelineEntry {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly text: string;
  readonly changes: readonly { field: string; before: string; after: string }[];
}

/** The history in words: who did what, when the server learned of it, and which dates were changed from what to what. */
export function historyEntries(entries: readonly RecordedEntry[], words: Words): TimelineEntry[] {
  return entries.map((entry) => ({
    at: formatInstant(new Date(entry.recordedAt), words.language),
    who: whoActed(entry, words),
    what: words.t(`history.kind.${entry.kind}`),
    text: said(entry, words),
    changes: changed(entry, words),
  }));
}

/** Caseworkers of all three levels have one role: the office's area tells which of them it was. */
function whoActed({ actorName, actorRole, actorArea }: RecordedEntry, { t, language }: Words): string {
  const role = t(`workflow.role.${actorRole}`);
  const isOffice = ['caseworker', 'supervisor', 'auditor'].includes(actorRole);
  if (!isOffice || actorArea === null) return `${actorName}（${role}）`;
  return t('workflow.history.who', {
    name: actorName,
    role,
    area: language === 'en' ? actorArea.en : actorArea.zh,
  });
}

/** The day it happened, and what was written beside it. */
function said({ data }: RecordedEntry, { t, language }: Words): string {
  const on = data.on;
  const words = [data.reason, data.note, data.opinion].find((text) => typeof text === 'string');
  return [
    ...(typeof on === 'string' && isCalendarDate(on)
      ? [t('workflow.history.on', { on: formatDay(on, language) })]
      : []),
    ...(typeof words === 'string' && !REASON_KEYS.includes(words) ? [words] : []),
  ].join(language === 'en' ? '. ' : '；');
}

/** Why a retrofit ended stands as a key; its note says it in words. */
const REASON_KEYS: readonly string[] = ['refused', 'withdrawn', 'householdDeclined'];

function changed({ data }: RecordedEntry, { language }: Words): TimelineEntry['changes'] {
  const { date, before, after } = data;
  if (typeof date !== 'string' || !isDateName(date)) return [];
  const said = (value: Json): string => (typeof value === 'string' ? formatDay(value, language) : '—');
  return [{ field: dateWord(date, language), before: said(before), after: said(after) }];
}

function isDateName(name: string): name is DateName {
  return (DATE_NAMES as readonly string[]).includes(name);
}
