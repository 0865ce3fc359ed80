import { Injectable } from '@nestjs/common';
import { Tx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { RULE_BOOK } from '../workflow/rule-book';
import { SignedContent } from '../workflow/signed-content';
import { FindingRepository } from './finding.repository';
import { ProgrammeDossierRepository } from './programme-dossier.repository';

/** Asks the rule book of a retrofit or a programme as it stands, and keeps what it says. */
@Injectable()
export class RefreshFindings {
  constructor(
    private readonly content: SignedContent,
    private readonly programmes: ProgrammeDossierRepository,
    private readonly findings: FindingRepository,
  ) {}

  /**
   * Inside the caller's transaction; an ended retrofit has no findings. The lock comes before the look: whoever looks
   * at the same retrofit at the same time would else put what was found earlier in the place of what was found later.
   * @throws Problem not-found
   */
  async ofRetrofit(tx: Tx, retrofitId: string): Promise<void> {
    const [row] = await tx.withSystemSight(() =>
      tx.sql<{ areaCode: string; ended: boolean }>(
        `SELECT area_code AS "areaCode", ended_on IS NOT NULL AS ended FROM retrofits WHERE id = $1 FOR NO KEY UPDATE`,
        [retrofitId],
      ),
    );
    if (!row) throw notFound();
    const { dossier } = await this.content.dossier(tx, retrofitId);
    const scope = { programmeId: dossier.programme.id, retrofitId, areaCode: row.areaCode };
    const found = row.ended ? [] : RULE_BOOK.audit(dossier);
    await tx.withSystemSight(() => this.findings.replace(tx, scope, found));
  }

  /** @throws Problem not-found */
  async ofProgramme(tx: Tx, programmeId: string): Promise<void> {
    await tx.withSystemSight(() => tx.sql('SELECT FROM programmes WHERE id = $1 FOR NO KEY UPDATE', [programmeId])); // prettier-ignore
    const { dossier, areaCode } = await this.programmes.load(tx, programmeId);
    const scope = { programmeId, retrofitId: null, areaCode };
    await tx.withSystemSight(() => this.findings.replace(tx, scope, RULE_BOOK.auditProgramme(dossier)));
  }
}
