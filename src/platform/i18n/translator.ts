import { IntlMessageFormat } from 'intl-messageformat';
import { FeatureTexts, Language, LANGUAGES, Pair } from './texts';

export type TextParameters = Readonly<Record<string, unknown>>;

/** Puts a text into the reader's language. */
export type Translate = (key: string, parameters?: TextParameters) => string;

/** A key that no feature declares: a fault in the code, found by the tests. */
export class UnknownTextError extends Error {
  constructor(readonly key: string) {
    super(`There is no text "${key}"`);
  }
}

/** All texts of the application, put into words on demand; each message is parsed once. */
export class Translations {
  private readonly pairs = new Map<string, Pair>();
  private readonly formats = new Map<string, IntlMessageFormat>();

  /** @param onUnknown 'throw' in tests; 'show' puts the key on the page and lets work go on */
  constructor(
    features: readonly FeatureTexts[],
    private readonly onUnknown: 'throw' | 'show' = 'show',
  ) {
    for (const { feature, entries } of features) {
      for (const [key, pair] of Object.entries(entries)) {
        const whole = `${feature}.${key}`;
        if (this.pairs.has(whole)) throw new Error(`The text ${whole} is declared twice`);
        this.pairs.set(whole, pair);
      }
    }
  }

  has(key: string): boolean {
    return this.pairs.has(key);
  }

  keys(): string[] {
    return [...this.pairs.keys()];
  }

  in(language: Language): Translate {
    return (key, parameters) => this.say(language, key, parameters);
  }

  private say(language: Language, key: string, parameters: TextParameters = {}): string {
    const pair = this.pairs.get(key);
    if (!pair) {
      if (this.onUnknown === 'throw') throw new UnknownTextError(key);
      return key;
    }
    const message = language === 'en' ? pair.en : pair.zh;
    if (!message.includes('{') && !message.includes("'")) return message;
    const id = `${language} ${key}`;
    let format = this.formats.get(id);
    if (!format)
      this.formats.set(
        id,
        (format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true })),
      );
    return String(format.format(filled(format, parameters)));
  }
}

/** A parameter that is missing stands as a dash: a page with a gap is worth more than no page. */
function filled(
  format: IntlMessageFormat,
  parameters: TextParameters,
): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const name of namesIn(format.getAst())) values[name] = plain(parameters[name]);
  return values;
}

function plain(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((entry) => plain(entry)).join('、');
  return value instanceof Date ? value.toISOString() : '—';
}

interface AstNode {
  value?: unknown;
  type: number;
  options?: Record<string, { value: AstNode[] }>;
}

/** Element types of the parser: 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural. */
function namesIn(nodes: unknown): string[] {
  return (nodes as AstNode[]).flatMap((node) => [
    ...(node.type >= 1 && node.type <= 6 ? [node.value as string] : []),
    ...Object.values(node.options ?? {}).flatMap((option) => namesIn(option.value)),
  ]);
}

/** `?lang=` wins, then the cookie, then what the browser asks for; Chinese where nothing fits. */
export function chooseLanguage(
  asked: unknown,
  cookie: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  for (const wish of [asked, cookie]) if (LANGUAGES.includes(wish as Language)) return wish as Language;
  const accepted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', quality] = entry.trim().split(/;\s*q=/);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of accepted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
