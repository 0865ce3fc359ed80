import { formatDay } from '../platform/i18n/formats';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { isCalendarDate } from '../platform/time/calendar-date';
import { DATE_NAMES } from '../rules/dossier';

/** A finding in the reader's words. Facts hold dates and names of dates; both are put into the language first. */
export function findingInWords(t: Translate, rule: string, facts: object, language: Language): string {
  const said = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, inWords(value, t, language)]),
  );
  return t(Object.keys(facts).length === 0 ? `rules.${rule}.title` : `rules.${rule}.message`, said);
}

function inWords(value: unknown, t: Translate, language: Language): unknown {
  if (Array.isArray(value))
    return value.map((entry) => inWords(entry, t, language)).join(language === 'en' ? ', ' : '、');
  if (typeof value !== 'string') return value;
  if (isCalendarDate(value)) return formatDay(value, language);
  return (DATE_NAMES as readonly string[]).includes(value) ? t(`dates.${value}`) : value;
}
