import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { BookQuota } from './book-quota';
import { CreateProgramme } from './create-programme';
import { ProgrammeReader } from './programme-reader';
import { choices, dueLines, newProgrammeValues, programmeValues } from './programmes.page-models';
import { ProgrammesQuery } from './programmes.api.controller';
import { BookQuotaDto, ProgrammeDto } from './programmes.dto';
import { termChanges } from './term-changes';
import { UpdateProgramme } from './update-programme';

/** Two lists stand on the page of a programme; each is turned by itself. */
class ProgrammePageQuery extends PageQuery {
  @Text({ max: 400, optional: true }) changesAfter!: string | null;
}

/** Pages of the year's programmes; desk first, because supervisors keep them. */
@ApiExcludeController()
@Controller('programmes')
export class ProgrammesPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ProgrammeReader,
    private readonly createProgramme: CreateProgramme,
    private readonly updateProgramme: UpdateProgramme,
    private readonly bookQuota: BookQuota,
    private readonly clock: Clock,
    private readonly areas: AreaLabels,
  ) {}

  @Get()
  @May('programme.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(ProgrammesQuery, asked);
    const page = await this.reader.list(actor, query);
    const mayWrite = may(actor.role, 'programme.write');
    this.views.page(request, response, 'programmes/list.njk', { paths, page, query, mayWrite });
  }

  @Get('new')
  @May('programme.write')
  create(@Req() request: TantuRequest, @Res() response: TantuResponse): void {
    const today = localDay(this.clock.now());
    this.form(request, response, emptyForm(newProgrammeValues(today)), null);
  }

  @Post()
  @May('programme.write')
  async created(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { id } = await this.createProgramme.execute(actor, await readForm(ProgrammeDto, body));
      this.forms.flash(request, 'programmes.form.created');
      return paths.programmes.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, form, null, status),
    );
  }

  @Get(':id')
  @May('programme.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(ProgrammePageQuery, asked);
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const programme = await this.reader.show(actor, id);
    const ledger = await this.reader.ledger(actor, id, query);
    const changes = await this.reader.changes(actor, id, { limit: null, after: query.changesAfter });
    this.views.page(request, response, 'programmes/show.njk', {
      paths,
      programme,
      areas: await this.areas.of(actor, [programme], words.language),
      ledger,
      changes: termChanges(changes.items, words),
      olderChanges: changes.next,
      after: query.after,
      dues: dueLines(programme, localDay(this.clock.now())),
      mayWrite: may(actor.role, 'programme.write'),
      mayBook: may(actor.role, 'quota.write'),
    });
  }

  @Get(':id/edit')
  @May('programme.write')
  async edit(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    this.form(request, response, emptyForm(programmeValues(await this.reader.show(actor, id))), id);
  }

  @Post(':id')
  @May('programme.write')
  async edited(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const input = await readForm(ProgrammeDto, body);
      await this.updateProgramme.execute(actor, id, input, seenVersion(body));
      this.forms.flash(request, 'programmes.form.saved');
      return paths.programmes.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, form, id, status),
    );
  }

  @Get(':id/quota/new')
  @May('quota.write')
  async book(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const occurredOn = localDay(this.clock.now());
    await this.bookingForm(request, response, actor, id, emptyForm({ kind: 'grant', occurredOn }));
  }

  @Post(':id/quota')
  @May('quota.write')
  async booked(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.bookQuota.execute(actor, id, await readForm(BookQuotaDto, body));
      this.forms.flash(request, 'programmes.quota.booked');
      return paths.programmes.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.bookingForm(request, response, actor, id, form, status),
    );
  }

  private form(
    request: TantuRequest,
    response: TantuResponse,
    form: FormState,
    id: string | null,
    status = 200,
  ): void {
    const lists = choices(this.views.translate(request));
    this.views.page(request, response, 'programmes/form.njk', { paths, form, id, ...lists }, status);
  }

  private async bookingForm(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const programme = await this.reader.show(actor, id);
    const today = localDay(this.clock.now());
    const { bookingKinds } = choices(this.views.translate(request));
    const model = { paths, form, programme, today, bookingKinds };
    this.views.page(request, response, 'programmes/book-quota.njk', model, status);
  }
}
