import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { ProgrammeRepository } from './programme.repository';
import { BookQuotaDto } from './programmes.dto';
import { QuotaRepository } from './quota.repository';

/** A supervisor books places that a document grants or moves. What is booked stays; a mistake is booked back. */
@Injectable()
export class BookQuota {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammeRepository,
    private readonly quota: QuotaRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, rule-broken Q01 (409) when fewer places are left than go out, C13 */
  async execute(actor: Actor, programmeId: string, input: BookQuotaDto): Promise<{ id: string }> {
    districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const programme = await this.programmes.lock(tx, programmeId, null);
      if (input.kind === 'transferOut' && input.households > programme.quotaAvailable)
        throw overdrawn(programme.quotaAvailable);
      const id = await this.quota.insert(tx, programmeId, programme.areaCode, input);
      await this.history.record(tx, {
        kind: 'quota.booked',
        subject: { type: 'programme', id: programmeId },
        areaCode: programme.areaCode,
        data: { entryId: id, ...input },
      });
      return { id };
    });
  }
}

/** Q01 with what is left, where that is known before the database refuses. */
export function overdrawn(available: number): Problem {
  const finding = { rule: 'Q01', facts: { available }, fixAt: { page: 'programme', field: 'households' } };
  return new Problem('rule-broken', { status: 409, findings: [finding] });
}
