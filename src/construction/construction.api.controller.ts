import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { BindDevicePhotos } from './bind-device-photos';
import {
  BindDevicePhotosDto,
  CompleteWorksDto,
  InstallDeviceDto,
  NoteProgressDto,
  StartWorksDto,
} from './construction.dto';
import { InstallDevice } from './install-device';
import { NoteProgress } from './note-progress';
import { RecordWorksDate } from './record-works-date';

@ApiTags('construction')
@Controller('api/v1/retrofits/:id')
export class ConstructionApiController {
  constructor(
    private readonly recordWorksDate: RecordWorksDate,
    private readonly noteProgress: NoteProgress,
    private readonly installDevice: InstallDevice,
    private readonly bindDevicePhotos: BindDevicePhotos,
  ) {}

  @Post('start')
  @HttpCode(200)
  @May('works.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'stale-version', 'rule-broken')
  async start(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: StartWorksDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    await this.recordWorksDate.execute(actor, id, 'startedOn', input.startedOn, version);
    return { id };
  }

  @Post('completion')
  @HttpCode(200)
  @May('works.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'stale-version', 'rule-broken')
  async complete(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CompleteWorksDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    await this.recordWorksDate.execute(actor, id, 'completedOn', input.completedOn, version);
    return { id };
  }

  @Post('progress')
  @May('works.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'rule-broken', 'unknown-reference')
  async progress(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: NoteProgressDto,
  ): Promise<MadeView> {
    return this.noteProgress.execute(actor, id, input);
  }

  @Post('devices')
  @May('works.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'rule-broken', 'unknown-reference')
  async device(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: InstallDeviceDto,
  ): Promise<MadeView> {
    return this.installDevice.execute(actor, id, input);
  }

  @Post('devices/:deviceId/photos')
  @HttpCode(200)
  @May('photo.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict')
  async devicePhotos(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Body() input: BindDevicePhotosDto,
  ): Promise<MadeView> {
    return this.bindDevicePhotos.execute(actor, id, deviceId, input);
  }
}
