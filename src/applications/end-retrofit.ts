import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { EndRetrofitDto } from './applications.dto';
import { RetrofitOutcome } from './retrofit-outcome';

/** A supervisor ends a retrofit that will not be built; the place it held is free again. */
@Injectable()
export class EndRetrofit {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly outcome: RetrofitOutcome,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict when works have started or it has ended */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: EndRetrofitDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const on = localDay(this.clock.now());
      await this.outcome.end(tx, retrofit, { on, reason: input.reason, note: input.note });
      return { id: retrofitId };
    });
  }
}
