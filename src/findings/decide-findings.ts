import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { notFound, Problem } from '../platform/problems/problem';
import { userIdOf } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { FindingRepository } from './finding.repository';
import { DecideFindingsDto } from './findings.dto';
import { RefreshFindings } from './refresh-findings';

/** A supervisor decides on flags of one retrofit, one or several for the same reason: a decision covers the facts as they are. */
@Injectable()
export class DecideFindings {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly findings: FindingRepository,
    private readonly refresh: RefreshFindings,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict when one of them is closed by now, or is no flag (findings.refused.*) */
  async execute(
    actor: Actor,
    retrofitId: string,
    { ids, decision, reason }: DecideFindingsDto,
  ): Promise<{ decided: number }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      await this.refresh.ofRetrofit(tx, retrofitId);
      const found = await this.findings.lock(tx, retrofitId, ids);
      if (found.length < new Set(ids).size) throw notFound();
      if (found.some(({ mode }) => mode === 'block' || mode === 'gate')) throw refused('notAFlag');
      if (found.some(({ state }) => state === 'closed')) throw refused('closed');
      for (const { id, rule, facts } of found) {
        await this.findings.decide(tx, id, {
          state: decision,
          reason,
          by: userIdOf(actor),
          name: actor.name,
        });
        await this.history.record(tx, {
          kind: `finding.${decision}`,
          subject: { type: 'finding', id },
          areaCode: retrofit.areaCode,
          retrofitId,
          householdId: retrofit.householdId,
          data: { rule, facts, reason },
        });
      }
      return { decided: found.length };
    });
  }
}

/** `findings.refused.<key>` says why, and what to do instead. */
function refused(key: 'notAFlag' | 'closed'): Problem {
  return new Problem('conflict', { errors: [{ field: '', key: `findings.refused.${key}` }] });
}
