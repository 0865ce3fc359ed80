import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { Config } from '../../platform/config/config';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { CONFIG } from '../../platform/platform.module';
import { FileStorage } from '../../platform/storage/file-storage';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { sendFile } from '../files/send-file';
import { Uploads } from '../files/uploads';
import { DOCUMENT_SUBJECTS, DocumentSubject } from './document-kinds';
import { DocumentRepository } from './document.repository';
import { Documents } from './documents';
import { subjectPaths, subjectType } from './documents.api.controller';
import { UploadDocumentDto } from './documents.dto';
import { ReceiveDocument } from './receive-document';

/** The documents of a retrofit, decision, contract or programme on a page of their own, with the form that adds one. */
@ApiExcludeController()
@Controller()
export class DocumentsPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly uploads: Uploads,
    private readonly repository: DocumentRepository,
    private readonly documents: Documents,
    private readonly receiveDocument: ReceiveDocument,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly storage: FileStorage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(subjectPaths(''))
  @May('document.read')
  async list(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.show(request, response, actor, { type: subjectType(request), id }, emptyForm());
  }

  /** A script asks for JSON and gets it. */
  @Post(subjectPaths(''))
  @HttpCode(201)
  @May('document.write')
  async upload(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const subject: DocumentSubject = { type: subjectType(request), id };
    const receive = async (): Promise<{ id: string }> => {
      const { fields, files } = await this.uploads.document(request, response);
      return this.receiveDocument.execute(actor, subject, await readForm(UploadDocumentDto, fields), files);
    };
    if (request.headers.accept?.startsWith('application/json')) {
      response.status(201).json(await receive());
      return;
    }
    await this.forms.submit(
      request,
      response,
      async () => {
        await receive();
        this.forms.flash(request, 'evidence.documents.done');
        return paths.documents.of(subject.type, id);
      },
      (form, status) => this.show(request, response, actor, subject, form, status),
    );
  }

  @Get('documents/:id/file')
  @May('document.read')
  async file(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await sendFile(request, response, this.storage, await this.documents.file(actor, id));
  }

  private async show(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    subject: DocumentSubject,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const t = this.views.translate(request);
    const { kinds, permission } = DOCUMENT_SUBJECTS[subject.type];
    const model = await this.database.as(actor).read(async (tx) => {
      await this.repository.place(tx, subject);
      return {
        header: subject.type === 'retrofits' ? await this.retrofitHeader(tx, subject.id, request) : null,
        documents: await this.documents.listOf(tx, subject),
      };
    });
    const values = kinds.length === 1 ? { kind: kinds[0] } : {};
    this.views.page(
      request,
      response,
      'evidence/documents.njk',
      {
        ...model,
        form: form.summary.length > 0 ? form : emptyForm(values),
        mayAdd: may(actor.role, permission),
        action: paths.documents.of(subject.type, subject.id),
        kinds: kinds.map((kind) => ({ value: kind, text: t(`evidence.kind.${kind}`) })),
        limitMb: this.config.TANTU_MAX_DOCUMENT_MB,
        backHref: backHref(subject),
      },
      status,
    );
  }

  private async retrofitHeader(tx: ReadTx, id: string, request: TantuRequest): Promise<object> {
    return this.header.model(tx, await this.retrofits.get(tx, id), this.views.translate(request), 'photos');
  }
}

function backHref({ type, id }: DocumentSubject): string {
  return {
    retrofits: paths.retrofits.photos,
    decisions: paths.decisions.show,
    contracts: paths.contracts.show,
    programmes: paths.programmes.show,
  }[type](id);
}
