import { isCalendarDate } from '../platform/time/calendar-date';
import { formatDay, formatMonth, TimeLanguage } from '../platform/time/district-time';
import { Fact, Facts } from './finding';
import { TERMS } from './texts/terms.texts';

export interface FindingWords {
  /** Keys of the texts to show, as the translator knows them. */
  readonly title: string;
  readonly message: string;
  /** Null where no facts are known, so that a cure for this case cannot be told. */
  readonly cure: string | null;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The texts of a finding and their parameters: days written out, money in yuan, keys of dates, roles and stages as
 * words, lists joined, nothing as `none` (which the messages ask for). A finding that only the database could
 * make has no facts, and is told by what must hold.
 */
export function findingWords(
  { rule, facts }: { readonly rule: string; readonly facts: Facts },
  language: TimeLanguage,
): FindingWords {
  const isKnown = Object.keys(facts).length > 0;
  return {
    title: `rules.${rule}.title`,
    message: `rules.${rule}.${isKnown ? 'message' : 'holds'}`,
    cure: isKnown ? `rules.${rule}.cure` : null,
    parameters: Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, word(name, fact, language)]),
    ),
  };
}

type TermKind = keyof typeof TERMS;

/** The facts whose values are keys, and the vocabularies in which those stand. */
const VOCABULARIES: Readonly<Record<string, readonly TermKind[]>> = {
  earlier: ['date'],
  later: ['date'],
  date: ['date'],
  limit: ['date'],
  role: ['role'],
  level: ['role'],
  other: ['role'],
  purpose: ['purpose'],
  stage: ['stage'],
  missing: ['missing', 'stage', 'role'],
  grade: ['grade'],
  outcome: ['outcome'],
  value: ['household'],
  allowed: ['household'],
  text: ['text'],
  publication: ['publication'],
  shown: ['shown'],
  fault: ['fault'],
  visit: ['visit'],
  item: ['item'],
  others: ['item'],
};

/** A date of which a ledger has no more than the month or the year, and the facts that can be one. */
const MONTH_OR_YEAR = /^\d{4}(-\d{2})?$/;
const DATED = /(^on|On)$/;

const AND = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });
const OR = new Intl.ListFormat('en-GB', { style: 'long', type: 'disjunction' });
const YUAN = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function word(name: string, fact: Fact, language: TimeLanguage): string | number | boolean {
  if (fact === null) return 'none';
  if (typeof fact === 'boolean') return fact;
  if (typeof fact === 'number') return name.endsWith('Fen') ? YUAN.format(fact / 100) : fact;
  if (typeof fact !== 'string') {
    const words = fact.map((one) => term(name, one, language));
    return language === 'en' ? (name === 'allowed' ? OR : AND).format(words) : words.join('、');
  }
  if (isCalendarDate(fact)) return formatDay(fact, language);
  return MONTH_OR_YEAR.test(fact) && DATED.test(name)
    ? formatMonth(fact, language)
    : term(name, fact, language);
}

function term(name: string, key: string, language: TimeLanguage): string {
  for (const kind of VOCABULARIES[name] ?? []) {
    const words: Readonly<Record<string, { zh: string; en: string }>> = TERMS[kind];
    const found = Object.hasOwn(words, key) ? words[key] : undefined;
    if (found !== undefined) return language === 'en' ? found.en : found.zh;
  }
  return key;
}
