import { attribute } from './xml';

export type CellFormat = 'day' | 'month' | 'plain';

/** Built-in formats that show a date; 17 and 57 show its month only, as do two of the Chinese ones. */
const BUILT_IN_DAYS = new Set([14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 56, 58]);
const BUILT_IN_MONTHS = new Set([17, 55, 57]);

/**
 * How each style of a workbook shows a number. A format that shows no day means that nobody wrote one: 2020年5月 is
 * kept by spreadsheets as the first of May.
 */
export function cellFormats(styles: string): CellFormat[] {
  const codes = new Map<number, string>();
  for (const [tag] of styles.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g))
    codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
  const block = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? '';
  return [...block.matchAll(/<(?:\w+:)?xf[\s/>][^>]*>?/g)].map(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    const code = codes.get(id);
    if (code !== undefined) return formatOf(code);
    return BUILT_IN_DAYS.has(id) ? 'day' : BUILT_IN_MONTHS.has(id) ? 'month' : 'plain';
  });
}

/** What a format's code shows of a number. */
export function formatOf(code: string): CellFormat {
  const bare = code.split(';')[0]!.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase(); // prettier-ignore
  if (!/[ymd]/.test(bare) || /general|[0#?]/.test(bare)) return 'plain';
  if (bare.includes('d')) return 'day';
  return bare.includes('y') ? 'month' : 'plain'; // m alone beside h or s are minutes
}
