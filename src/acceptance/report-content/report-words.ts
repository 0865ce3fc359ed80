import { TextParameters, Translations } from '../../platform/i18n/translator';
import { Requirement } from '../../plans/catalogue/catalogue-item';
import { catalogueTexts } from '../../plans/catalogue/catalogue.texts';
import { boundFacts, formatMeasuredValue } from '../../plans/requirement-check';
import { reportContentTexts } from './report-content.texts';

export interface Words {
  zh: string;
  en: string;
}

const TRANSLATIONS = new Translations([catalogueTexts, reportContentTexts], 'throw');
const zh = TRANSLATIONS.in('zh-CN');
const en = TRANSLATIONS.in('en');

/** A text in both languages, to be frozen into a report. */
export function inBoth(key: string, parameters: TextParameters = {}): Words {
  return { zh: zh(key, parameters), en: en(key, parameters) };
}

/** `850 mm`, `1:12`: the same in both languages. */
export function measureText(value: number, unit: Requirement['unit']): string {
  return en(`catalogue.measure.${unit}`, { value: formatMeasuredValue(value, unit) });
}

/** What a requirement asks, and whether nobody could verify that figure. */
export function requirementWords(requirement: Requirement): Words {
  const { kind, min, max, unit } = boundFacts(requirement);
  const write = (end: string): string => (end === '' ? '' : en(`catalogue.measure.${unit}`, { value: end }));
  const bound = inBoth(`catalogue.bound.${kind}`, { min: write(min), max: write(max) });
  if (requirement.certainty !== 'M') return bound;
  return {
    zh: zh('reportContent.unverified', { bound: bound.zh }),
    en: en('reportContent.unverified', { bound: bound.en }),
  };
}

/** 石残验〔2026〕12号 */
export function reportNumber(prefix: string, year: number, sequence: number): string {
  return zh('reportContent.number', { prefix, year: String(year), sequence: String(sequence) });
}
