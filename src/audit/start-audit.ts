import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { invalid, Problem } from '../platform/problems/problem';
import { StartAuditDto } from './audit.dto';
import { AuditScope } from './audit-run';
import { AuditRunRepository } from './audit-run.repository';
import { runAudit } from './run-audit.job';

/** Somebody asks for a run over the records of a district. */
@Injectable()
export class StartAudit {
  constructor(
    private readonly database: Database,
    private readonly runs: AuditRunRepository,
    private readonly history: History,
    private readonly jobs: Jobs,
  ) {}

  /** @throws Problem invalid-input, forbidden for a district that is not the actor's */
  async execute(actor: Actor, input: StartAuditDto): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const id = await this.record(tx, input);
      await this.jobs.enqueue(tx, runAudit, { runId: id });
      return { id };
    });
  }

  /** Only asks; whoever calls does the run in the same process. For the command line. */
  async withoutJob(actor: Actor, input: StartAuditDto): Promise<string> {
    return this.database.as(actor).write((tx) => this.record(tx, input));
  }

  private async record(tx: Tx, input: StartAuditDto): Promise<string> {
    const scope = scopeOf(tx.actor, input);
    const id = await this.runs.insert(tx, scope);
    const { areaCode, ...data } = scope;
    await this.history.record(tx, { kind: 'audit.started', subject: { type: 'audit', id }, areaCode, data });
    return id;
  }
}

function scopeOf(actor: Actor, { areaCode: named, yearFrom, yearUntil, sources }: StartAuditDto): AuditScope {
  const areaCode = named ?? (actor.areaCode.length === 6 ? actor.areaCode : null);
  if (areaCode === null) throw invalid({ field: 'areaCode', key: 'validation.required' });
  if (!areaCode.startsWith(actor.areaCode)) throw new Problem('forbidden', { facts: { areaCode } });
  if ((yearFrom ?? 0) > (yearUntil ?? 9999)) throw invalid({ field: 'yearUntil', key: 'audit.form.yearsInOrder' }); // prettier-ignore
  // One year named alone is that year alone.
  return { areaCode, yearFrom: yearFrom ?? yearUntil ?? null, yearUntil: yearUntil ?? yearFrom ?? null, sources }; // prettier-ignore
}
