import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { sendFile } from '../evidence/files/send-file';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { FileStorage } from '../platform/storage/file-storage';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { CorrectFoundRecord } from './correct-found-record';
import { FoundRecordReader } from './found-record-reader';
import { CorrectFoundDto, FIELDS, FoundRecordsQuery } from './imports.dto';
import { foundRecordPage } from './imports.presenter';
import { LEDGER_FIELDS } from './ledger-fields';
import { sendPicture } from './photos/send-picture';
import { fieldLabel } from './value-words';

const TYPES: Readonly<Record<string, string>> = { png: 'image/png', webp: 'image/webp' };

/** The records of old years: what was found, where it stood, and what was put right beside it. */
@ApiExcludeController()
@Controller('found-records')
export class FoundRecordsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: FoundRecordReader,
    private readonly correctRecord: CorrectFoundRecord,
    private readonly storage: FileStorage,
  ) {}

  @Get()
  @May('import.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(FoundRecordsQuery, asked);
    const page = await this.reader.list(actor, query);
    this.views.page(request, response, 'imports/records.njk', { paths, page, query });
  }

  @Get('photos/:photoId')
  @May('import.read')
  async photo(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('photoId', ParseUUIDPipe) photoId: string,
  ): Promise<void> {
    const { key, fileName } = await this.reader.photo(actor, photoId);
    const name = fileName.split('/').at(-1)!;
    const mediaType = TYPES[name.split('.').at(-1)!.toLowerCase()] ?? 'image/jpeg';
    await sendFile(request, response, this.storage, { key, mediaType, name, bytes: null, isInline: true });
  }

  @Get('photos/:photoId/thumbnail')
  @May('import.read')
  async thumbnail(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('photoId', ParseUUIDPipe) photoId: string,
  ): Promise<void> {
    const { key } = await this.reader.photo(actor, photoId);
    await sendPicture(request, response, this.storage, key, 'thumbnail');
  }

  @Get(':id')
  @May('import.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.page(request, response, actor, id, emptyForm());
  }

  @Post(':id')
  @May('import.write')
  async correct(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.correctRecord.execute(actor, id, await readForm(CorrectFoundDto, body));
      this.forms.flash(request, 'imports.record.saved');
      return paths.foundRecords.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) => this.page(request, response, actor, id, form, status)); // prettier-ignore
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const sheet = await this.reader.show(actor, id);
    const choices = FIELDS.filter((field) => field !== 'year' && field !== 'name' && !LEDGER_FIELDS[field].ledgers.includes('programmes')); // prettier-ignore
    const model = {
      ...foundRecordPage(sheet, t, language),
      paths,
      form,
      choices: choices.map((field) => ({ value: field, text: fieldLabel(field, language) })),
      mayWrite: may(actor.role, 'import.write'),
      mayAudit: may(actor.role, 'audit.read'),
    };
    this.views.page(request, response, 'imports/record.njk', model, status);
  }
}
