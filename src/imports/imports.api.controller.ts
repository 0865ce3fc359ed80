import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post, Put, Query, Req, Res } from '@nestjs/common'; // prettier-ignore
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger'; // prettier-ignore
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { pageView, Problems } from '../platform/http/openapi';
import { Page, PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { ApplyImport } from './apply-import';
import { CorrectRow } from './correct-row';
import { ImportReader } from './import-reader';
import { ApplyImportDto, AssignPhotoDto, CorrectRowDto, PhotosQuery, RowsQuery, SettleMappingDto, StartImportDto } from './imports.dto'; // prettier-ignore
import { ImportDetail, ImportView, presentImport, presentOverview, presentRow, RowView } from './imports.presenter'; // prettier-ignore
import { AssignPhoto } from './photos/assign-photo';
import { ImportPhoto } from './photos/import-photos.repository';
import { ReceiveLedger } from './receive-ledger';
import { SettleMapping } from './settle-mapping';
import { StartImport } from './start-import';
import { WithdrawImport } from './withdraw-import';

class LedgerFile {
  @ApiProperty({ type: 'string', format: 'binary' }) file!: unknown;
}
class StartImportForm extends IntersectionType(StartImportDto, LedgerFile) {}

class StartedView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The same file came before: this is that import' }) isKnown!: boolean;
}

class ImportPhotoView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() position!: number;
  @ApiProperty() path!: string;
  @ApiProperty({ type: String, nullable: true }) fault!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordId!: string | null;
  @ApiProperty({ type: String, nullable: true }) personName!: string | null;
  @ApiProperty({ type: String, nullable: true }) community!: string | null;
  @ApiProperty({ type: Number, nullable: true }) year!: number | null;
  @ApiProperty() itemName!: string;
  @ApiProperty({ type: String, nullable: true }) itemCode!: string | null;
  @ApiProperty({ type: String, nullable: true }) stage!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) takenOn!: string | null;
  @ApiProperty() isApplied!: boolean;
}

@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsApiController {
  constructor(
    private readonly reader: ImportReader,
    private readonly receive: ReceiveLedger,
    private readonly startImport: StartImport,
    private readonly settleMapping: SettleMapping,
    private readonly correctRow: CorrectRow,
    private readonly applyImport: ApplyImport,
    private readonly withdrawImport: WithdrawImport,
    private readonly assignPhoto: AssignPhoto,
  ) {}

  @Get()
  @May('import.read')
  @ApiOkResponse({ type: pageView(ImportView), description: 'The newest first' })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: PageQuery): Promise<Page<ImportView>> {
    const { items, next } = await this.reader.list(actor, query);
    return { items: items.map(presentImport), next };
  }

  @Post()
  @HttpCode(201)
  @May('import.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: StartImportForm })
  @ApiCreatedResponse({ type: StartedView })
  @Problems('invalid-input', 'in-progress', 'file-too-large', 'too-many-files', 'unsupported-file', 'malformed-request') // prettier-ignore
  async start(
    @Req() request: TantuRequest,
    @Res({ passthrough: true }) response: TantuResponse,
    @As() actor: Actor,
  ): Promise<StartedView> {
    const { fields, files } = await this.receive.execute(request, response);
    return this.startImport.execute(actor, await readForm(StartImportDto, fields), files);
  }

  @Get(':id')
  @May('import.read')
  @ApiOkResponse({ type: ImportDetail })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ImportDetail> {
    return presentOverview(await this.reader.show(actor, id));
  }

  @Put(':id/mapping')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse({ description: 'The rows are being read' })
  @Problems('invalid-input', 'not-found', 'conflict', 'unsupported-file')
  async settle(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SettleMappingDto,
  ): Promise<void> {
    await this.settleMapping.execute(actor, id, input);
  }

  @Get(':id/rows')
  @May('import.read')
  @ApiOkResponse({ type: pageView(RowView) })
  @Problems('invalid-input', 'not-found')
  async rows(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RowsQuery,
  ): Promise<Page<RowView>> {
    const { found } = await this.reader.show(actor, id);
    const { items, next } = await this.reader.rowsOf(actor, id, query);
    return { items: items.map((row) => presentRow(found, row)), next };
  }

  @Put(':id/rows/:row')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse()
  @Problems('invalid-input', 'not-found', 'conflict')
  async correct(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('row', ParseIntPipe) row: number,
    @Body() input: CorrectRowDto,
  ): Promise<void> {
    await this.correctRow.execute(actor, id, row, input);
  }

  @Post(':id/apply')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse({ description: 'Its rows are becoming records' })
  @Problems('invalid-input', 'not-found', 'conflict')
  async apply(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ApplyImportDto,
  ): Promise<void> {
    await this.applyImport.execute(actor, id, input);
  }

  @Post(':id/withdrawal')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse({ description: 'Its rows are gone; the same file may come anew' })
  @Problems('not-found', 'conflict')
  async withdraw(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.withdrawImport.execute(actor, id);
  }

  @Get(':id/photos')
  @May('import.read')
  @ApiOkResponse({ type: pageView(ImportPhotoView) })
  @Problems('invalid-input', 'not-found')
  async photos(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PhotosQuery,
  ): Promise<Page<ImportPhoto>> {
    return this.reader.photosOf(actor, id, query);
  }

  @Put(':id/photos/:photoId')
  @HttpCode(204)
  @May('import.write')
  @ApiNoContentResponse()
  @Problems('invalid-input', 'not-found', 'conflict')
  async assign(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
    @Body() input: AssignPhotoDto,
  ): Promise<void> {
    await this.assignPhoto.execute(actor, id, photoId, input);
  }
}
