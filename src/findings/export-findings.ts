import { Injectable } from '@nestjs/common';
import writeXlsxFile, { SheetData } from 'write-excel-file/node';
import { maskName } from '../households/identity/chinese-name';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid } from '../platform/problems/problem';
import { localDay } from '../platform/time/district-time';
import { Facts } from '../rules/finding';
import { AreaLabels, LabelsByCode } from '../workflow/area-labels';
import { Words } from '../workflow/date-hints';
import { findingInWords } from '../workflow/finding-words';
import { FindingFilter, FindingListRepository, FindingRow } from './finding-list.repository';
import { ExportFormat } from './findings.dto';

/** Rows of one file: what fits into memory many times over, and what anybody still reads. */
export const MOST_ROWS = 10_000;

const COLUMNS = [
  'rule', 'what', 'mode', 'state', 'person', 'address', 'area', 'programme', 'contractor', 'message', 'openedOn', 'timesOpened', 'decidedOn',
  'decidedBy', 'reason', 'closedOn',
] as const; // prettier-ignore

/** Facts of rules that are people's names. */
const NAME_FACTS: readonly string[] = ['name', 'names'];

export interface ExportedFile {
  readonly body: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}

/** The list as a file: what its filters let through, in words. */
@Injectable()
export class ExportFindings {
  constructor(
    private readonly database: Database,
    private readonly lists: FindingListRepository,
    private readonly areas: AreaLabels,
  ) {}

  /** @throws Problem invalid-input when the filters let through more than a file holds */
  async execute(
    actor: Actor,
    filter: FindingFilter,
    format: ExportFormat,
    words: Words,
  ): Promise<ExportedFile> {
    const { rows, areas } = await this.database.as(actor).read(async (tx) => {
      const { items, next } = await this.lists.list(tx, filter, MOST_ROWS, null);
      if (next !== null)
        throw invalid({ field: '', key: 'findings.export.tooMany', params: { most: MOST_ROWS } });
      const codes = items.map(({ areaCode }) => areaCode);
      return { rows: items, areas: await this.areas.within(tx, codes, words.language) };
    });
    const headers = COLUMNS.map((column) => words.t(`findings.column.${column}`));
    const lines = rows.map((row) => lineOf(isMasked(actor) ? masked(row) : row, areas, words));
    const name = words.t('findings.title');
    return format === 'xlsx'
      ? { body: await workbook(headers, lines), mediaType: XLSX, fileName: `${name}.xlsx` }
      : { body: commaSeparated([headers, ...lines]), mediaType: CSV, fileName: `${name}.csv` };
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';

type Value = string | number;

/** Rule X01: whoever checks needs the file's number and place, and opens the file for the name. */
function isMasked(actor: Actor): boolean {
  return actor.role === 'auditor';
}

function masked(row: FindingRow): FindingRow {
  const facts: Facts = Object.fromEntries(
    Object.entries(row.facts).map(([name, fact]) => {
      if (!NAME_FACTS.includes(name)) return [name, fact];
      if (typeof fact === 'string') return [name, maskName(fact)];
      return [name, Array.isArray(fact) ? (fact as readonly string[]).map(maskName) : fact];
    }),
  );
  return { ...row, facts, personName: row.personName === null ? null : maskName(row.personName) };
}

function lineOf(row: FindingRow, areas: LabelsByCode, { t, language }: Words): Value[] {
  const day = (instant: Date | null): string => (instant === null ? '' : localDay(instant));
  return [
    row.rule,
    t(`rules.${row.rule}.title`),
    t(`layout.finding.mode.${row.mode}`),
    t(`findings.state.${row.state}`),
    row.personName ?? '',
    row.address ?? '',
    areas[row.areaCode] ?? row.areaCode,
    row.programmeName,
    row.contractorName ?? '',
    findingInWords(t, row.rule, row.facts, language),
    day(row.openedAt),
    row.timesOpened,
    day(row.decidedAt),
    row.deciderName ?? '',
    row.decisionReason ?? '',
    day(row.closedAt),
  ];
}

async function workbook(headers: readonly string[], lines: readonly Value[][]): Promise<Buffer> {
  const data: SheetData = [
    headers.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...lines.map((line) =>
      line.map((value) => (typeof value === 'number' ? { value, type: Number } : { value, type: String })),
    ),
  ];
  return writeXlsxFile(data, { stickyRowsCount: 1, columns: headers.map(() => ({ width: 18 })) }).toBuffer();
}

/** With a mark for UTF-8, which spreadsheets need; a text that would be taken for a formula is marked as text. */
function commaSeparated(lines: readonly (readonly Value[])[]): Buffer {
  const cell = (value: Value): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return Buffer.from(`\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`, 'utf8');
}
