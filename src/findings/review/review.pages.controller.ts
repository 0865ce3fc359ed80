import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { emptyForm } from '../../platform/views/form-state';
import { address } from '../../platform/views/environment';
import { Views } from '../../platform/views/views';
import { Words } from '../../workflow/date-hints';
import { DecideFindings } from '../decide-findings';
import { DecidedFromQuery, DecideFlagDto, ReviewQuery, TallyQuery } from './review.dto';
import { tallyModel } from './review-page';
import { ReviewPages } from './review-pages';
import { ReviewReader } from './review-reader';

/** Flags a page: each comes with its photo. */
const FLAGS_A_PAGE = 10;

/** Where a supervisor decides on flags, one after the other. */
@ApiExcludeController()
@Controller('review')
export class ReviewPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ReviewReader,
    private readonly pages: ReviewPages,
    private readonly decideFindings: DecideFindings,
  ) {}

  @Get()
  @May('finding.decide')
  async list(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { query, form } = await this.forms.filter(request, ReviewQuery);
    const isFaulty = form.summary.length > 0;
    const model = await this.pages.list(actor, query, query.limit ?? FLAGS_A_PAGE, this.words(request));
    this.views.page(
      request,
      response,
      'findings/review.njk',
      { ...model, ...(isFaulty && { flags: [], pager: {} }), form },
      isFaulty ? 400 : 200,
    );
  }

  @Get('contractors')
  @May('finding.read')
  async contractors(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { query, form } = await this.forms.filter(request, TallyQuery);
    const tally = await this.reader.tally(actor, { from: query.from ?? undefined, until: query.until ?? undefined }); // prettier-ignore
    const model = tallyModel(tally, this.words(request), actor);
    const shown = form.summary.length > 0 ? form : emptyForm({ from: tally.from, until: tally.until });
    this.views.page(request, response, 'findings/flags-by-contractor.njk', { ...model, form: shown }, form.summary.length > 0 ? 400 : 200); // prettier-ignore
  }

  @Get(':id')
  @May('finding.decide')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const query = await readForm(DecidedFromQuery, asked);
    const model = await this.pages.one(actor, id, query, this.words(request));
    this.views.page(request, response, 'findings/review-flag.njk', { ...model, form: emptyForm() });
  }

  /** Refused, the flag comes back on a page of its own, whichever page the form stood on. */
  @Post(':id/decision')
  @May('finding.decide')
  async decide(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const query = await readForm(DecidedFromQuery, asked);
    await this.forms.submit(
      request,
      response,
      async () => {
        const { decision, reason } = await readForm(DecideFlagDto, body);
        const { flag } = await this.reader.one(actor, id, query.toFilter());
        await this.decideFindings.execute(actor, flag.retrofitId, { ids: [id], decision, reason });
        this.forms.flash(request, 'review.decided', { rule: flag.rule, person: flag.personName });
        return nextAddress(query);
      },
      async (form, status) => {
        const model = await this.pages.one(actor, id, query, this.words(request));
        this.views.page(request, response, 'findings/review-flag.njk', { ...model, form }, status);
      },
    );
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}

/** The next flag, on the page from which the last one was decided. */
function nextAddress(query: DecidedFromQuery): string {
  const where = { ...query.filters(), after: query.after };
  if (query.next && query.from === 'one') return address(paths.review.show(query.next), where);
  return `${address(paths.review.list, where)}${query.next ? `#flag-${query.next}` : ''}`;
}
