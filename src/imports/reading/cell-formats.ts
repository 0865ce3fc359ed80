import { attribute, tags } from './xml';

export type CellFormat = 'day' | 'month' | 'plain';

/** Built-in formats that show a date; 17 and 57 show its month only, as do two of the Chinese ones. */
const BUILT_IN_DAYS = new Set([14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 56, 58]);
const BUILT_IN_MONTHS = new Set([17, 55, 57]);
/** What spreadsheets themselves allow, or more. */
const MOST_STYLES = 65_536;
const MOST_CODES = 10_000;
const LONGEST_CODE = 255;

/**
 * How each style of a workbook shows a number. A format that shows no day means that nobody wrote one: 2020年5月 is
 * kept by spreadsheets as the first of May.
 * @throws UnreadableFile tooManyPieces, damaged
 */
export function cellFormats(styles: string): CellFormat[] {
  const codes = new Map<number, CellFormat>();
  for (const tag of tags(styles, 'numFmt', MOST_CODES))
    codes.set(Number(attribute(tag, 'numFmtId')), formatOf(attribute(tag, 'formatCode') ?? ''));
  return tags(styleBlock(styles), 'xf', MOST_STYLES).map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    const format = codes.get(id);
    if (format !== undefined) return format;
    return BUILT_IN_DAYS.has(id) ? 'day' : BUILT_IN_MONTHS.has(id) ? 'month' : 'plain';
  });
}

function styleBlock(styles: string): string {
  const begin = /<(?:\w+:)?cellXfs[\s>]/.exec(styles);
  const end = begin ? styles.indexOf('cellXfs>', begin.index + begin[0].length) : -1;
  return end < 0 ? '' : styles.slice(begin!.index, end);
}

/** What a format's code shows of a number. */
export function formatOf(code: string): CellFormat {
  const bare = code.slice(0, LONGEST_CODE).split(';')[0]!.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase(); // prettier-ignore
  if (!/[ymd]/.test(bare) || /general|[0#?]/.test(bare)) return 'plain';
  if (bare.includes('d')) return 'day';
  return bare.includes('y') ? 'month' : 'plain'; // m alone beside h or s are minutes
}
