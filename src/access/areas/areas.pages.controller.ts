import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { notFound } from '../../platform/problems/problem';
import { address } from '../../platform/views/environment';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { May } from '../may.decorator';
import { AreaRepository } from './area.repository';
import { AreasQuery } from './areas.api.controller';
import { AddAreaDto, AreaNamesDto } from './areas.dto';
import { SaveArea } from './save-area';

/** The administrator's list of areas, with a form each. */
@ApiExcludeController()
@Controller('areas')
export class AreasPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly database: Database,
    private readonly areas: AreaRepository,
    private readonly saveArea: SaveArea,
  ) {}

  @Get()
  @May('area.manage')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const { search = null, after = null } = await readForm(AreasQuery, asked);
    const page = await this.database
      .as(actor)
      .read((tx) => this.areas.list(tx, { search, after, limit: 50 }));
    this.views.page(request, response, 'access/areas.njk', {
      areas: page.items,
      search,
      nextHref: page.next && address(paths.areas.list, { search, after: page.next }),
      firstHref: after && address(paths.areas.list, { search }),
      paths,
    });
  }

  @Get('new')
  @May('area.manage')
  create(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor): void {
    this.form(request, response, emptyForm({ code: actor.areaCode }), null);
  }

  @Post('new')
  @May('area.manage')
  async add(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.saveArea.add(actor, await readForm(AddAreaDto, body));
      this.forms.flash(request, 'areas.saved');
      return paths.areas.list;
    };
    await this.forms.submit(request, response, act, (form, status) => this.form(request, response, form, null, status)); // prettier-ignore
  }

  @Get(':code')
  @May('area.manage')
  async edit(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('code') code: string,
  ): Promise<void> {
    const area = await this.database.as(actor).read((tx) => this.areas.find(tx, code));
    if (!area?.code.startsWith(actor.areaCode)) throw notFound();
    this.form(request, response, emptyForm(area), code);
  }

  @Post(':code')
  @May('area.manage')
  async save(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.saveArea.change(actor, code, await readForm(AreaNamesDto, body));
      this.forms.flash(request, 'areas.saved');
      return paths.areas.list;
    };
    await this.forms.submit(request, response, act, (form, status) => this.form(request, response, form, code, status)); // prettier-ignore
  }

  private form(
    request: TantuRequest,
    response: TantuResponse,
    form: FormState,
    code: string | null,
    status = 200,
  ): void {
    this.views.page(request, response, 'access/area-form.njk', { form, code, paths }, status);
  }
}
