import { Readable } from 'node:stream';
import { columnIndex } from '../parsing/cell-address';
import { dayOfSerial } from '../parsing/found-date';
import { RawCell } from '../parsing/parse-row';
import { CellFormat } from './cell-formats';
import { MergedRows } from './merges';
import { SharedTexts, textIn } from './shared-texts';
import { MOST_COLUMNS, MOST_ROWS, SheetRow } from './table';
import { UnreadableFile } from './unreadable';
import { elements, upToLast, xmlText } from './xml';

export interface SheetContext {
  readonly texts: SharedTexts;
  readonly formats: readonly CellFormat[];
  /** Days counted from 1904. */
  readonly isMac: boolean;
  readonly merges: MergedRows;
}

const CELL = /<(?:\w+:)?c((?:\s[^<>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;
/** A cell as nearly all programs write it: reference, style, kind and value in one look. */
const PLAIN_CELL = /(?:<row [^>]*>)?<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?><v>([^<]+)<\/v><\/c>/y;
const REFERENCE = /\br="([A-Z]+)\d*"/;
const STYLE = /\bs="(\d+)"/;
const KIND = /\bt="(\w+)"/;
const VALUE = /<(?:\w+:)?v(?:\s[^<>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/;
const FORMULA = /<(?:\w+:)?f[\s/>]/;
const MOST_DAYS = 10_000;
const ROW_NUMBER = /\sr="(\d+)"/;

/** The rows of a worksheet as its XML goes by. @throws UnreadableFile tooManyRows, damaged */
export async function* sheetRows(stream: Readable, context: SheetContext): AsyncGenerator<SheetRow> {
  let number = 0;
  for await (const found of elements(stream, 'row', 'sheetData')) {
    for (const text of found) {
      const tagEnd = text.indexOf('>');
      number = Number(ROW_NUMBER.exec(text.slice(0, tagEnd))?.[1] ?? number + 1);
      let cells = cellsOf(text, context);
      if (context.texts.lacksSome) {
        await context.texts.fetch();
        cells = cellsOf(text, context);
      }
      const continued = context.merges.fill(number, cells);
      if (cells.size === 0) continue;
      if (number > MOST_ROWS) throw new UnreadableFile('tooManyRows', { limit: MOST_ROWS });
      yield { number, cells, continued };
    }
  }
}

function cellsOf(row: string, context: SheetContext): Map<number, RawCell> {
  const cells = new Map<number, RawCell>();
  let position = -1;
  const closed = upToLast(row, 'c');
  CELL.lastIndex = 0;
  for (;;) {
    const at = CELL.lastIndex;
    PLAIN_CELL.lastIndex = at;
    const plain = PLAIN_CELL.exec(closed);
    const match = plain ?? CELL.exec(closed);
    if (!match) return cells;
    const [, first, second] = match;
    if (plain) CELL.lastIndex = PLAIN_CELL.lastIndex;
    const reference = plain ? first : REFERENCE.exec(first!)?.[1];
    position = reference ? columnIndex(reference) : position + 1;
    if (position >= MOST_COLUMNS || (!plain && second === undefined)) continue;
    const cell = plain
      ? valueCell(match[3] ?? 'n', match[4]!, second, context)
      : cellOf(first!, second!, context);
    if (cell && (cell.fault || cell.text.trim() !== '')) cells.set(position, cell);
  }
}

function cellOf(attributes: string, content: string, context: SheetContext): RawCell | null {
  const kind = KIND.exec(attributes)?.[1] ?? 'n';
  if (kind === 'inlineStr') return { text: textIn(content) };
  const value = VALUE.exec(upToLast(content, 'v'))?.[1];
  if (value === undefined || (value === '' && kind !== 'str'))
    return FORMULA.test(content) ? { text: '', fault: 'formulaWithoutValue' } : null;
  return valueCell(kind, value, STYLE.exec(attributes)?.[1], context);
}

function valueCell(kind: string, value: string, style: string | undefined, context: SheetContext): RawCell {
  switch (kind) {
    case 's':
      return context.texts.cell(Number(value));
    case 'str':
      return { text: xmlText(value) };
    case 'b':
      return { text: value === '1' ? '是' : '否' };
    case 'e':
      return { text: xmlText(value), fault: 'errorValue' };
    case 'd':
      return { text: value.slice(0, 10) };
    default:
      return numberCell(value, style, context);
  }
}

function numberCell(value: string, style: string | undefined, { formats, isMac }: SheetContext): RawCell {
  const format = style === undefined ? 'plain' : (formats[Number(style)] ?? 'plain');
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: xmlText(value) };
  const day = format === 'plain' ? null : dayOf(number, isMac);
  if (day === null) return { text: plainNumber(value, number), isNumber: true };
  return { text: format === 'month' ? day.slice(0, 7) : day };
}

const days = new Map<number, ReturnType<typeof dayOfSerial>>();

/** The dates of a ledger lie within a few years. */
function dayOf(serial: number, isMac: boolean): ReturnType<typeof dayOfSerial> {
  const whole = Math.floor(serial) + (isMac ? 0.5 : 0);
  const known = days.get(whole);
  if (known !== undefined) return known;
  const day = dayOfSerial(serial, isMac);
  if (days.size >= MOST_DAYS) days.clear();
  days.set(whole, day);
  return day;
}

/** 4.10402195603081E+17 as its digits, 0.35000000000000003 as 0.35. */
function plainNumber(value: string, number: number): string {
  if (Number.isInteger(number))
    return Math.abs(number) < 1e21
      ? Number.isSafeInteger(number)
        ? String(number)
        : BigInt(number).toString()
      : value;
  return value.length > 15 ? String(Number(number.toPrecision(15))) : value;
}
