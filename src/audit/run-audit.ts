import { Injectable } from '@nestjs/common';
import { AuditProgramme } from '../findings/audit-programme';
import { maskName } from '../households/identity/chinese-name';
import { systemActor } from '../platform/database/actor';
import { ActingDatabase, Database, Tx } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DossierRepository } from '../workflow/dossier.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { AuditFindingRepository, AuditedRecord } from './audit-finding.repository';
import { AuditRun } from './audit-run';
import { AuditRunRepository } from './audit-run.repository';
import { AuditTally } from './audit-tally';
import { AuditedRecordsRepository, YearOfRecords } from './audited-records.repository';
import { foundDossier } from './found-dossier';
import { foundProgramme } from './found-programme';
import { foundCase } from './found-row';
import { FoundInBatch, ProgressOfRun, Report } from './progress-of-run';
import { runAudit } from './run-audit.job';

/** Living dossiers are larger than a ledger's row, and each costs a query of its own inside the database. */
const LIVE_BATCH = 100;

/** What one attempt at a run carries along. */
interface Work {
  readonly run: AuditRun;
  readonly today: CalendarDate;
  readonly tally: AuditTally;
  readonly progress: ProgressOfRun;
  /** The transaction that reads; what is found is written by others, so that the progress can be seen. */
  readonly tx: Tx;
}

/**
 * Does a run: reads every record of its scope once, asks the rule book, writes what is found. A worker that dies
 * leaves a run that is not done; the next attempt begins it anew, and an attempt that was taken for dead stops.
 */
@Injectable()
@Does(runAudit)
export class RunAudit implements JobHandler<{ runId: string }> {
  private readonly acting: ActingDatabase;

  constructor(
    database: Database,
    private readonly runs: AuditRunRepository,
    private readonly findings: AuditFindingRepository,
    private readonly records: AuditedRecordsRepository,
    private readonly dossiers: DossierRepository,
    private readonly programmes: AuditProgramme,
    private readonly clock: Clock,
  ) {
    this.acting = database.as(systemActor('jobs'));
  }

  /** @param report is told how far the run is; for a terminal */
  async execute({ runId }: { runId: string }, report: Report = () => undefined): Promise<void> {
    if (!(await this.acting.write((tx) => this.runs.begin(tx, runId)))) return;
    const run = await this.acting.read((tx) => this.runs.get(tx, runId));
    try {
      const tally = new AuditTally(RULE_BOOK);
      const counted = await this.acting.write((tx) => this.look(tx, run, tally, report));
      await this.acting.write(async (tx) => {
        const sums = await this.findings.sums(tx, run.id);
        const result = { records: counted, ...sums, rules: tally.rules(), notJudged: tally.notJudged() };
        await this.runs.finish(tx, run, result);
      });
    } catch (error) {
      await this.acting.write((tx) => this.runs.fail(tx, run));
      throw error;
    }
  }

  private async look(tx: Tx, run: AuditRun, tally: AuditTally, report: Report): Promise<{ found: number; live: number }> {
    const years = run.sources === 'live' ? [] : await this.records.years(tx, run);
    const programmes = run.sources === 'found' ? [] : await this.records.liveProgrammes(tx, run);
    const found = years.reduce((sum, { records }) => sum + records, 0);
    const live = await this.records.countLive(tx, programmes.map(({ id }) => id)); // prettier-ignore
    const writes = { database: this.acting, runs: this.runs, findings: this.findings };
    const progress = new ProgressOfRun(writes, run, found + live, report);
    const work: Work = { run, tally, progress, tx, today: localDay(this.clock.now()) };
    await progress.write(0, []);
    if (found > 0) await this.records.gather(tx, run.areaCode, years);
    for (const year of years) await this.year(work, year);
    for (const programme of programmes) await this.programme(work, programme);
    await progress.settled();
    return { found, live };
  } // prettier-ignore

  private async year({ tx, today, tally, progress }: Work, of: YearOfRecords): Promise<void> {
    const { year, hasPhotos, areaCode } = of;
    const batches = of.records > 0 ? this.records.foundRecords(tx, of) : [];
    for await (const batch of batches) {
      const found: FoundInBatch[] = [];
      for (const row of batch) {
        const dossier = foundDossier(foundCase(row, year, hasPhotos), today);
        tally.add(dossier);
        const findings = RULE_BOOK.audit(dossier);
        if (findings.length === 0) continue;
        const { id, personName, community, contractor } = row;
        const record: AuditedRecord = { source: 'found', id, areaCode: row.areaCode, year: year.year, personLabel: maskName(personName), community, contractor }; // prettier-ignore
        found.push({ record, findings });
      }
      await progress.write(batch.length, found);
    }
    if (!of.isTold) return;
    const dossier = foundProgramme(of, today);
    tally.addProgramme(dossier);
    const findings = RULE_BOOK.auditProgramme(dossier);
    await progress.write(0, [{ record: ofYear('found', year.id, areaCode, year.year, dossier.name), findings }]); // prettier-ignore
  }

  private async programme(
    { tx, tally, progress }: Work,
    { id, areaCode, year, name }: { id: string; areaCode: string; year: number; name: string },
  ): Promise<void> {
    for (let after: string | null = null; ;) {
      const rows = await this.records.liveRecords(tx, id, after, LIVE_BATCH);
      if (rows.length === 0) break;
      const dossiers = await this.dossiers.loadMany(tx, rows.map((row) => row.id)); // prettier-ignore
      const byId = new Map(dossiers.map((dossier) => [dossier.retrofitId, dossier]));
      const found = rows.map(({ personName, ...row }): FoundInBatch => {
        const dossier = byId.get(row.id)!;
        tally.add(dossier);
        return { record: { ...row, source: 'live', personLabel: maskName(personName) }, findings: RULE_BOOK.audit(dossier) }; // prettier-ignore
      });
      await progress.write(rows.length, found);
      after = rows.at(-1)!.id;
    }
    const { dossier, findings } = await this.programmes.execute(tx, id);
    tally.addProgramme(dossier);
    await progress.write(0, [{ record: ofYear('live', id, areaCode, year, name), findings }]);
  }
}

function ofYear(source: AuditedRecord['source'], id: string, areaCode: string, year: number, name: string): AuditedRecord {
  return { source, id, areaCode, year, personLabel: name, community: '', contractor: '' };
} // prettier-ignore
