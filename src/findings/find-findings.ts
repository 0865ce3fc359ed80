import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { FindingEvent, FindingFilter, FindingListRepository, FindingRow } from './finding-list.repository';
import { FindingRepository, StoredFinding } from './finding.repository';
import { KeepFindings } from './keep-findings';

/** The findings that somebody may see: of one retrofit, of the whole area, or one with its history. */
@Injectable()
export class FindFindings {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly findings: FindingRepository,
    private readonly lists: FindingListRepository,
    private readonly keep: KeepFindings,
  ) {}

  /**
   * What was recorded a moment ago is looked at first: who is refused for an undecided flag finds it here at once,
   * whether or not a process works on jobs.
   * @throws Problem not-found, also for what the actor may not see
   */
  async ofRetrofit(
    actor: Actor,
    retrofitId: string,
  ): Promise<{ retrofit: Retrofit; findings: StoredFinding[] }> {
    await this.database.as(actor).read((tx) => this.retrofits.get(tx, retrofitId));
    await this.keep.bringUpToDate(retrofitId);
    return this.database.as(actor).read(async (tx) => ({
      retrofit: await this.retrofits.get(tx, retrofitId),
      findings: await this.findings.ofRetrofit(tx, retrofitId),
    }));
  }

  async list(
    actor: Actor,
    filter: FindingFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<FindingRow>> {
    return this.database.as(actor).read((tx) => this.lists.list(tx, filter, limit, after));
  }

  /** @throws Problem not-found */
  async one(actor: Actor, id: string): Promise<{ finding: FindingRow; events: FindingEvent[] }> {
    return this.database.as(actor).read((tx) => this.lists.get(tx, id));
  }
}
