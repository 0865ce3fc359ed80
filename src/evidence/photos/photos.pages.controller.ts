import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { invalid, Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { Words } from '../../workflow/date-hints';
import { Uploads } from '../files/uploads';
import { PhotoPage } from './photo-page';
import { SupersedePhotoDto, UploadPhotosDto } from './photos.dto';
import { PhotosPage } from './photos-page';
import { problemOf, ReceivedPhotos, ReceivePhotos } from './receive-photos';
import { SupersedePhoto } from './supersede-photo';

/** What the page's address may carry: a place and a stage to begin with, and whether the camera opens at once. */
interface PhotosQuery {
  place?: unknown;
  stage?: unknown;
  camera?: unknown;
  /** The before photo that an after photo is to be taken like. */
  like?: unknown;
}

@ApiExcludeController()
@Controller()
export class PhotosPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly uploads: Uploads,
    private readonly photosPage: PhotosPage,
    private readonly photoPage: PhotoPage,
    private readonly receivePhotos: ReceivePhotos,
    private readonly supersedePhoto: SupersedePhoto,
    private readonly clock: Clock,
  ) {}

  @Get('retrofits/:id/photos')
  @May('photo.read')
  async list(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { place, stage, like }: PhotosQuery,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.show(request, response, actor, id, emptyForm({ place, stage, pairedWith: like }));
  }

  /** A script sends one file at a time and asks for JSON; a plain form sends all of them and is redirected. */
  @Post('retrofits/:id/photos')
  @HttpCode(201)
  @May('photo.write')
  async upload(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    if (request.headers.accept?.startsWith('application/json')) {
      const { received, refused } = await this.receive(request, response, actor, id);
      if (received.length === 0) throw problemOf(refused[0]!);
      response.status(201).json({ received: received.length });
      return;
    }
    await this.forms.submit(
      request,
      response,
      async () => {
        const { received, refused } = await this.receive(request, response, actor, id);
        if (received.length > 0)
          this.forms.flash(request, 'evidence.upload.done', { count: received.length });
        if (refused.length > 0) throw allOf(refused);
        return paths.retrofits.photos(id);
      },
      (form, status) => this.show(request, response, actor, id, form, status),
    );
  }

  @Get('photos/:id')
  @May('photo.read')
  async one(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.showOne(request, response, actor, id, emptyForm());
  }

  @Post('photos/:id/supersede')
  @May('photo.write')
  async supersede(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.supersedePhoto.execute(actor, id, await readForm(SupersedePhotoDto, body));
        this.forms.flash(request, 'evidence.supersede.done');
        return paths.photos.show(id);
      },
      (form, status) => this.showOne(request, response, actor, id, form, status),
    );
  }

  private async receive(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
  ): Promise<ReceivedPhotos> {
    const beganAt = this.clock.now();
    const { fields, files } = await this.uploads.photos(request, response);
    const [, kind, placeId] = /^(item|room):([0-9a-f-]{36})$/.exec(String(fields.place)) ?? [];
    const place = kind === 'item' ? { itemId: placeId } : kind === 'room' ? { roomId: placeId } : {};
    const said = await readForm(UploadPhotosDto, { ...fields, ...place });
    if (kind === undefined) throw invalid({ field: 'place', key: 'evidence.photos.place' });
    return this.receivePhotos.execute(actor, id, said, files, beganAt);
  }

  private async show(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const withCamera = (request.query as PhotosQuery).camera === 'yes';
    const model = await this.database
      .as(actor)
      .read((tx) => this.photosPage.model(tx, id, this.words(request), form.values.pairedWith, withCamera));
    this.views.page(request, response, 'evidence/photos.njk', { ...model, form, withCamera }, status);
  }

  private async showOne(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const model = await this.database
      .as(actor)
      .read((tx) => this.photoPage.model(tx, id, this.words(request)));
    this.views.page(request, response, 'evidence/photo.njk', { ...model, form }, status);
  }

  private words(request: TantuRequest): Words {
    return { t: this.views.translate(request), language: this.views.language(request) };
  }
}

/** What is wrong with each file that was refused, for the top of the form; each sentence names its file. */
function allOf(refused: ReceivedPhotos['refused']): Problem {
  const first = refused[0]!;
  return new Problem(first.code, { status: first.status, errors: refused.flatMap(({ errors }) => errors) });
}
