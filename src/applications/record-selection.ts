import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { broken, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { ApplicationRepository } from './application.repository';
import { RecordSelectionDto } from './applications.dto';

/** How the household was chosen (rule F02): recorded before the approval, and not touched after it. */
@Injectable()
export class RecordSelection {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly applications: ApplicationRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, stale-version, conflict without an application or after the approval, rule-broken C13 */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RecordSelectionDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const today = localDay(this.clock.now());
    if (input.selectedOn > today) {
      const facts = { date: 'selectedOn', on: input.selectedOn, recordedOn: today };
      throw broken([{ rule: 'C13', facts, fixAt: { page: 'selection', field: 'selectedOn' } }]);
    }
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const application = await this.applications.find(tx, retrofitId);
      if (!application || retrofit.approvedOn !== null) throw new Problem('conflict');
      await this.applications.setSelection(tx, retrofitId, input);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'application.selectionRecorded',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: {
          method: input.method,
          on: input.selectedOn,
          before: application.selectedOn && {
            method: application.selectionMethod,
            on: application.selectedOn,
            record: application.selectionRecord,
          },
        },
      });
      return { id: retrofitId };
    });
  }
}
