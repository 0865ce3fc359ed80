import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Text } from '../platform/http/fields';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { ContractorReader } from './contractor-reader';
import { SearchQuery } from './contractors.api.controller';
import { ContractorDto } from './contractors.dto';
import { CreateContractor } from './create-contractor';
import { UpdateContractor } from './update-contractor';

/** A contractor's page has two lists: `after` continues its retrofits, this its contracts. */
class ContractorPageQuery extends SearchQuery {
  @Text({ max: 400, optional: true }) afterContract!: string | null;
}

/** Pages of the firms that build for the district. */
@ApiExcludeController()
@Controller('contractors')
export class ContractorsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ContractorReader,
    private readonly createContractor: CreateContractor,
    private readonly updateContractor: UpdateContractor,
    private readonly areas: AreaLabels,
  ) {}

  @Get()
  @May('contractor.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(SearchQuery, asked);
    const page = await this.reader.list(actor, query);
    const mayWrite = may(actor.role, 'contractor.write');
    this.views.page(request, response, 'contractors/list.njk', { paths, page, query, mayWrite });
  }

  @Get('new')
  @May('contractor.write')
  create(@Req() request: TantuRequest, @Res() response: TantuResponse): void {
    this.form(request, response, emptyForm(), null);
  }

  @Post()
  @May('contractor.write')
  async created(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { id } = await this.createContractor.execute(actor, await readForm(ContractorDto, body));
      this.forms.flash(request, 'contractors.form.created');
      return paths.contractors.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, form, null, status),
    );
  }

  @Get(':id')
  @May('contractor.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(ContractorPageQuery, asked);
    const { afterContract, ...retrofitsQuery } = query;
    const retrofits = await this.reader.retrofitsOf(actor, id, retrofitsQuery);
    this.views.page(request, response, 'contractors/show.njk', {
      paths,
      query,
      contractor: await this.reader.show(actor, id),
      contracts: await this.reader.contractsOf(actor, id, { after: afterContract }),
      retrofits,
      areas: await this.areas.of(actor, retrofits.items, this.views.language(request)),
      mayWrite: may(actor.role, 'contractor.write'),
      mayReview: may(actor.role, 'finding.decide'),
    });
  }

  @Get(':id/edit')
  @May('contractor.write')
  async edit(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    this.form(request, response, emptyForm(await this.reader.show(actor, id)), id);
  }

  @Post(':id')
  @May('contractor.write')
  async edited(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const input = await readForm(ContractorDto, body);
      await this.updateContractor.execute(actor, id, input, seenVersion(body));
      this.forms.flash(request, 'contractors.form.saved');
      return paths.contractors.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, form, id, status),
    );
  }

  private form(
    request: TantuRequest,
    response: TantuResponse,
    form: FormState,
    id: string | null,
    status = 200,
  ): void {
    this.views.page(request, response, 'contractors/form.njk', { paths, form, id }, status);
  }
}
