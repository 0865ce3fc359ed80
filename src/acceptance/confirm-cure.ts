import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { DossierRepository } from '../workflow/dossier.repository';
import { refuseBroken } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { ConfirmCureDto } from './acceptance.dto';
import { assertNotAhead, defectsOutOfOrder, refused } from './acceptance-refusals';
import { DefectRepository } from './defect.repository';
import { acceptorOf } from './district-acceptor';

/**
 * Somebody of the district has looked at the cure of what a household complained of. The acceptance stays as it
 * was signed; before acceptance a cure is looked at by a new round of inspection instead.
 */
@Injectable()
export class ConfirmCure {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly defects: DefectRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, conflict, rule-broken C13, C19 (not cured, or cured later), S08 */
  async execute(
    actor: Actor,
    retrofitId: string,
    defectId: string,
    input: ConfirmCureDto,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const defect = await this.defects.get(tx, retrofitId, defectId);
      if (defect.source === 'inspection') throw refused('needsNewRound');
      if (defect.reinspectedOn !== null) throw refused('reinspected');
      const dossier = await this.dossiers.load(tx, retrofitId);
      const inspection = { id: retrofitId, acceptors: [acceptorOf(actor)], items: [] };
      refuseBroken(['S08'], { ...dossier, inspection });
      assertNotAhead(input.reinspectedOn, this.clock.now(), 'reinspectedOn', 'defects');
      if (defect.curedOn === null || input.reinspectedOn < defect.curedOn)
        throw defectsOutOfOrder('reinspectedOn');
      await this.defects.close(tx, defectId, input.reinspectedOn);
      await this.history.record(tx, {
        kind: 'defect.reinspected',
        subject: { type: 'defect', id: defectId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { reinspectedOn: input.reinspectedOn },
      });
      return { id: defectId };
    });
  }
}
