import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Align } from '../../platform/pdf/canvas';
import type { HeadingStyle, PageSetup } from '../../platform/pdf/pdf-document';

export type SectionName =
  | 'summary'
  | 'dates'
  | 'opinions'
  | 'items'
  | 'measurements'
  | 'photos'
  | 'defects'
  | 'waivers'
  | 'signatures'
  | 'seals'
  | 'verification';

export interface ColumnLayout {
  /** With the section's name before it, the key of the column's text. */
  key: string;
  /** Millimetres; only proportions count. */
  width: number;
  align?: Align;
}

type TableName = 'dates' | 'opinions' | 'items' | 'measurements' | 'defects' | 'waivers' | 'signatures';

/** How the report is laid out: all measures in mm, sizes of letters in points. Changed without touching code. */
export interface AcceptanceReportLayout {
  margins: PageSetup['margins'];
  headings: Record<'office' | 'title' | 'number' | 'section' | 'item', HeadingStyle>;
  text: Record<'body' | 'head' | 'small' | 'conclusion', number>;
  sections: SectionName[];
  summary: { widths: number[]; rows: string[][] };
  tables: Record<TableName, ColumnLayout[]>;
  photos: { width: number; height: number };
  signatures: { rowHeight: number; width: number; height: number };
  seals: { perRow: number; rowHeight: number; diameter: number };
  verification: { qr: number; widths: number[]; shortHash: number };
}

let loaded: AcceptanceReportLayout | undefined;

/** Read once per process; a test holds the file to this type. */
export function acceptanceReportLayout(): AcceptanceReportLayout {
  loaded ??= JSON.parse(
    readFileSync(join(__dirname, '../../../templates/documents/acceptance-report.json'), 'utf8'),
  ) as AcceptanceReportLayout;
  return loaded;
}
