import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { Dossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { RULE_BOOK } from '../workflow/rule-book';
import { FindingRepository } from './finding.repository';
import { undecidedFlags } from './undecided-flags';

/** Whether somebody with authority has decided on every flag: no acceptance before that. */
@Injectable()
export class FlagDecisions {
  constructor(private readonly findings: FindingRepository) {}

  /** The flags of a retrofit as it stands on which nobody has decided that they may stand. */
  async undecided(tx: ReadTx, dossier: Dossier): Promise<Finding[]> {
    const settled = await tx.withSystemSight(() => this.findings.settled(tx, dossier.retrofitId));
    return undecidedFlags(RULE_BOOK.audit(dossier), settled);
  }
}
