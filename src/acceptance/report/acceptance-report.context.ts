import type { PdfDocument } from '../../platform/pdf/pdf-document';
import { drawTable } from '../../platform/pdf/table-drawing';
import type { Cell, CellPart, Row } from '../../platform/pdf/table';
import type { AcceptanceReportContent } from './acceptance-report.content';
import type { ReportSpeech, ReportTextKey } from './acceptance-report.language';
import type { AcceptanceReportLayout } from './acceptance-report.layout';

/** What every section of the report needs to draw itself. */
export interface ReportContext {
  paper: PdfDocument;
  content: AcceptanceReportContent;
  speech: ReportSpeech;
  layout: AcceptanceReportLayout;
  /** Hash of the content, in hexadecimal. */
  hash: string;
  loadPhoto: (sha256: string) => Promise<Buffer>;
}

/** Content of a row by the keys of the table's columns; text or ready parts. */
export type Values = Record<string, string | CellPart[]>;

type TableName = keyof AcceptanceReportLayout['tables'];

export function parts(value: string | CellPart[]): CellPart[] {
  return typeof value === 'string' ? [{ text: value }] : value;
}

/** A row of values in the order of the columns that the layout gives. Throws when a column has no value. */
export function valueRow(
  context: ReportContext,
  name: TableName,
  values: Values,
  row: Partial<Row> = {},
): Row {
  const cells = context.layout.tables[name].map(({ key }): Cell => {
    const value = values[key];
    if (value === undefined) throw new Error(`Column ${name}.${key} of the acceptance report has no value`);
    return { parts: parts(value) };
  });
  return { ...row, cells };
}

/** Keeps a table's first two rows together, and its last two: no row is left alone on a page. */
export function keepEnds(rows: Row[]): Row[] {
  return rows.map((row, index) =>
    index === 0 || index === rows.length - 2 ? { ...row, keepWithNext: index < rows.length - 1 } : row,
  );
}

/** Keeps a whole table on one page, if it fits one. */
export function keepWhole(rows: Row[]): Row[] {
  return rows.map((row, index) => ({ ...row, keepWithNext: index < rows.length - 1 }));
}

/** Draws a table whose columns and headings come from the layout. */
export function drawReportTable(context: ReportContext, name: TableName, rows: Row[]): void {
  const { layout, paper, speech } = context;
  const columns = layout.tables[name];
  const head = columns.map(({ key }): Cell => ({
    parts: [{ text: speech.t(`${name}.${key}` as ReportTextKey), size: layout.text.head }],
    header: 'Column',
    align: 'center',
  }));
  drawTable(paper, {
    columns,
    head: [{ cells: head }],
    rows,
    size: layout.text.body,
    title: speech.t(`section.${name}`),
  });
}

/** A remark in small letters below a table. */
export function drawNote(context: ReportContext, text: string): void {
  context.paper.gap(1.2);
  context.paper.text(text, { size: context.layout.text.small });
}
