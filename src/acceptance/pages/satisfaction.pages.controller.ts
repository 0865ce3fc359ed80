import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms, seenVersion } from '../../platform/http/forms';
import { pagePath } from '../../platform/pdf/strokes';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { DateHints, Words } from '../../workflow/date-hints';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { OUTCOMES, RecordSatisfactionDto } from '../acceptance.dto';
import { RecordSatisfaction } from '../record-satisfaction';
import { SatisfactionQuery } from '../satisfaction-query';
import { ReportRepository } from '../report.repository';

@ApiExcludeController()
@Controller('retrofits/:id/satisfaction')
export class SatisfactionPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly header: RetrofitHeader,
    private readonly dateHints: DateHints,
    private readonly query: SatisfactionQuery,
    private readonly reports: ReportRepository,
    private readonly recordSatisfaction: RecordSatisfaction,
    private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const form = emptyForm({ relation: 'self', statedOn: localDay(this.clock.now()) });
    await this.page(request, response, actor, id, form);
  }

  @Post()
  @May('satisfaction.write')
  async state(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const input = await readForm(RecordSatisfactionDto, body);
        const { signed } = await this.recordSatisfaction.execute(actor, id, input, seenVersion(body));
        this.forms.flash(
          request,
          signed ? 'acceptance.satisfaction.signed' : 'acceptance.satisfaction.complained',
        );
        return paths.retrofits.satisfaction(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read((tx) => this.model(tx, id, words));
    this.views.page(request, response, 'acceptance/satisfaction.njk', { ...model, form }, status);
  }

  private async model(tx: ReadTx, id: string, words: Words): Promise<Record<string, unknown>> {
    const { t, language } = words;
    const { retrofit, report, statements, defects } = await this.query.load(tx, id);
    const header = await this.header.model(tx, retrofit, t, 'satisfaction');
    const content = report && (await this.reports.content(tx, report.id));
    const open = defects.filter(({ reinspectedOn }) => reinspectedOn === null);
    const nameOf = (words: string | { zh: string; en: string }): string =>
      typeof words === 'string' ? words : language === 'en' ? words.en : words.zh;
    return {
      header,
      version: retrofit.version,
      signedOn: retrofit.signedOn,
      report: report && {
        number: report.number,
        hash: report.contentHash,
        href: paths.acceptance.pdf(id, report.id),
      },
      items: (content?.items ?? [])
        .filter(({ result }) => result !== 'leftOut')
        .map((item) =>
          t('acceptance.satisfaction.item', {
            item: nameOf(item.name),
            room: nameOf(item.room),
            quantity: item.acceptedQuantity,
            unit: nameOf(item.unit),
          }),
        ),
      statements: statements.map((one) => ({ ...one, path: pagePath(one.strokes) })),
      askAgain: retrofit.signedOn === null && (statements.at(-1)?.voidedAt ?? null) !== null,
      openDefects: open.map(({ description }) => description),
      defectsHref: `${paths.retrofits.acceptance(id)}#defects`,
      canState:
        may(tx.actor.role, 'satisfaction.write') &&
        report !== null &&
        retrofit.signedOn === null &&
        retrofit.endedOn === null,
      action: paths.retrofits.satisfaction(id),
      outcomes: OUTCOMES.map((value) => ({
        value,
        text: t(`acceptance.outcome.${value}`),
        hint: t(`acceptance.outcome.${value}.hint`),
        disabled: value === 'satisfied' && open.length > 0,
      })),
      limits: this.dateHints.of(retrofit, 'signedOn', words, {}, header.lateEntryDays),
      reportHref: paths.retrofits.report(id),
    };
  }
}
