import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Forms, seenVersion } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { yuanInput } from '../../platform/numbers/money';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { CatalogueSettingsDto } from './office-catalogue.dto';
import { OfficeCatalogueReader } from './office-catalogue-reader';
import { itemChanges, itemGroups } from './office-catalogue-page';
import { SetCatalogueItem } from './set-catalogue-item';

/** The catalogue as it is in the reader's district; supervisors set its limits. */
@ApiExcludeController()
@Controller('catalogue')
export class OfficeCataloguePagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: OfficeCatalogueReader,
    private readonly setItem: SetCatalogueItem,
  ) {}

  @Get()
  @May('catalogue.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const groups = itemGroups(await this.reader.list(actor), words);
    this.views.page(request, response, 'plans/catalogue.njk', { paths, groups });
  }

  @Get(':code')
  @May('catalogue.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('code') code: string,
  ): Promise<void> {
    await this.form(request, response, actor, code, null);
  }

  @Post(':code')
  @May('catalogue.write')
  async save(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.setItem.execute(actor, code, await readForm(CatalogueSettingsDto, body), seenVersion(body));
      this.forms.flash(request, 'catalogue.office.saved');
      return paths.catalogue.list;
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, code, form, status),
    );
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    code: string,
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const { item, changes } = await this.reader.show(actor, code);
    const { priceLimitFen, minimumWorksDays, active, version } = item;
    const values = { priceLimitFen: yuanInput(priceLimitFen), minimumWorksDays, active, version };
    const model = {
      paths,
      item,
      name: item.item.name[words.language === 'en' ? 'en' : 'zh'],
      form: form ?? emptyForm(values),
      changes: itemChanges(changes, words),
      mayWrite: may(actor.role, 'catalogue.write') && actor.areaCode.length === 6,
    };
    this.views.page(request, response, 'plans/catalogue-item.njk', model, status);
  }
}
