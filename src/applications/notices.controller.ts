import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Problems } from '../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { formatDay } from '../platform/i18n/formats';
import { Views } from '../platform/views/views';
import { ApplicationRepository, ProgrammeNotice } from './application.repository';
import { NoticeLineView, presentNotice } from './applications.presenter';

/** The list that hangs out: of a programme, the households of the reader's area, names masked (rule X01). */
@ApiTags('applications')
@Controller()
export class NoticesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly applications: ApplicationRepository,
  ) {}

  @Get('api/v1/programmes/:id/notice')
  @May('programme.read')
  @ApiOkResponse({ type: [NoticeLineView] })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<NoticeLineView[]> {
    return presentNotice((await this.load(actor, id)).lines);
  }

  @Get('programmes/:id/notice')
  @May('programme.read')
  @ApiExcludeEndpoint()
  async page(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { programme, lines } = await this.load(actor, id);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const period = (line: NoticeLineView): string =>
      line.noticeFrom
        ? `${formatDay(line.noticeFrom, language)} – ${formatDay(line.noticeUntil, language)}`
        : '';
    this.views.page(request, response, 'applications/notice.njk', {
      programme,
      columns: ['number', 'name', 'area', 'period'].map((key) => ({ text: t(`applications.list.${key}`) })),
      rows: presentNotice(lines).map((line, index) => [String(index + 1), line.name, line.areaName, period(line)]),
      crumbs: [
        { text: t('navigation.programmes'), href: paths.programmes.list },
        { text: programme.name, href: paths.programmes.show(id) },
        { text: t('applications.list.title') },
      ],
    }); // prettier-ignore
  }

  private load(actor: Actor, programmeId: string): Promise<ProgrammeNotice> {
    return this.database.as(actor).read((tx) => this.applications.notice(tx, programmeId));
  }
}
