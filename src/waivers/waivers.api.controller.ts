import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger'; // prettier-ignore
import { May } from '../access/may.decorator';
import { Uploads } from '../evidence/files/uploads';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { DecideWaiver } from './decide-waiver';
import { RequestWaiver } from './request-waiver';
import { WaiverRepository } from './waiver.repository';
import { DecideWaiverDto, RequestWaiverDto, WithdrawWaiverDto } from './waivers.dto';
import { presentWaiver, WaiversView } from './waivers.presenter';
import { WithdrawWaiver } from './withdraw-waiver';

class WaiverScan {
  @ApiProperty({ type: 'string', format: 'binary', description: 'The document: PDF, JPEG, PNG or WebP' })
  file!: unknown;
}
class RequestWaiverForm extends IntersectionType(RequestWaiverDto, WaiverScan) {}

@ApiTags('waivers')
@Controller('api/v1')
export class WaiversApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly waivers: WaiverRepository,
    private readonly uploads: Uploads,
    private readonly requestWaiver: RequestWaiver,
    private readonly decideWaiver: DecideWaiver,
    private readonly withdrawWaiver: WithdrawWaiver,
  ) {}

  @Get('retrofits/:id/waivers')
  @May('waiver.read')
  @ApiOkResponse({ type: WaiversView })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WaiversView> {
    return this.database.as(actor).read(async (tx) => {
      await this.retrofits.get(tx, id);
      return { items: (await this.waivers.of(tx, id)).map(presentWaiver) };
    });
  }

  @Post('retrofits/:id/waivers')
  @HttpCode(201)
  @May('waiver.request')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: RequestWaiverForm })
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'already-exists', 'impossible-value', 'in-progress', 'file-too-large', 'too-many-files', 'image-too-large', 'unsupported-file', 'unreadable-image') // prettier-ignore
  async request(
    @Req() request: TantuRequest,
    @Res({ passthrough: true }) response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<MadeView> {
    const { fields, files } = await this.uploads.document(request, response);
    return this.requestWaiver.execute(actor, id, await readForm(RequestWaiverDto, fields), files);
  }

  @Post('waivers/:id/decision')
  @HttpCode(200)
  @May('waiver.decide')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'impossible-value', 'rule-broken')
  async decide(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DecideWaiverDto,
  ): Promise<MadeView> {
    return this.decideWaiver.execute(actor, id, input);
  }

  @Post('waivers/:id/withdrawal')
  @HttpCode(200)
  @May('waiver.request')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'still-in-use', 'rule-broken')
  async withdraw(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: WithdrawWaiverDto,
  ): Promise<MadeView> {
    return this.withdrawWaiver.execute(actor, id, input);
  }
}
