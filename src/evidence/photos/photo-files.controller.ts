import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Problems } from '../../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { FileStorage } from '../../platform/storage/file-storage';
import { IMAGE_TYPES } from '../images/file-kinds';
import { sendFile } from '../files/send-file';
import { PhotoFiles } from './photo-files';

const PICTURE = { schema: { type: 'string', format: 'binary' } } as const;

/** The pictures themselves, under the same last part of the address for pages and programs. */
@ApiTags('photos')
@Controller(['photos', 'api/v1/photos'])
export class PhotoFilesController {
  constructor(
    private readonly files: PhotoFiles,
    private readonly storage: FileStorage,
  ) {}

  @Get(':id/thumbnail')
  @May('photo.read')
  @ApiProduces('image/jpeg')
  @ApiOkResponse({ ...PICTURE, description: 'Upright JPEG of at most 320 pixels, without metadata' })
  @Problems(
    'not-found',
    'unreadable-image',
    'in-progress',
    'link-invalid',
    'link-expired',
    'storage-unavailable',
  )
  async thumbnail(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await sendFile(request, response, this.storage, await this.files.rendition(actor, id, 'thumbnail'));
  }

  @Get(':id/screen')
  @May('photo.read')
  @ApiProduces('image/jpeg')
  @ApiOkResponse({ ...PICTURE, description: 'Upright JPEG of at most 1280 pixels, without metadata' })
  @Problems(
    'not-found',
    'unreadable-image',
    'in-progress',
    'link-invalid',
    'link-expired',
    'storage-unavailable',
  )
  async screen(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await sendFile(request, response, this.storage, await this.files.rendition(actor, id, 'screen'));
  }

  @Get(':id/original')
  @May('photo.readOriginal')
  @ApiProduces(...IMAGE_TYPES)
  @ApiOkResponse({ ...PICTURE, description: 'The bytes as they came; parts of them with Range' })
  @Problems('not-found', 'link-invalid', 'link-expired', 'storage-unavailable')
  async original(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await sendFile(request, response, this.storage, await this.files.original(actor, id));
  }
}
