import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { areaLabel, AreaNames } from '../../access/areas/area-names';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Language } from '../../platform/i18n/texts';
import { address } from '../../platform/views/environment';
import { Model, Views } from '../../platform/views/views';
import { kindsFor, TASK_KINDS } from './task-kinds';
import { WorklistQuery } from './worklist.api.controller';
import { COUNTED_UP_TO, RecentEntry, Task, WorklistRepository } from './worklist.repository';

const PAGE_SIZE = 50;

/** The first page after signing in: what waits for me. */
@ApiExcludeController()
@Controller()
export class WorklistPagesController {
  constructor(
    private readonly views: Views,
    private readonly database: Database,
    private readonly worklist: WorklistRepository,
    private readonly areas: AreaNames,
  ) {}

  @Get()
  @May('self.manage')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(WorklistQuery, asked);
    const language = this.views.language(request);
    const model = await this.database.as(actor).read((tx) => this.modelOf(tx, actor, query, language));
    this.views.page(request, response, 'reporting/worklist.njk', { ...model, role: actor.role, paths });
  }

  private modelOf(tx: ReadTx, actor: Actor, query: WorklistQuery, language: Language): Promise<Model> {
    if (actor.role === 'admin') return this.administration(tx);
    if (actor.role === 'auditor') return this.recent(tx, query.after ?? null, language);
    return this.tasks(tx, actor, query, language);
  }

  private async tasks(tx: ReadTx, actor: Actor, query: WorklistQuery, language: Language): Promise<Model> {
    const [kinds, chosen, after] = [kindsFor(actor), query.kind ?? null, query.after ?? null];
    const counts = await this.worklist.counts(tx, kinds);
    const wanted = kinds.filter(({ kind }) => chosen === null || chosen === kind);
    const page = await this.worklist.tasks(tx, wanted, PAGE_SIZE, after);
    const names = await this.areas.of(
      tx,
      page.items.map(({ areaCode }) => areaCode),
    );
    return {
      chosen,
      filters: kinds
        .filter(({ kind }) => counts.get(kind))
        .map(({ kind }) => {
          const count = counts.get(kind)!;
          return {
            kind,
            href: address(paths.worklist, { kind }),
            count: count < COUNTED_UP_TO ? String(count) : `${COUNTED_UP_TO - 1}+`,
          };
        }),
      tasks: page.items.map((task) => ({
        ...task,
        area: areaLabel(names.get(task.areaCode), task.areaCode, language),
        href: hrefOf(task),
      })),
      nextHref: page.next && address(paths.worklist, { kind: chosen, after: page.next }),
      firstHref: after && address(paths.worklist, { kind: chosen }),
    };
  }

  private async recent(tx: ReadTx, after: string | null, language: Language): Promise<Model> {
    const page = await this.worklist.recent(tx, PAGE_SIZE, after);
    const names = await this.areas.of(
      tx,
      page.items.map(({ areaCode }) => areaCode),
    );
    return {
      entries: page.items.map((entry) => ({
        ...entry,
        area: areaLabel(names.get(entry.areaCode), entry.areaCode, language),
        href: subjectHref(entry),
      })),
      nextHref: page.next && address(paths.worklist, { after: page.next }),
      firstHref: after && paths.worklist,
    };
  }

  private async administration(tx: ReadTx): Promise<Model> {
    const { locked, first, deadJobs, damagedFiles } = await this.worklist.administration(tx);
    const lines = [
      { key: 'locked', count: locked, href: address(paths.users.list, { state: 'locked' }) },
      { key: 'first', count: first, href: address(paths.users.list, { state: 'first' }) },
      { key: 'deadJobs', count: deadJobs, href: paths.jobs.list },
      { key: 'damagedFiles', count: damagedFiles, href: `${paths.jobs.list}#files` },
    ];
    return { duties: lines.filter(({ count }) => count > 0) };
  }
}

function hrefOf(task: Task): string {
  return TASK_KINDS.find(({ kind }) => kind === task.kind)!.page(task.retrofitId, task.householdId);
}

function subjectHref({ retrofitId, householdId }: RecentEntry): string | null {
  if (retrofitId) return paths.retrofits.show(retrofitId);
  return householdId && paths.households.show(householdId);
}
