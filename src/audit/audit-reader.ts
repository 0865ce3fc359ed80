import { Injectable } from '@nestjs/common';
import { AreaChoice, AreaNames } from '../access/areas/area-names';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { Problem } from '../platform/problems/problem';
import { AuditComparisonQuery, AuditFindingsQuery } from './audit.dto';
import { AuditFinding, AuditFindingRepository } from './audit-finding.repository';
import { AuditRun } from './audit-run';
import { AuditRunRepository } from './audit-run.repository';

export interface AuditComparison {
  readonly run: AuditRun;
  readonly other: AuditRun;
  readonly rules: Awaited<ReturnType<AuditFindingRepository['compare']>>;
  /** Findings that are new, those that were cured, or those that are still there. */
  readonly page: Page<AuditFinding>;
}

const PAGE = 50;

/** What both the API, the pages and the command line show of audits. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly database: Database,
    private readonly runs: AuditRunRepository,
    private readonly findings: AuditFindingRepository,
    private readonly areas: AreaNames,
  ) {}

  /** The districts to choose from; none for who looks after one only. */
  async districts(actor: Actor): Promise<AreaChoice[]> {
    if (actor.areaCode.length >= 6) return [];
    const areas = await this.database.as(actor).read((tx) => this.areas.within(tx, 6));
    return areas.filter(({ code }) => code.length === 6);
  }

  async list(actor: Actor, query: { limit?: number | null; after?: string | null }): Promise<Page<AuditRun>> {
    const asked = { limit: query.limit ?? PAGE, after: query.after ?? null };
    return this.database.as(actor).read((tx) => this.runs.list(tx, asked));
  }

  /** @throws Problem not-found */
  async show(actor: Actor, id: string): Promise<AuditRun> {
    return this.database.as(actor).read((tx) => this.runs.get(tx, id));
  }

  /** The run before this one in the same district, to compare with; null for the first. @throws Problem not-found */
  async previous(actor: Actor, id: string): Promise<string | null> {
    return this.database.as(actor).read(async (tx) => this.runs.previous(tx, await this.runs.get(tx, id)));
  }

  /** The newest run that looked at an old record; null where none did. */
  async newestOf(actor: Actor, recordId: string): Promise<string | null> {
    return this.database.as(actor).read((tx) => this.runs.newestOf(tx, recordId));
  }

  /** Of a run that is done. @throws Problem not-found, conflict */
  async findingsOf(
    actor: Actor,
    id: string,
    query: Partial<AuditFindingsQuery>,
  ): Promise<Page<AuditFinding>> {
    const { rule, year, community, contractor, recordId, limit, after } = query;
    return this.database.as(actor).read(async (tx) => {
      isDone(await this.runs.get(tx, id));
      return this.findings.list(tx, id, {
        rule: rule ?? null,
        year: year ?? null,
        community: community ?? null,
        contractor: contractor ?? null,
        recordId: recordId ?? null,
        limit: limit ?? PAGE,
        after: after ?? null,
      });
    });
  }

  /** Of two runs that are done. @throws Problem not-found, conflict */
  async compare(actor: Actor, id: string, query: Pick<AuditComparisonQuery, 'with'> & Partial<AuditComparisonQuery>): Promise<AuditComparison> {
    return this.database.as(actor).read(async (tx) => {
      const [run, other] = [await this.runs.get(tx, id), await this.runs.get(tx, query.with)];
      for (const one of [run, other]) isDone(one);
      if (run.areaCode !== other.areaCode) throw new Problem('conflict', { facts: { areaCode: other.areaCode } });
      const asked = { rule: query.rule ?? null, limit: query.limit ?? PAGE, after: query.after ?? null };
      const [here, there] = query.show === 'cured' ? [other, run] : [run, other];
      const rules = await this.findings.compare(tx, run, other);
      return { run, other, rules, page: await this.findings.beside(tx, here, there, query.show === 'same', asked) };
    });
  } // prettier-ignore
}

/** A half run is never shown as a result. @throws Problem conflict */
function isDone(run: AuditRun): void {
  if (run.state !== 'done') throw new Problem('conflict', { facts: { state: run.state } });
}
