import { Injectable } from '@nestjs/common';
import { Tx } from '../platform/database/database';
import { DossierRepository } from '../workflow/dossier.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { FindingRepository } from './finding.repository';
import { ProgrammeDossierRepository } from './programme-dossier.repository';

/** Asks the rule book of a retrofit or a programme as it stands, and keeps what it says. */
@Injectable()
export class RefreshFindings {
  constructor(
    private readonly dossiers: DossierRepository,
    private readonly programmes: ProgrammeDossierRepository,
    private readonly findings: FindingRepository,
  ) {}

  /** Inside the caller's transaction, with the system's sight; an ended retrofit has no findings. @throws Problem not-found */
  async ofRetrofit(tx: Tx, retrofitId: string): Promise<void> {
    const dossier = await this.dossiers.load(tx, retrofitId);
    await tx.withSystemSight(async () => {
      const [row] = await tx.sql<{ areaCode: string; ended: boolean }>(
        `SELECT area_code AS "areaCode", ended_on IS NOT NULL AS ended FROM retrofits WHERE id = $1 FOR NO KEY UPDATE`,
        [retrofitId],
      );
      const scope = { programmeId: dossier.programme.id, retrofitId, areaCode: row!.areaCode };
      await this.findings.replace(tx, scope, row!.ended ? [] : RULE_BOOK.audit(dossier));
    });
  }

  async ofProgramme(tx: Tx, programmeId: string): Promise<void> {
    const { dossier, areaCode } = await this.programmes.load(tx, programmeId);
    const scope = { programmeId, retrofitId: null, areaCode };
    await tx.withSystemSight(() => this.findings.replace(tx, scope, RULE_BOOK.auditProgramme(dossier)));
  }
}
