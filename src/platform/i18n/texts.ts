/** The two languages that every text stands in. Records and laws are Chinese, so that comes first. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages, in ICU MessageFormat. */
export interface Pair {
  readonly zh: string;
  readonly en: string;
}

export type Texts = Readonly<Record<string, Pair>>;

/**
 * Declares the texts of a feature. Both languages stand side by side, so that a text can't exist in one only;
 * its key outside is `<feature>.<key>`.
 */
export function texts<const Feature extends string, const Entries extends Texts>(
  feature: Feature,
  entries: Entries,
): { feature: Feature; entries: Entries } {
  return { feature, entries };
}

export interface FeatureTexts {
  readonly feature: string;
  readonly entries: Texts;
}
