import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { ContractReader } from './contract-reader';
import { CorrectDateDto } from './contractors.dto';
import { CorrectContractDate } from './correct-contract-date';
import { CorrectDecisionDate } from './correct-decision-date';

type Kind = 'decision' | 'contract';

const ADDRESS = { decision: paths.decisions, contract: paths.contracts } as const;

/** The form that puts a mistyped date right, for decisions and for contracts. */
@ApiExcludeController()
@Controller()
export class DateCorrectionsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ContractReader,
    private readonly correctDecisionDate: CorrectDecisionDate,
    private readonly correctContractDate: CorrectContractDate,
    private readonly clock: Clock,
  ) {}

  @Get('decisions/:id/date')
  @May('contract.write')
  async decision(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.form(request, response, actor, 'decision', id, emptyForm());
  }

  @Post('decisions/:id/date')
  @May('contract.write')
  async correctDecision(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.submit(request, response, actor, 'decision', id, body);
  }

  @Get('contracts/:id/date')
  @May('contract.write')
  async contract(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.form(request, response, actor, 'contract', id, emptyForm());
  }

  @Post('contracts/:id/date')
  @May('contract.write')
  async correctContract(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.submit(request, response, actor, 'contract', id, body);
  }

  private async submit(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    kind: Kind,
    id: string,
    body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const input = await readForm(CorrectDateDto, body);
      const correct = kind === 'decision' ? this.correctDecisionDate : this.correctContractDate;
      await correct.execute(actor, id, input);
      this.forms.flash(request, 'contractors.date.corrected');
      return ADDRESS[kind].show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, kind, id, form, status),
    );
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    kind: Kind,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const { on, name } = await this.present(actor, kind, id);
    const [back, action] = [ADDRESS[kind].show(id), ADDRESS[kind].date(id)];
    const model = { form, kind, on, name, back, action, today: localDay(this.clock.now()) };
    this.views.page(request, response, 'contractors/date-form.njk', model, status);
  }

  private async present(actor: Actor, kind: Kind, id: string): Promise<{ on: string; name: string }> {
    if (kind === 'decision') {
      const { heldOn, subject } = await this.reader.decision(actor, id);
      return { on: heldOn, name: subject };
    }
    const { signedOn, number } = await this.reader.contract(actor, id);
    return { on: signedOn, name: number };
  }
}
