import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Problems } from '../../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { PhotoComparison, PictureToMake } from './photo-comparison';

const picture = (description: string): MethodDecorator =>
  ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description });

/** Pictures made of two photos, under the same last part of the address for pages and programs. */
@ApiTags('photos')
@Controller(['photos', 'api/v1/photos'])
export class ComparisonsController {
  constructor(private readonly comparison: PhotoComparison) {}

  @Get(':id/comparisons/:otherId/difference')
  @May('finding.read')
  @ApiProduces('image/jpeg')
  @picture('JPEG of at most 896 pixels: grey where both are alike, red where they differ, striped where the other shows nothing') // prettier-ignore
  @Problems('not-found', 'unreadable-image')
  async difference(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
  ): Promise<void> {
    await send(request, response, await this.comparison.picture(actor, id, otherId, 'difference'));
  }

  @Get(':id/comparisons/:otherId/aligned')
  @May('finding.read')
  @ApiProduces('image/jpeg')
  @picture('JPEG of at most 896 pixels: the other photo as it lies over the frame of the first')
  @Problems('not-found', 'unreadable-image')
  async aligned(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
  ): Promise<void> {
    await send(request, response, await this.comparison.picture(actor, id, otherId, 'aligned'));
  }
}

/** A browser that has the picture is asked each time whether it may still show it, and is sent it once. */
async function send(
  request: TantuRequest,
  response: TantuResponse,
  { etag, make }: PictureToMake,
): Promise<void> {
  response.type('image/jpeg').setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('ETag', `"${etag}"`);
  if (request.fresh) return void response.status(304).end();
  response.send(await make());
}
