import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
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
import { ProgrammeReader } from '../programmes/programme-reader';
import { ContractReader } from './contract-reader';
import { DecisionDto } from './contractors.dto';
import { RecordDecision } from './record-decision';

/** Pages of collective decisions. */
@ApiExcludeController()
@Controller()
export class DecisionsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ContractReader,
    private readonly programmes: ProgrammeReader,
    private readonly recordDecision: RecordDecision,
    private readonly clock: Clock,
  ) {}

  @Get('programmes/:id/decisions/new')
  @May('contract.write')
  async create(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.form(request, response, actor, id, emptyForm());
  }

  @Post('programmes/:id/decisions')
  @May('contract.write')
  async created(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.recordDecision.execute(actor, id, await readForm(DecisionDto, body));
      this.forms.flash(request, 'contractors.decision.recorded');
      return paths.programmes.contracts(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, id, form, status),
    );
  }

  @Get('decisions/:id')
  @May('contractor.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const decision = await this.reader.decision(actor, id);
    const mayWrite = may(actor.role, 'contract.write');
    this.views.page(request, response, 'contractors/decision.njk', { paths, decision, mayWrite });
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const programme = await this.programmes.show(actor, id);
    const today = localDay(this.clock.now());
    const model = { paths, form, programme, today };
    this.views.page(request, response, 'contractors/decision-form.njk', model, status);
  }
}
