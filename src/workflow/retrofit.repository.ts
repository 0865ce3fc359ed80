import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { notFound, Problem } from '../platform/problems/problem';
import { columnOf, Retrofit } from './retrofit.entity';

/** The fields of a retrofit that acts change; everything else follows. */
export type RetrofitChange = Partial<
  Pick<
    Retrofit,
    | 'approvedOn' | 'contractId' | 'contractorId' | 'contractSignedOn' | 'surveyedOn' | 'measuredOn' | 'consultedOn' | 'planAgreedOn'
    | 'startedOn' | 'completedOn' | 'acceptedOn' | 'signedOn' | 'endedOn' | 'endedReason' | 'endedNote'
  >
>; // prettier-ignore

@Injectable()
export class RetrofitRepository {
  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<Retrofit> {
    const retrofit = await tx.manager.findOneBy(Retrofit, { id });
    if (!retrofit) throw notFound();
    return retrofit;
  }

  /**
   * Locks the row for the rest of the transaction: acts on one retrofit follow one another.
   * @param seenVersion the version that the actor's form or client showed; null when it showed none
   * @throws Problem not-found, stale-version, conflict when the retrofit has ended
   */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Retrofit> {
    const locked = await tx.sql('SELECT FROM retrofits WHERE id = $1 FOR UPDATE', [id]);
    if (locked.length === 0) throw notFound();
    const retrofit = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== retrofit.version) throw new Problem('stale-version');
    if (retrofit.endedOn !== null) throw new Problem('conflict', { facts: { reason: 'ended' } });
    return retrofit;
  }

  /** Changes fields of a locked retrofit and counts its version up. */
  async change(tx: Tx, retrofit: Retrofit, change: RetrofitChange): Promise<void> {
    const fields = Object.entries(change);
    const assignments = fields.map(([field], index) => `${columnOf(field)} = $${index + 2}`);
    await tx.change(
      `UPDATE retrofits SET ${[...assignments, 'version = version + 1'].join(', ')} WHERE id = $1`,
      [retrofit.id, ...fields.map(([, value]) => value)],
    );
    Object.assign(retrofit, change, { version: retrofit.version + 1 });
  }
}
