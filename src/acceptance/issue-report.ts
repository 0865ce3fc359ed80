import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { invalid, Problem, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { SignedContent } from '../workflow/signed-content';
import { IssueReportDto } from './acceptance.dto';
import { refused } from './acceptance-refusals';
import { findingsBeforeAcceptance } from './complete-acceptance';
import { DefectRepository } from './defect.repository';
import { AcceptanceReportContent, contentHash } from './report/acceptance-report.content';
import { GatherReport } from './report-content/gather-report';
import { reportNumber } from './report-content/report-words';
import { renderReport } from './render-report.job';
import { ReportRepository, StoredReport } from './report.repository';
import { VoidSatisfaction } from './void-satisfaction';

/**
 * The supervisor issues the acceptance report: its content is frozen, numbered and hashed; the PDF is made from it
 * by a job. A further report replaces the current one and says why; both stay, and a satisfaction signature that was
 * given on the one before becomes void.
 */
@Injectable()
export class IssueReport {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly acceptance: SignedContent,
    private readonly defects: DefectRepository,
    private readonly reports: ReportRepository,
    private readonly voidSatisfaction: VoidSatisfaction,
    private readonly gatherReport: GatherReport,
    private readonly history: History,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, invalid-input (no reason; signed, and not confirmed that this voids it), already-exists
   *   (409) when another one was first, conflict, rule-broken by any gate of acceptance
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: IssueReportDto,
  ): Promise<{ id: string; number: string }> {
    if (input.supersedesId && !input.reason) throw invalid({ field: 'reason', key: 'validation.required' });
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const replaced = await this.replaced(tx, retrofitId, input);
      await this.assertAccepted(tx, retrofit);
      // Before the content is gathered: what it says of the last step is that it is still to come.
      await this.voidSatisfaction.apply(tx, retrofit, input);
      const { content, inspectionId, prefix } = await this.gatherReport.gather(tx, retrofitId);
      const year = Number(localDay(new Date(content.issuedAt)).slice(0, 4));
      const sequence = await this.reports.nextSequence(tx, retrofit.districtCode, year);
      const number = reportNumber(prefix, year, sequence);
      const whole: AcceptanceReportContent = { ...content, number, supersedes: replaced?.number ?? null };
      const hash = contentHash(whole);
      const id = await this.reports.insert(tx, retrofitId, {
        year,
        sequence,
        content: whole,
        contentHash: hash,
        inspectionId,
        supersedes: replaced && { id: replaced.id, reason: input.reason ?? '' },
      });
      await this.record(tx, retrofit, id, { number, contentHash: hash }, replaced, input.reason);
      await this.jobs.enqueue(tx, renderReport, { reportId: id });
      return { id, number };
    });
  }

  private async replaced(
    tx: Tx,
    retrofitId: string,
    { supersedesId }: IssueReportDto,
  ): Promise<StoredReport | null> {
    const current = await this.reports.current(tx, retrofitId);
    if (!supersedesId && current)
      throw new Problem('already-exists', {
        errors: [{ field: '', key: 'acceptance.refused.reportExists', params: { number: current.number } }],
      });
    if (supersedesId && supersedesId !== current?.id) throw refused('reportNotCurrent');
    return current;
  }

  /** Every gate is looked at again: what was true on the day of acceptance must still stand. */
  private async assertAccepted(tx: Tx, retrofit: Retrofit): Promise<void> {
    const now = this.clock.now();
    const { dossier } = await this.acceptance.dossier(tx, retrofit.id);
    refuseIf(findingsBeforeAcceptance(dossier, retrofit.acceptedOn ?? localDay(now), now));
    if (retrofit.acceptedOn === null) throw refused('notAccepted');
    const open = await this.defects.open(tx, retrofit.id);
    if (open.length > 0) throw refused('openDefects', { count: open.length });
  }

  private async record(
    tx: Tx,
    { id: retrofitId, areaCode, householdId }: Retrofit,
    id: string,
    data: { number: string; contentHash: string },
    replaced: StoredReport | null,
    reason: string | null,
  ): Promise<void> {
    const entry = { areaCode, retrofitId, householdId };
    await this.history.record(tx, { ...entry, kind: 'report.issued', subject: { type: 'report', id }, data });
    if (replaced === null) return;
    await this.history.record(tx, {
      ...entry,
      kind: 'report.superseded',
      subject: { type: 'report', id: replaced.id },
      data: { number: replaced.number, by: data.number, reason },
    });
  }
}
