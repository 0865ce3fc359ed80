import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { ProgrammeDossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { RULE_BOOK } from '../workflow/rule-book';
import { ProgrammeDossierRepository } from './programme-dossier.repository';

/** What the rule book says of a programme as it stands; keeps nothing. */
@Injectable()
export class AuditProgramme {
  constructor(private readonly programmes: ProgrammeDossierRepository) {}

  /** @throws Problem not-found */
  async execute(
    tx: ReadTx,
    programmeId: string,
  ): Promise<{ dossier: ProgrammeDossier; findings: Finding[] }> {
    const { dossier } = await this.programmes.load(tx, programmeId);
    return { dossier, findings: RULE_BOOK.auditProgramme(dossier) };
  }
}
