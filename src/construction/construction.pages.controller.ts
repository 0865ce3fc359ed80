import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { BindDevicePhotos } from './bind-device-photos';
import {
  BindDevicePhotosDto,
  CompleteWorksDto,
  InstallDeviceDto,
  NoteProgressDto,
  StartWorksDto,
} from './construction.dto';
import { DevicePhotosPage } from './device-photos-page';
import { InstallDevice } from './install-device';
import { NoteProgress } from './note-progress';
import { RecordWorksDate } from './record-works-date';
import { WorksPage } from './works-page';

@ApiExcludeController()
@Controller('retrofits/:id/works')
export class ConstructionPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly worksPage: WorksPage,
    private readonly devicePhotosPage: DevicePhotosPage,
    private readonly recordWorksDate: RecordWorksDate,
    private readonly noteProgress: NoteProgress,
    private readonly installDevice: InstallDevice,
    private readonly bindDevicePhotos: BindDevicePhotos,
  ) {}

  @Get()
  @May('retrofit.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post('start')
  @May('works.write')
  async start(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'construction.start.done', async () => {
      const { startedOn } = await readForm(StartWorksDto, body);
      const { lateDays: days } = await this.recordWorksDate.execute(
        actor,
        id,
        'startedOn',
        startedOn,
        seenVersion(body),
      );
      return days;
    });
  }

  @Post('completion')
  @May('works.write')
  async complete(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'construction.complete.done', async () => {
      const { completedOn } = await readForm(CompleteWorksDto, body);
      const { lateDays: days } = await this.recordWorksDate.execute(
        actor,
        id,
        'completedOn',
        completedOn,
        seenVersion(body),
      );
      return days;
    });
  }

  @Post('progress')
  @May('works.write')
  async progress(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'construction.progress.done', async () => {
      await this.noteProgress.execute(actor, id, await readForm(NoteProgressDto, body));
    });
  }

  @Post('devices')
  @May('works.write')
  async device(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.submit(request, response, actor, id, 'construction.device.done', async () => {
      await this.installDevice.execute(actor, id, await readForm(InstallDeviceDto, body));
    });
  }

  @Get('devices/:deviceId/photos')
  @May('photo.read')
  async showDevice(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.devicePage(request, response, actor, id, deviceId, null);
  }

  @Post('devices/:deviceId/photos')
  @May('photo.write')
  async devicePhotos(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.bindDevicePhotos.execute(actor, id, deviceId, await readForm(BindDevicePhotosDto, body));
        this.forms.flash(request, 'construction.device.bound');
        return `${paths.retrofits.works(id)}#devices`;
      },
      (form, status) => this.devicePage(request, response, actor, id, deviceId, form, status),
    );
  }

  private async devicePage(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    deviceId: string,
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const { model, values } = await this.database
      .as(actor)
      .read((tx) => this.devicePhotosPage.model(tx, id, deviceId, words));
    const shown = { ...model, form: form ?? emptyForm(values) };
    this.views.page(request, response, 'construction/device-photos.njk', shown, status);
  }

  private async submit(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    done: string,
    act: () => Promise<number | void>,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        const days = await act();
        this.forms.flash(request, done);
        // Who builds sees no findings: here he learns that his entry leaves a question open.
        if (days) this.forms.flash(request, 'construction.late', { days });
        return paths.retrofits.works(id);
      },
      (form, status) => this.page(request, response, actor, id, form, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read((tx) => this.worksPage.model(tx, id, words));
    this.views.page(request, response, 'construction/works.njk', { ...model, form }, status);
  }
}
