import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { CureDefectDto } from './acceptance.dto';
import { assertNotAhead, defectsOutOfOrder, refused } from './acceptance-refusals';
import { DefectRepository } from './defect.repository';

/** The contractor says that a defect is cured; it stays open until the district has looked. */
@Injectable()
export class CureDefect {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly defects: DefectRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, conflict once it was inspected again, rule-broken C13 C19 */
  async execute(
    actor: Actor,
    retrofitId: string,
    defectId: string,
    input: CureDefectDto,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const defect = await this.defects.get(tx, retrofitId, defectId);
      if (defect.reinspectedOn !== null) throw refused('reinspected');
      assertNotAhead(input.curedOn, this.clock.now(), 'curedOn', 'defects');
      if (input.curedOn < defect.foundOn) throw defectsOutOfOrder('curedOn');
      await this.defects.cure(tx, defectId, input.curedOn, input.note);
      await this.history.record(tx, {
        kind: 'defect.cured',
        subject: { type: 'defect', id: defectId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { curedOn: input.curedOn, note: input.note, before: defect.curedOn },
      });
      return { id: defectId };
    });
  }
}
