import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { sha256Of } from '../platform/storage/file-storage';
import { Views } from '../platform/views/views';
import { CheckedFilesReader, FileReport } from '../evidence/files/checked-files';
import { DeadJobs } from './dead-jobs';

@ApiExcludeController()
@Controller('jobs')
export class DeadJobsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly deadJobs: DeadJobs,
    private readonly files: CheckedFilesReader,
  ) {}

  @Get()
  @May('job.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
  ): Promise<void> {
    const jobs = await this.deadJobs.list(actor);
    const files = filesModel(await this.files.report(actor));
    this.views.page(request, response, 'operations/dead-jobs.njk', { jobs, files, paths });
  }

  @Post(':id/retry')
  @May('job.read')
  async retry(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.deadJobs.retry(actor, id);
    this.forms.flash(request, 'operations.retried');
    response.redirect(303, paths.jobs.list);
  }
}

/** Each damaged file with the retrofit that it belongs to, where there is one that the reader may open. */
function filesModel({ checked, damaged }: FileReport): object {
  return {
    checked,
    damaged: damaged.map(({ key, state, damagedSince, records }) => {
      const retrofitId = records.find((record) => record.retrofitId !== null)?.retrofitId ?? null;
      return {
        state,
        damagedSince,
        sha256: sha256Of(key),
        tables: [...new Set(records.map(({ table }) => table))],
        href: retrofitId && paths.retrofits.photos(retrofitId),
      };
    }),
  };
}
