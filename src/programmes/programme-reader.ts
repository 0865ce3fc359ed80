import { Injectable } from '@nestjs/common';
import { History, RecordedEntry } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { ProgrammeProgressRepository } from './programme-progress.repository';
import { ProgrammeRepository, ProgrammeRow } from './programme.repository';
import { presentProgramme, ProgrammeView } from './programmes.presenter';
import { QuotaEntry, QuotaRepository } from './quota.repository';

interface Paging {
  limit: number | null;
  after: string | null;
}

/** What both the API and the pages show of programmes. */
@Injectable()
export class ProgrammeReader {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammeRepository,
    private readonly quota: QuotaRepository,
    private readonly progress: ProgrammeProgressRepository,
    private readonly history: History,
  ) {}

  async list(
    actor: Actor,
    query: Paging & { year: number | null; search: string | null },
  ): Promise<Page<ProgrammeRow>> {
    const { year = null, search = null, limit, after = null } = query;
    return this.database
      .as(actor)
      .read((tx) => this.programmes.list(tx, { year, search, limit: limit ?? 50, after }));
  }

  /** @throws Problem not-found */
  async show(actor: Actor, id: string): Promise<ProgrammeView> {
    return this.database.as(actor).read(async (tx) => {
      const programme = await this.programmes.get(tx, id);
      return presentProgramme(programme, await this.quota.sums(tx, id), await this.progress.progress(tx, id));
    });
  }

  /** @throws Problem not-found */
  async ledger(actor: Actor, id: string, query: Paging): Promise<Page<QuotaEntry>> {
    return this.database.as(actor).read(async (tx) => {
      await this.programmes.get(tx, id);
      return this.quota.list(tx, id, { limit: query.limit ?? 50, after: query.after ?? null });
    });
  }

  /**
   * How the terms were changed, newest first; whoever may read them in the district may also read that, although the
   * entries lie above the streets. @throws Problem not-found
   */
  async changes(actor: Actor, id: string, query: Paging): Promise<Page<RecordedEntry>> {
    const limit = query.limit ?? 20;
    return this.database.as(actor).read(async (tx) => {
      await this.programmes.get(tx, id);
      const cursor = decodeCursor(query.after, 1)?.[0];
      const before = typeof cursor === 'string' ? cursor : null;
      const entries = await tx.withSystemSight(() =>
        this.history.ofSubject(tx, 'programme.changed', id, limit + 1, before),
      );
      return pageOf(entries, limit, (entry) => [entry.id]);
    });
  }
}
