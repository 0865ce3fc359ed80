import { IntlMessageFormat } from 'intl-messageformat';
import { Language } from './texts';

export interface Cases {
  /** The parameter on which a message depends as a whole. */
  readonly parameter: string;
  readonly options: readonly string[];
}

const SELECT = 5;

/** What a message that is one `{x, select, …}` can say; null for every other message. */
export function casesOf(message: string, language: Language): Cases | null {
  const [node, ...rest] = new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
  if (node === undefined || rest.length > 0 || (node.type as number) !== SELECT) return null;
  const { value, options } = node as unknown as { value: string; options: Record<string, unknown> };
  return { parameter: value, options: Object.keys(options) };
}
