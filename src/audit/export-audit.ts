import { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { whoInWords } from '../imports/value-words';
import { Page } from '../platform/http/paging';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { Problem } from '../platform/problems/problem';
import { SheetCell, WorkbookWriter } from '../platform/spreadsheets/workbook-writer';
import { formatInstant } from '../platform/time/district-time';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { AuditFinding, DIFFERENCES } from './audit-finding.repository';
import { AuditReader } from './audit-reader';
import { AuditResult, AuditRun } from './audit-run';
import {
  decisionInTexts,
  findingInTexts,
  notJudgedInTexts,
  rowsInTexts,
  yearsInWords,
} from './audit.presenter';

/** Findings that are read at once. */
const PAGE = 1000;
/** Rows of one sheet; a sheet of Excel holds 1,048,576. */
const ROWS = 1_000_000;

type Read = (after: string | null) => Promise<Page<AuditFinding>>;

/** What is told of each finding, and how wide. Names stay masked (rule X01); file, row and id lead to the record. */
const COLUMNS = ['source', 'year', 'person', 'community', 'contractor', 'rule', 'ruleTitle', 'message', 'cure', 'ledgerRow', 'decision', 'record'] as const; // prettier-ignore
const WIDTHS = [8, 8, 16, 20, 28, 8, 26, 70, 50, 40, 40, 38];

/** A run's result as a workbook: the sums, one row for each finding, and what could not be judged. */
@Injectable()
export class ExportAudit {
  constructor(
    private readonly database: Database,
    private readonly reader: AuditReader,
    private readonly history: History,
    private readonly views: Views,
    private readonly areas: AreaLabels,
  ) {}

  /**
   * The run, before anything of it is written, so that a refusal can still be told; who took the list of findings
   * away stands in the history. @throws Problem not-found, conflict while it is not done
   */
  async begin(actor: Actor, id: string, other: string | null = null): Promise<AuditRun> {
    const run = await this.reader.show(actor, id);
    if (other !== null) await this.reader.compare(actor, id, { with: other, limit: 1 });
    if (run.state !== 'done') throw new Problem('conflict', { facts: { state: run.state } });
    await this.database.as(actor).write((tx) =>
      this.history.record(tx, { kind: 'audit.exported', subject: { type: 'audit', id }, areaCode: run.areaCode }),
    ); // prettier-ignore
    return run;
  }

  /** Writes page by page; `out` is the caller's to end. */
  async write(actor: Actor, run: AuditRun, language: Language, out: Writable): Promise<void> {
    const t = this.views.wordsIn(language);
    const areas = await this.areas.of(actor, [run], language);
    const book = new WorkbookWriter(out);
    await book.sheet(
      t('audit.sheet.summary'),
      [36, 16, 16],
      summaryRows(run, areas[run.areaCode]!, t, language),
    );
    const place: { after: string | null } = { after: null };
    for (let sheet = 1; sheet === 1 || place.after !== null; sheet++) {
      const name = t('audit.sheet.findings') + (sheet === 1 ? '' : ` ${sheet}`);
      await book.sheet(
        name,
        WIDTHS,
        this.findingRows(run, language, place, (after) =>
          this.reader.findingsOf(actor, run.id, { limit: PAGE, after }),
        ),
      );
    }
    await book.sheet(
      t('audit.sheet.notJudged'),
      [8, 30, 12, 12, 80],
      notJudgedRows(run.result!, t, language),
    );
    await book.end();
  }

  /** Two runs beside each other: the counts by rule, then a sheet each of what is new, cured and still there. */
  async writeComparison(actor: Actor, run: AuditRun, other: string, language: Language, out: Writable): Promise<void> {
    const t = this.views.wordsIn(language);
    const { rules } = await this.reader.compare(actor, run.id, { with: other, limit: 1 });
    const book = new WorkbookWriter(out);
    const counts = rules.map((one) => [one.rule, t(`rules.${one.rule}.title`), ...DIFFERENCES.map((side) => one[side])]);
    const heads = [t('audit.column.rule'), t('audit.column.ruleTitle'), ...DIFFERENCES.map((side) => t(`audit.compare.${side}`))];
    await book.sheet(t('audit.sheet.summary'), [8, 36, 12, 12, 12], [heads, ...counts]);
    for (const show of DIFFERENCES) {
      const read: Read = async (after) => (await this.reader.compare(actor, run.id, { with: other, show, limit: PAGE, after })).page;
      await book.sheet(t(`audit.compare.${show}`), WIDTHS, this.findingRows(run, language, { after: null }, read));
    }
    await book.end();
  } // prettier-ignore

  /** As many as a sheet takes, from `place` on, which is moved. */
  private async *findingRows(run: AuditRun, language: Language, place: { after: string | null }, read: Read): AsyncGenerator<readonly SheetCell[]> {
    const t = this.views.wordsIn(language);
    yield COLUMNS.map((key) => t(`audit.column.${key}`));
    for (let rows = 0; rows < ROWS; rows += PAGE) {
      const page = await read(place.after);
      for (const finding of page.items) {
        const { title, message, cure } = findingInTexts(finding, t, language);
        const { source, year, personLabel, community, contractor, rule, recordId } = finding;
        const [rowsText, decision] = [rowsInTexts(finding, t), decisionInTexts(finding, t, language)];
        yield [t(`audit.source.${source}`), year, personLabel, community, contractor, rule, title, message, cure, rowsText, decision, recordId];
      }
      place.after = page.next;
      if (place.after === null) break;
    }
  } // prettier-ignore
}

function* summaryRows(run: AuditRun, area: string, t: Translate, language: Language): Generator<readonly SheetCell[]> {
  const result = run.result!;
  yield [t('audit.title'), area, run.areaCode];
  yield [t('audit.years'), yearsInWords(run, t), null];
  yield [t('audit.form.sources'), t(`audit.sources.${run.sources}`), null];
  yield [t('audit.finishedAt'), formatInstant(run.finishedAt!, language), whoInWords(run.starterName, t)];
  yield [t('audit.records'), result.records.found + result.records.live, null];
  yield [t('audit.recordsWithFindings'), result.recordsWithFindings, null];
  yield [t('audit.findings'), result.findings, null];
  if (result.decided) yield [t('audit.decided'), result.decided, null];
  if (result.records.found + result.records.live === 0) yield [t('audit.noRecords'), null, null];
  for (const by of ['byRule', 'byYear', 'byContractor', 'byCommunity'] as const) {
    yield [];
    yield [t(`audit.${by}`), t('audit.findings'), t('audit.records')];
    for (const { key, findings, records } of result[by])
      yield [by === 'byRule' ? `${key} ${t(`rules.${key}.title`)}` : key || t('audit.blank'), findings, records];
  }
} // prettier-ignore

function* notJudgedRows(result: AuditResult, t: Translate, language: Language): Generator<readonly SheetCell[]> {
  yield ['rule', 'ruleTitle', 'silent', 'vague', 'because'].map((key) => t(`audit.column.${key}`));
  for (const one of result.notJudged)
    yield [one.rule, t(`rules.${one.rule}.title`), one.silent, one.vague, notJudgedInTexts(one, t, language)];
} // prettier-ignore
