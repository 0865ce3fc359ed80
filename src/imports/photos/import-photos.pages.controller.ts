import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { paths } from '../../paths';
import { PHOTO_STAGES } from '../../plans/catalogue/catalogue-item';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { notFound } from '../../platform/problems/problem';
import { FileStorage } from '../../platform/storage/file-storage';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { FoundRecordReader } from '../found-record-reader';
import { ImportReader } from '../import-reader';
import { AssignPhotoDto, FoundRecordsQuery } from '../imports.dto';
import { AssignPhoto } from './assign-photo';
import { sendPicture } from './send-picture';

/** Whose a photo is that its name does not tell: somebody looks at it and says so. */
@ApiExcludeController()
@Controller('imports/:id/photos')
export class ImportPhotosPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ImportReader,
    private readonly records: FoundRecordReader,
    private readonly assignPhoto: AssignPhoto,
    private readonly storage: FileStorage,
  ) {}

  @Get(':photoId')
  @May('import.write')
  async photo(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
    @Query() asked: object,
  ): Promise<void> {
    await this.photoPage(request, response, actor, { id, photoId }, await readForm(FoundRecordsQuery, asked), emptyForm()); // prettier-ignore
  }

  @Post(':photoId')
  @May('import.write')
  async assigned(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.assignPhoto.execute(actor, id, photoId, await readForm(AssignPhotoDto, body));
      this.forms.flash(request, 'imports.photos.assigned');
      return `${paths.imports.show(id)}?filter=unmatched`;
    };
    const query = await readForm(FoundRecordsQuery, {});
    await this.forms.submit(request, response, act, (form, status) => this.photoPage(request, response, actor, { id, photoId }, query, form, status)); // prettier-ignore
  }

  @Get(':photoId/picture')
  @May('import.read')
  async picture(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
  ): Promise<void> {
    const { photo } = await this.reader.photo(actor, id, photoId);
    if (photo.key === null) throw notFound();
    await sendPicture(request, response, this.storage, photo.key, 'screen');
  }

  private async photoPage(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    { id, photoId }: { id: string; photoId: string },
    query: FoundRecordsQuery,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const t = this.views.translate(request);
    const { found, photo } = await this.reader.photo(actor, id, photoId);
    const search = query.search ?? null;
    const { items } = search ? await this.records.list(actor, { search, limit: 100 }) : { items: [] };
    const model = {
      paths,
      found,
      form,
      search,
      path: photo.path,
      picture: photo.key && paths.imports.picture(id, photoId),
      fault: photo.fault,
      action: paths.imports.photo(id, photoId),
      records: items.map((one) => ({ value: one.id, text: [one.year, one.personName, one.community, one.idNumberMasked].filter(Boolean).join(' ') })), // prettier-ignore
      stages: PHOTO_STAGES.map((stage) => ({ value: stage, text: t(`imports.stage.${stage}`) })),
    };
    this.views.page(request, response, 'imports/photo.njk', model, status);
  }
}
