import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm } from '../platform/views/form-state';
import { CreateHousehold } from './create-household';
import { HouseholdPages } from './household.pages';
import { HouseholdRepository } from './household.repository';
import { CreateHouseholdDto, HouseholdDetailsDto } from './households.dto';
import { detailsOf } from './households.presenter';
import { HouseholdsQuery } from './households.query';
import { UpdateHousehold } from './update-household';

@ApiExcludeController()
@Controller('households')
export class HouseholdsPagesController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly pages: HouseholdPages,
    private readonly forms: Forms,
    private readonly createHousehold: CreateHousehold,
    private readonly updateHousehold: UpdateHousehold,
  ) {}

  @Get()
  @May('household.read')
  async list(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Query() query: object): Promise<void> {
    await this.pages.list(request, response, actor, await readForm(HouseholdsQuery, query));
  } // prettier-ignore

  @Get('new')
  @May('household.write')
  async create(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor): Promise<void> {
    await this.pages.form(request, response, actor, emptyForm({ areaCode: actor.areaCode }), null);
  } // prettier-ignore

  @Post('new')
  @May('household.write')
  async add(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      const input = await readForm(CreateHouseholdDto, body, (typed) => this.createHousehold.faultsOfPeople(typed));
      const { id } = await this.createHousehold.execute(actor, input);
      this.forms.flash(request, 'households.created');
      return paths.households.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.pages.form(request, response, actor, form, null, status),
    );
  } // prettier-ignore

  @Get(':id')
  @May('household.read')
  async show(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.pages.show(request, response, actor, id);
  } // prettier-ignore

  @Get(':id/edit')
  @May('household.write')
  async edit(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const household = await this.database.as(actor).read((tx) => this.households.get(tx, id));
    await this.pages.form(request, response, actor, emptyForm(detailsOf(household)), household);
  } // prettier-ignore

  @Post(':id/edit')
  @May('household.write')
  async save(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    const version = seenVersion(body);
    const act = async (): Promise<string> => {
      await this.updateHousehold.execute(actor, id, await readForm(HouseholdDetailsDto, body), version);
      this.forms.flash(request, 'households.saved');
      return paths.households.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.pages.form(request, response, actor, form, { id, version: version ?? 0 }, status),
    );
  } // prettier-ignore
}
