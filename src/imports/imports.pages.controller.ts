import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AreaNames, areaOptions } from '../access/areas/area-names';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Config } from '../platform/config/config';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { CONFIG } from '../platform/platform.module';
import { notFound } from '../platform/problems/problem';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { ApplyImport } from './apply-import';
import { Import, ImportKind } from './import.repository';
import { ImportReader } from './import-reader';
import { ApplyImportDto, IMPORT_KINDS, PhotosQuery, RowsQuery, StartImportDto } from './imports.dto';
import { rowPage } from './imports.presenter';
import { Ledger, LEDGERS } from './ledger-fields';
import { ReceiveLedger } from './receive-ledger';
import { StartImport, startFaults } from './start-import';
import { WITHDRAWABLE, WithdrawImport } from './withdraw-import';
import { templateWorkbook } from './template-workbook';
import { whoInWords } from './value-words';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** In the order in which the ledgers of a year belong. */
const NEXT: Readonly<Record<ImportKind, ImportKind | null>> = { programmes: 'applications', applications: 'works', works: 'acceptance', acceptance: 'photos', photos: null }; // prettier-ignore
/** Seconds after which a page that shows progress is asked for again. */
const PROGRESS_SECONDS = 5;

/** Old ledgers: the list, the form that brings one in, and how far each is. */
@ApiExcludeController()
@Controller('imports')
export class ImportsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly database: Database,
    private readonly areas: AreaNames,
    private readonly reader: ImportReader,
    private readonly receive: ReceiveLedger,
    private readonly startImport: StartImport,
    private readonly applyImport: ApplyImport,
    private readonly withdrawImport: WithdrawImport,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @May('import.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(PageQuery, asked);
    const page = await this.reader.list(actor, query);
    const mayWrite = may(actor.role, 'import.write');
    const t = this.views.translate(request);
    const items = page.items.map((found) => ({ ...found, starter: whoInWords(found.starterName, t) }));
    this.views.page(request, response, 'imports/list.njk', { paths, page: { ...page, items }, query, mayWrite, kinds: IMPORT_KINDS }); // prettier-ignore
  }

  @Get('templates/:ledger')
  @May('import.read')
  async template(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @Param('ledger') ledger: string,
  ): Promise<void> {
    if (!(LEDGERS as readonly string[]).includes(ledger)) throw notFound();
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const content = await templateWorkbook(ledger as Ledger, t, language);
    response.attachment(`${t(`imports.kind.${ledger}`)}.xlsx`).type(XLSX).send(content); // prettier-ignore
  }

  @Get('new')
  @May('import.write')
  async create(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Query('ledger') ledger: unknown,
  ): Promise<void> {
    await this.form(
      request,
      response,
      actor,
      emptyForm({ ledger: typeof ledger === 'string' ? ledger : '' }),
    );
  }

  /** A script asks for JSON and gets it. */
  @Post('new')
  @May('import.write')
  async started(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
  ): Promise<void> {
    const start = async (): Promise<{ id: string; isKnown: boolean }> => {
      const { fields, files } = await this.receive.execute(request, response);
      const input = await readForm(StartImportDto, fields, (dto) => startFaults(actor, dto, files));
      return this.startImport.execute(actor, input, files);
    };
    const act = async (): Promise<string> => {
      const { id, isKnown } = await start();
      this.forms.flash(request, isKnown ? 'imports.upload.known' : 'imports.upload.started');
      return isKnown ? paths.imports.show(id) : await this.nextPage(actor, id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, form, status),
    );
  }

  @Get(':id')
  @May('import.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    await this.page(request, response, actor, id, asked, emptyForm());
  }

  @Post(':id/apply')
  @May('import.write')
  async apply(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.applyImport.execute(actor, id, await readForm(ApplyImportDto, body));
      this.forms.flash(request, 'imports.apply.started');
      return paths.imports.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) => this.page(request, response, actor, id, {}, form, status)); // prettier-ignore
  }

  @Post(':id/withdrawal')
  @May('import.write')
  async withdraw(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.withdrawImport.execute(actor, id);
      this.forms.flash(request, 'imports.withdraw.done');
      return paths.imports.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) => this.page(request, response, actor, id, {}, form, status)); // prettier-ignore
  }

  /** Where the columns are checked, for a ledger; photos have none. */
  private async nextPage(actor: Actor, id: string): Promise<string> {
    const { found } = await this.reader.show(actor, id);
    return found.state === 'mapping' ? paths.imports.mapping(id) : paths.imports.show(id);
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const t = this.views.translate(request);
    const districts = actor.areaCode.length < 6 ? await this.database.as(actor).read((tx) => this.areas.within(tx, 6)) : []; // prettier-ignore
    const model = {
      paths,
      form,
      kinds: IMPORT_KINDS.map((kind) => ({ value: kind, text: t(`imports.kind.${kind}`), hint: t(`imports.kindHint.${kind}`) })), // prettier-ignore
      districts: areaOptions(districts.filter(({ code }) => code.length === 6), this.views.language(request)), // prettier-ignore
      limitMb: this.config.TANTU_MAX_IMPORT_MB,
    };
    this.views.page(request, response, 'imports/new.njk', model, status);
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    asked: object,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const overview = await this.reader.show(actor, id);
    const { found } = overview;
    const isRunning = found.state === 'reading' || found.state === 'applying';
    if (isRunning) response.setHeader('Refresh', String(PROGRESS_SECONDS));
    const isPhotos = found.ledger === 'photos';
    const query = isPhotos ? await readForm(PhotosQuery, asked) : await readForm(RowsQuery, asked);
    const isShown = found.state === 'preview' || found.state === 'applied';
    const rows = isShown && !isPhotos ? await this.reader.rowsOf(actor, id, query as RowsQuery) : null;
    const photos = isShown && isPhotos ? await this.reader.photosOf(actor, id, query as PhotosQuery) : null;
    this.views.page(
      request,
      response,
      'imports/show.njk',
      {
        ...overview,
        paths, query, form, photos, isRunning, isPhotos, counts: overview.rows, photoCounts: overview.photos,
        ...closing(found), progress: progressOf(found),
        starter: whoInWords(found.starterName, t),
        mayAudit: may(actor.role, 'audit.run'),
        rows: rows && { next: rows.next, items: rows.items.map((row) => rowPage(found, row, t, language)) },
        mayWrite: may(actor.role, 'import.write'),
        mayWithdraw: may(actor.role, 'import.write') && WITHDRAWABLE.includes(found.state) && overview.applied === 0,
      },
      status,
    ); // prettier-ignore
  }
}

/** The columns that nobody understood, and the ledger that comes after this one. */
function closing({ columns, ledger }: Import): object {
  const named = columns.filter(({ header }) => header !== '');
  const unread = named.filter(({ field }) => field === null).map(({ header }) => header);
  return { unread, namedColumns: named.length, next: NEXT[ledger] };
}

/** Rows of the ledger, as its summary counts them: without those of the header and above it. */
function progressOf({ ledger, done, total, headerRow, headerRows }: Import): { done: number; total: number } {
  const above = ledger === 'photos' ? 0 : headerRow + headerRows - 1;
  return { done: Math.max(0, done - above), total: Math.max(0, total - above) };
}
