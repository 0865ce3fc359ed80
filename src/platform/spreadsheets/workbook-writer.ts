import { Writable } from 'node:stream';
import { ZipWriter } from './zip-writer';

export type SheetCell = string | number | null;

/** The most rows that a sheet holds. */
export const MOST_ROWS = 1_048_576;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Writes a workbook (.xlsx, ECMA-376) row by row, so that a report of a million findings needs no more memory than a
 * row. Texts stand in their cells as texts: what begins with = is no formula.
 */
export class WorkbookWriter {
  private readonly zip: ZipWriter;
  private readonly sheets: string[] = [];

  constructor(out: Writable) {
    this.zip = new ZipWriter(out);
  }

  /** @param widths of the columns, in characters; the first row is the heading and stays in sight */
  async sheet(name: string, widths: readonly number[], rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>): Promise<void> {
    this.sheets.push(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31));
    await this.zip.add(`xl/worksheets/sheet${this.sheets.length}.xml`, sheetXml(widths, rows));
  } // prettier-ignore

  async end(): Promise<void> {
    const sheets = this.sheets.map((name, index) => ({ name: escaped(name), number: index + 1 }));
    await this.zip.add('[Content_Types].xml', [
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
      ...sheets.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`),
      '</Types>',
    ]); // prettier-ignore
    await this.zip.add('_rels/.rels', [`${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`]); // prettier-ignore
    await this.zip.add('xl/workbook.xml', [
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>`,
      ...sheets.map(({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`),
      '</sheets></workbook>',
    ]);
    await this.zip.add('xl/_rels/workbook.xml.rels', [
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`,
      ...sheets.map(({ number }) => `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`),
      `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ]); // prettier-ignore
    await this.zip.add('xl/styles.xml', [
      `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>` +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>' +
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>' +
        '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>',
    ]);
    await this.zip.end();
  }
}

async function* sheetXml(widths: readonly number[], rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>): AsyncGenerator<string> {
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`);
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  yield `<cols>${columns.join('')}</cols><sheetData>`;
  let number = 0;
  for await (const row of rows) {
    number += 1;
    const style = number === 1 ? 1 : 2;
    yield `<row r="${number}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${number}`, style)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
} // prettier-ignore

/** A, B … Z, AA, from 0. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function cellXml(cell: SheetCell, place: string, style: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}" s="${style}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell.slice(0, 32_767))}</t></is></c>`;
}

/** XML 1.0 has no place for most control characters, nor for half of a pair. */
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g; // prettier-ignore

function escaped(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'); // prettier-ignore
}
