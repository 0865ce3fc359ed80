import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { AuditKind } from '../history/audit-kinds';
import { Actor } from '../platform/database/actor';
import { Database, Json, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { invalid } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { SignatureFacts } from '../rules/dossier';
import { GrantedDossier } from '../waivers/acts-allowed';
import { refuseBefore, refuseBroken, withDates } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { SignedContent } from '../workflow/signed-content';
import { RecordSatisfactionDto } from './acceptance.dto';
import { refused } from './acceptance-refusals';
import { DefectRepository } from './defect.repository';
import { ReportRepository, StoredReport } from './report.repository';
import { SatisfactionRepository } from './satisfaction.repository';
import { SignatureRepository } from './signature.repository';
import { householdSigner, Signer } from './signer';

/**
 * Step 7: the household says of the report whether it is so. Only "satisfied" ends the retrofit; "not satisfied" and
 * "not done" open a defect, and the household is asked again once that is cured.
 */
@Injectable()
export class RecordSatisfaction {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly acceptance: SignedContent,
    private readonly reports: ReportRepository,
    private readonly signatures: SignatureRepository,
    private readonly statements: SatisfactionRepository,
    private readonly defects: DefectRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict (no report, another report, signed already), invalid-input, rule-broken C11 C13 S03 S05 S07 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordSatisfactionDto,
    seenVersion: number | null,
  ): Promise<{ id: string; signed: boolean }> {
    if (input.outcome !== 'satisfied' && !input.words)
      throw invalid({ field: 'words', key: 'validation.required' });
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const { dossier } = await this.acceptance.dossier(tx, retrofitId);
      if (retrofit.signedOn !== null) throw refused('satisfied');
      const signer = await householdSigner(tx, retrofitId, input);
      refuseStatement(dossier, input, signer, this.clock.now());
      const report = await this.reports.current(tx, retrofitId);
      if (!report) throw refused('noReport');
      if (report.contentHash !== input.reportHash) throw refused('reportChanged');
      const open = await this.defects.open(tx, retrofitId);
      if (input.outcome === 'satisfied' && open.length > 0)
        throw refused('openDefects', { count: open.length });
      const id = await this.state(tx, retrofit, input, signer, report);
      await this.follow(tx, retrofit, input);
      return { id, signed: input.outcome === 'satisfied' };
    });
  }

  private async state(
    tx: Tx,
    retrofit: Retrofit,
    input: RecordSatisfactionDto,
    signer: Signer,
    report: StoredReport,
  ): Promise<string> {
    const signatureId = await this.signatures.insert(tx, retrofit.id, {
      ...signer,
      purpose: 'satisfaction',
      inspectionId: null,
      role: 'household',
      strokes: input.strokes,
      contentHash: report.contentHash,
      signedOn: input.statedOn,
    });
    const { outcome, statedOn } = input;
    const id = await this.statements.insert(tx, retrofit.id, {
      reportId: report.id,
      reportHash: report.contentHash,
      outcome,
      words: input.words ?? '',
      signatureId,
      statedOn,
    });
    const data = { outcome, statedOn, relation: signer.relation, report: report.number };
    await this.record(tx, retrofit, 'satisfaction.stated', { type: 'statement', id }, data);
    return id;
  }

  /** Satisfied ends the retrofit; anything else opens a defect (S07). */
  private async follow(tx: Tx, retrofit: Retrofit, input: RecordSatisfactionDto): Promise<void> {
    const { outcome, statedOn } = input;
    if (outcome === 'satisfied') {
      await this.retrofits.change(tx, retrofit, { signedOn: statedOn });
      await this.record(
        tx,
        retrofit,
        'retrofit.signed',
        { type: 'retrofit', id: retrofit.id },
        { signedOn: statedOn },
      );
      return;
    }
    const defect = {
      itemId: input.itemId ?? null,
      source: 'household',
      description: input.words ?? '',
      foundOn: statedOn,
    } as const;
    const id = await this.defects.insert(tx, retrofit.id, defect);
    await this.retrofits.change(tx, retrofit, {});
    await this.record(
      tx,
      retrofit,
      'defect.opened',
      { type: 'defect', id },
      { source: 'household', outcome, foundOn: statedOn },
    );
  }

  private async record(
    tx: Tx,
    { id: retrofitId, areaCode, householdId }: Retrofit,
    kind: AuditKind,
    subject: { type: string; id: string },
    data: { [key: string]: Json },
  ): Promise<void> {
    await this.history.record(tx, { kind, subject, areaCode, retrofitId, householdId, data });
  }
}

/** The rules before the last step, with the statement already in place; a complaint is asked for its order alone. */
function refuseStatement(
  dossier: GrantedDossier,
  input: RecordSatisfactionDto,
  signer: Signer,
  now: Date,
): void {
  const { outcome, statedOn, reportHash } = input;
  const signature: SignatureFacts = {
    ...signer,
    id: newId(),
    purpose: 'satisfaction',
    role: 'household',
    signedOn: statedOn,
    byContractorId: null,
    signedHash: reportHash,
    currentHash: reportHash,
    sameImageNames: [],
    isCopied: false,
    voided: false,
  };
  const stated: GrantedDossier = {
    ...dossier,
    signatures: [...dossier.signatures, signature],
    statements: [...dossier.statements, { id: signature.id, outcome, on: statedOn }],
  };
  const proposed = withDates(stated, { signedOn: statedOn }, now);
  const field = { date: 'signedOn', field: 'statedOn' } as const;
  if (outcome !== 'satisfied') return refuseBroken(['C11', 'C13', 'S05'], proposed, field);
  refuseBefore('signature', proposed, field);
  refuseBroken(['S07'], proposed);
}
