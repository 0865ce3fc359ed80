import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Tx } from '../platform/database/database';
import { invalid } from '../platform/problems/problem';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { IssueReportDto } from './acceptance.dto';
import { SatisfactionRepository } from './satisfaction.repository';
import { SignatureRepository } from './signature.repository';

/**
 * What a further report does to the household's signature (S03): it was given on the report before, so it becomes
 * void, stays to be seen, and the household is asked again of the new one. A complaint stays what it was: nobody
 * takes it back by issuing a paper.
 */
@Injectable()
export class VoidSatisfaction {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly statements: SatisfactionRepository,
    private readonly signatures: SignatureRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem invalid-input unless it is known that the household has to sign again */
  async apply(
    tx: Tx,
    retrofit: Retrofit,
    { reason, voidsSatisfaction }: Pick<IssueReportDto, 'reason' | 'voidsSatisfaction'>,
  ): Promise<void> {
    const { id: retrofitId, areaCode, householdId, signedOn } = retrofit;
    if (signedOn === null) return;
    if (!voidsSatisfaction)
      throw invalid({ field: 'voidsSatisfaction', key: 'acceptance.report.confirmVoid' });
    const satisfied = (await this.statements.list(tx, retrofitId)).filter(
      ({ outcome, voidedAt }) => outcome === 'satisfied' && voidedAt === null,
    );
    await this.signatures.void(
      tx,
      satisfied.map(({ signatureId }) => signatureId),
      'reportSuperseded',
    );
    await this.retrofits.change(tx, retrofit, { signedOn: null });
    for (const { id, reportNumber } of satisfied)
      await this.history.record(tx, {
        kind: 'satisfaction.voided',
        subject: { type: 'statement', id },
        areaCode,
        retrofitId,
        householdId,
        data: { date: 'signedOn', before: signedOn, after: null, reason, report: reportNumber },
      });
  }
}
