import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProperty,
  ApiTags,
  IntersectionType,
} from '@nestjs/swagger';
import { may } from '../../access/permissions';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { MadeView, Problems } from '../../platform/http/openapi';
import { RULE_WORDS } from '../../platform/http/problem.filter';
import { describeProblem, RuleWords } from '../../platform/http/problem-words';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Views } from '../../platform/views/views';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { Uploads } from '../files/uploads';
import { PhotoLinks } from './photo-links';
import { Clock } from '../../platform/time/clock';
import { IssueTicket } from './issue-ticket';
import { PhotoRepository } from './photo.repository';
import { CaptureTicketDto, SupersedePhotoDto, UploadPhotosDto } from './photos.dto';
import {
  CaptureTicketView,
  PhotoDetailView,
  PhotoView,
  presentPhoto,
  ReceivedPhotosView,
} from './photos.presenter';
import { problemOf, ReceivePhotos } from './receive-photos';
import { SupersedePhoto } from './supersede-photo';

class PhotosField {
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'binary' } }) photos!: unknown[];
}
class UploadPhotosForm extends IntersectionType(UploadPhotosDto, PhotosField) {}

class PhotosView {
  @ApiProperty({ type: [PhotoView] }) items!: PhotoView[];
}

@ApiTags('photos')
@Controller('api/v1')
export class PhotosApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly photos: PhotoRepository,
    private readonly links: PhotoLinks,
    private readonly uploads: Uploads,
    private readonly receivePhotos: ReceivePhotos,
    private readonly supersedePhoto: SupersedePhoto,
    private readonly issueTicket: IssueTicket,
    private readonly clock: Clock,
    private readonly views: Views,
    @Inject(RULE_WORDS) private readonly ruleWords: RuleWords,
  ) {}

  @Get('retrofits/:id/photos')
  @May('photo.read')
  @ApiOkResponse({ type: PhotosView })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PhotosView> {
    return this.database.as(actor).read(async (tx) => {
      await this.retrofits.get(tx, id);
      const photos = await this.photos.ofRetrofit(tx, id);
      return { items: photos.map((photo) => presentPhoto(photo, this.links.of(actor, photo.id, '/api/v1'))) };
    });
  }

  @Post('retrofits/:id/photos')
  @HttpCode(201)
  @May('photo.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadPhotosForm })
  @ApiCreatedResponse({ type: ReceivedPhotosView })
  @Problems('invalid-input', 'not-found', 'conflict', 'in-progress', 'file-too-large', 'too-many-files', 'image-too-large', 'unsupported-file', 'unreadable-image', 'rule-broken', 'storage-unavailable') // prettier-ignore
  async upload(
    @Req() request: TantuRequest,
    @Res({ passthrough: true }) response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ReceivedPhotosView> {
    const beganAt = this.clock.now();
    const { fields, files } = await this.uploads.photos(request, response);
    const said = await readForm(UploadPhotosDto, fields);
    const { received, refused } = await this.receivePhotos.execute(actor, id, said, files, beganAt);
    if (received.length === 0) throw problemOf(refused[0]!);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    return {
      received,
      refused: refused.map((file) => ({
        name: file.name,
        problem: describeProblem(problemOf(file), t, language, this.ruleWords),
      })),
    };
  }

  @Post('retrofits/:id/capture-tickets')
  @HttpCode(200)
  @May('photo.write')
  @ApiOkResponse({ type: CaptureTicketView })
  @Problems('invalid-input', 'not-found', 'forbidden', 'rule-broken')
  async ticket(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CaptureTicketDto,
  ): Promise<CaptureTicketView> {
    return this.issueTicket.execute(actor, id, input);
  }

  @Get('photos/:id')
  @May('photo.read')
  @ApiOkResponse({ type: PhotoDetailView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PhotoDetailView> {
    return this.database.as(actor).read(async (tx) => ({
      ...presentPhoto(await this.photos.get(tx, id), this.links.of(actor, id, '/api/v1')),
      metadata: may(actor.role, 'photo.readOriginal') ? await this.photos.metadata(tx, id) : null,
    }));
  }

  @Post('photos/:id/supersede')
  @HttpCode(200)
  @May('photo.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'conflict', 'rule-broken')
  async supersede(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SupersedePhotoDto,
  ): Promise<MadeView> {
    const { id: superseded } = await this.supersedePhoto.execute(actor, id, input);
    return { id: superseded };
  }
}
