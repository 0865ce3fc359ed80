import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { waiverListModel } from './waiver-list-page';
import { WaiverListRepository } from './waiver-list.repository';
import { WaiversQuery } from './waivers-query.dto';

/** All waivers of the area, whatever became of them. */
@ApiExcludeController()
@Controller('waivers')
export class WaiverListPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly lists: WaiverListRepository,
    private readonly areas: AreaLabels,
  ) {}

  @Get()
  @May('waiver.read')
  async list(
    @As() actor: Actor,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const { query, form } = await this.forms.filter(request, WaiversQuery);
    const isFaulty = form.summary.length > 0;
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read(async (tx) => {
      const page = isFaulty
        ? { items: [], next: null }
        : await this.lists.list(tx, query.toFilter(), query.limit ?? 50, query.after ?? null);
      const codes = page.items.map(({ areaCode }) => areaCode);
      return waiverListModel(page, query, await this.areas.within(tx, codes, words.language), words);
    });
    this.views.page(request, response, 'waivers/all.njk', { ...model, form }, isFaulty ? 400 : 200);
  }
}
