import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Text } from '../platform/http/fields';
import { Forms } from '../platform/http/forms';
import { PageQuery } from '../platform/http/paging';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { ContractReader } from './contract-reader';
import { ContractingChoices } from './contracting-choices';
import { AwardDto, ContractDto } from './contractors.dto';
import { RecordAward } from './record-award';
import { SignContract } from './sign-contract';

/** The page has three lists: `after` continues the contracts, these the two others. */
class ContractingQuery extends PageQuery {
  @Text({ max: 400, optional: true }) afterDecision!: string | null;
  @Text({ max: 400, optional: true }) afterAward!: string | null;
}

/** What a programme decides, awards and signs: the page that lists it, and the forms of awards and contracts. */
@ApiExcludeController()
@Controller('programmes/:id')
export class ContractingPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ContractReader,
    private readonly choices: ContractingChoices,
    private readonly recordAward: RecordAward,
    private readonly signContract: SignContract,
  ) {}

  @Get('contracts')
  @May('contractor.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(ContractingQuery, asked);
    this.views.page(request, response, 'contractors/programme-contracts.njk', {
      paths,
      query,
      programme: await this.choices.programme(actor, id),
      contracts: await this.reader.contractsOf(actor, id, { after: query.after }),
      decisions: await this.reader.decisions(actor, id, { after: query.afterDecision }),
      awards: await this.reader.awards(actor, id, { after: query.afterAward }),
      mayWrite: may(actor.role, 'contract.write'),
    });
  }

  @Get('awards/new')
  @May('contract.write')
  async newAward(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.form(request, response, actor, id, 'award', emptyForm());
  }

  @Post('awards')
  @May('contract.write')
  async award(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      await this.recordAward.execute(actor, id, await readForm(AwardDto, body));
      this.forms.flash(request, 'contractors.award.recorded');
      return paths.programmes.contracts(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, id, 'award', form, status),
    );
  }

  @Get('contracts/new')
  @May('contract.write')
  async newContract(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.form(request, response, actor, id, 'contract', emptyForm());
  }

  @Post('contracts')
  @May('contract.write')
  async contract(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const made = await this.signContract.execute(actor, id, await readForm(ContractDto, body));
      this.forms.flash(request, 'contractors.contract.recorded');
      return paths.contracts.show(made.id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.form(request, response, actor, id, 'contract', form, status),
    );
  }

  private async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    kind: 'award' | 'contract',
    form: FormState,
    status = 200,
  ): Promise<void> {
    const lists = await this.choices.of(actor, id, this.views.translate(request), this.views.language(request)); // prettier-ignore
    this.views.page(request, response, `contractors/${kind}-form.njk`, { paths, form, ...lists }, status);
  }
}
