import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger'; // prettier-ignore
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { MadeView, Problems } from '../../platform/http/openapi';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { FileStorage } from '../../platform/storage/file-storage';
import { sendFile } from '../files/send-file';
import { Uploads } from '../files/uploads';
import { DOCUMENT_KINDS, DOCUMENT_SUBJECTS, DocumentKind, DocumentSubjectType } from './document-kinds';
import { DocumentRepository, DocumentRow } from './document.repository';
import { Documents } from './documents';
import { UploadDocumentDto } from './documents.dto';
import { ReceiveDocument } from './receive-document';

class DocumentFile {
  @ApiProperty({ type: 'string', format: 'binary' }) file!: unknown;
}
class UploadDocumentForm extends IntersectionType(UploadDocumentDto, DocumentFile) {}

class DocumentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: DOCUMENT_KINDS }) kind!: DocumentKind;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] }) mediaType!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ description: 'In hexadecimal' }) sha256!: string;
  @ApiProperty() uploaderName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

class DocumentsView {
  @ApiProperty({ type: [DocumentView] }) items!: DocumentView[];
}

const present = ({ storageKey: _, ...row }: DocumentRow): DocumentView => row;

/** Everything that documents can belong to, as the first part of an address. */
export const subjectPaths = (prefix: string): string[] =>
  Object.keys(DOCUMENT_SUBJECTS).map((type) => `${prefix}${type}/:id/documents`);

/** Which of them this request is about. */
export function subjectType(request: TantuRequest): DocumentSubjectType {
  return request.path.split('/').at(-3) as DocumentSubjectType;
}

@ApiTags('documents')
@Controller('api/v1')
export class DocumentsApiController {
  constructor(
    private readonly database: Database,
    private readonly repository: DocumentRepository,
    private readonly documents: Documents,
    private readonly uploads: Uploads,
    private readonly receiveDocument: ReceiveDocument,
    private readonly storage: FileStorage,
  ) {}

  @Get(subjectPaths(''))
  @May('document.read')
  @ApiOkResponse({ type: DocumentsView })
  @Problems('not-found')
  async list(
    @Req() request: TantuRequest,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DocumentsView> {
    const subject = { type: subjectType(request), id };
    return this.database.as(actor).read(async (tx) => {
      await this.repository.place(tx, subject);
      return { items: (await this.repository.of(tx, subject)).map(present) };
    });
  }

  @Post(subjectPaths(''))
  @HttpCode(201)
  @May('document.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadDocumentForm })
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'in-progress', 'file-too-large', 'too-many-files', 'image-too-large', 'unsupported-file', 'unreadable-image') // prettier-ignore
  async upload(
    @Req() request: TantuRequest,
    @Res({ passthrough: true }) response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<MadeView> {
    const { fields, files } = await this.uploads.document(request, response);
    const input = await readForm(UploadDocumentDto, fields);
    return this.receiveDocument.execute(actor, { type: subjectType(request), id }, input, files);
  }

  @Get('documents/:id/file')
  @May('document.read')
  @ApiProduces('application/pdf', 'image/jpeg', 'image/png', 'image/webp')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'To save, under its title' })
  @Problems('not-found')
  async file(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await sendFile(request, response, this.storage, await this.documents.file(actor, id));
  }
}
