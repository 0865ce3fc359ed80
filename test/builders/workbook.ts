import { columnLetters } from '../../src/imports/parsing/cell-address';
import { aZip, ZipEntry } from './zip';

/** A text, a number, nothing, or a cell as XML would say it. */
export type Cell =
  | string
  | number
  | null
  | { readonly date: number; readonly shows?: 'day' | 'month' }
  | { readonly formula: string; readonly value?: string }
  | { readonly error: string };

export interface SheetContent {
  readonly name?: string;
  readonly rows: readonly (readonly Cell[])[];
  /** A1:B2 */
  readonly merges?: readonly string[];
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as spreadsheets write it: shared texts, styles, merged cells behind the rows. */
export function aWorkbook(sheets: readonly SheetContent[], more: readonly ZipEntry[] = []): Buffer {
  const texts = new Map<string, number>();
  const parts = sheets.map((sheet) => sheetXml(sheet, texts));
  const entries: ZipEntry[] = [
    ...packageParts(sheets.map(({ name }, index) => name ?? `Sheet${index + 1}`)),
    { name: 'xl/sharedStrings.xml', content: `${HEAD}<sst xmlns="${MAIN}">${[...texts.keys()].map(textItem).join('')}</sst>` },
    ...parts.map((content, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content })),
  ]; // prettier-ignore
  return aZip([...entries, ...more]);
}

/** All parts of a workbook but its sheets and their texts. */
export function packageParts(sheets: readonly string[]): ZipEntry[] {
  return [
    { name: '[Content_Types].xml', content: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map((name, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>` },
    { name: 'xl/styles.xml', content: `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>` },
  ];
} // prettier-ignore

/** One of the texts that cells point at. */
export const textItem = (text: string): string => `<si><t xml:space="preserve">${escape(text)}</t></si>`;

function sheetXml({ rows, merges = [] }: SheetContent, texts: Map<string, number>): string {
  const lines = rows.map((cells, row) => {
    const content = cells.map((cell, column) => cellXml(cell, column, row + 1, texts)).join('');
    return content === '' ? '' : `<row r="${row + 1}">${content}</row>`;
  });
  const merged = merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData>${merged}</worksheet>`;
} // prettier-ignore

/** @param column from 0, row from 1 */
export function cellXml(cell: Cell, column: number, row: number, texts: Map<string, number>): string {
  const reference = `${columnLetters(column)}${row}`;
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    if (!texts.has(cell)) texts.set(cell, texts.size);
    return `<c r="${reference}" t="s"><v>${texts.get(cell)!}</v></c>`;
  }
  if ('date' in cell) return `<c r="${reference}" s="${cell.shows === 'month' ? 2 : 1}"><v>${cell.date}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  return `<c r="${reference}" t="str"><f>${escape(cell.formula)}</f>${cell.value === undefined ? '' : `<v>${escape(cell.value)}</v>`}</c>`;
} // prettier-ignore
