import { Body, Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common'; // prettier-ignore
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { invalid } from '../platform/problems/problem';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { CorrectRow } from './correct-row';
import { ImportReader } from './import-reader';
import { CorrectRowDto, SettleMappingDto } from './imports.dto';
import { rowPage } from './imports.presenter';
import { fieldsOf, LedgerField } from './ledger-fields';
import { columnLetters } from './parsing/cell-address';
import { RowProblem } from './parsing/parse-row';
import { ledgerOf, SettleMapping } from './settle-mapping';
import { faultInWords, fieldLabel } from './value-words';

const wordsOf = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};

/** What somebody puts right in a file: what its columns mean, what a cell should say. */
@ApiExcludeController()
@Controller('imports/:id')
export class ImportRowsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ImportReader,
    private readonly settleMapping: SettleMapping,
    private readonly correctRow: CorrectRow,
  ) {}

  @Get('mapping')
  @May('import.write')
  async mapping(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: Record<string, unknown>,
  ): Promise<void> {
    await this.mappingPage(request, response, actor, id, 'sheet' in asked ? asked : {}, emptyForm());
  }

  @Post('mapping')
  @May('import.write')
  async settled(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    const columns = Object.entries(wordsOf(body.field)).map(([index, field]) => ({ index: index.replace(/\D/g, ''), field })); // prettier-ignore
    const act = async (): Promise<string> => {
      await this.settleMapping.execute(actor, id, await readForm(SettleMappingDto, { ...body, columns }));
      this.forms.flash(request, 'imports.mapping.settled');
      return paths.imports.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) => this.mappingPage(request, response, actor, id, body, form, status)); // prettier-ignore
  }

  @Get('rows/:row')
  @May('import.read')
  async row(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('row', ParseIntPipe) row: number,
  ): Promise<void> {
    await this.rowPage(request, response, actor, id, row, null);
  }

  @Post('rows/:row')
  @May('import.write')
  async corrected(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('row', ParseIntPipe) number: number,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { row } = await this.reader.row(actor, id, number);
      const before = row.corrections as Record<string, string>;
      const corrections = Object.entries(wordsOf(body.corrections))
        .filter(([field, text]) => text.trim() !== (before[field] ?? ''))
        .map(([field, text]) => ({ field, text }));
      if (corrections.length === 0) throw invalid({ field: 'corrections', key: 'imports.row.nothing' });
      const left = await this.correctRow.execute(actor, id, number, await readForm(CorrectRowDto, { corrections })); // prettier-ignore
      if (left.length === 0) this.forms.flash(request, 'imports.row.corrected');
      else this.flashWrong(request, left);
      return paths.imports.row(id, number);
    };
    await this.forms.submit(request, response, act, (form, status) => this.rowPage(request, response, actor, id, number, form, status)); // prettier-ignore
  }

  /** What was typed is kept as it was typed; that it is wrong as well must not look like success. */
  private flashWrong(request: TantuRequest, left: readonly RowProblem[]): void {
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const problems = left.map((one) => t('imports.fault.inField', { field: fieldLabel(one.field!, language), fault: faultInWords(one, t) })); // prettier-ignore
    this.forms.flash(request, 'imports.row.correctedWrong', { problems: problems.join(t('imports.separator')) }, 'info'); // prettier-ignore
  }

  private async mappingPage(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    asked: Record<string, unknown>,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const { found } = await this.reader.show(actor, id);
    const ledger = ledgerOf(found);
    const isMoved = typeof asked.sheet === 'string' && found.sheets.includes(asked.sheet);
    const row = Number(asked.headerRow);
    const at = {
      sheet: isMoved ? String(asked.sheet) : found.sheet,
      headerRow: isMoved && row >= 1 && row <= 100 ? Math.floor(row) : found.headerRow,
      twoRows: isMoved ? Boolean(asked.twoRows) : found.headerRows === 2,
    };
    const chosen = wordsOf(asked.field);
    const columns = isMoved ? (await this.settleMapping.header(found, ledger, at)).columns : found.columns;
    const samples = await this.settleMapping.samples(found, at, columns);
    const model = {
      paths,
      found,
      form: { ...form, values: { ...at, twoRows: at.twoRows ? 'yes' : '', year: found.year ?? '', ...form.values } }, // prettier-ignore
      sheets: found.sheets.map((sheet) => ({ value: sheet, text: sheet })),
      fields: fieldsOf(ledger).map((field) => ({ value: field, text: fieldLabel(field, language) })),
      columns: columns
        .filter(({ header }) => header !== '')
        .map((column) => ({
          ...column,
          letters: columnLetters(column.index),
          samples: samples.get(column.index) ?? [],
          field: chosen[`c${column.index}`] ?? column.field ?? '',
          roleName: column.role && t(`imports.role.${column.role}`),
        })),
    };
    this.views.page(request, response, 'imports/mapping.njk', model, status);
  }

  private async rowPage(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    number: number,
    form: FormState | null,
    status = 200,
  ): Promise<void> {
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const { found, row, recordId } = await this.reader.row(actor, id, number);
    const isSuspect = (field: LedgerField): boolean => row.problems.some((one) => one.field === field) || field in row.corrections; // prettier-ignore
    const rawOf = (field: LedgerField): string => found.columns.filter((column) => column.field === field).map(({ index }) => row.cells[columnLetters(index)] ?? '').join(' ').trim(); // prettier-ignore
    const shown = (field: LedgerField): object => ({ field, name: fieldLabel(field, language), raw: rawOf(field) }); // prettier-ignore
    const fields = fieldsOf(ledgerOf(found));
    const others = fields.filter((field) => !isSuspect(field) && found.columns.some((column) => column.field === field)); // prettier-ignore
    const model = {
      paths,
      found,
      row: rowPage(found, row, t, language),
      recordId,
      form: form ?? emptyForm({ corrections: row.corrections }),
      fields: fields.filter(isSuspect).map(shown),
      others: others.map(shown),
      mayCorrect: may(actor.role, 'import.write') && recordId === null,
    };
    this.views.page(request, response, 'imports/row.njk', model, status);
  }
}
