import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Flag, Text } from '../platform/http/fields';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AreaLabels } from '../workflow/area-labels';
import { AssignContract } from './assign-contract';
import { ContractReader } from './contract-reader';
import { AssignContractDto, UnassignContractDto } from './contractors.dto';
import { UnassignContract } from './unassign-contract';

/** How the contract's page looks for retrofits; both of its forms carry it along. */
class ContractPageQuery {
  @Text({ max: 60, optional: true }) search!: string | null;
  @Text({ max: 400, optional: true }) after!: string | null;
  @Text({ max: 400, optional: true }) afterFree!: string | null;
  /** Also retrofits under other contracts. */
  @Flag() others!: boolean;
}

/** Of the page's two forms, the one that came back; the other one is empty. */
interface PostedForms {
  assign?: FormState;
  unassign?: FormState;
}

/** A contract's page, where retrofits are put under it and taken out again. */
@ApiExcludeController()
@Controller()
export class ContractsPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly reader: ContractReader,
    private readonly assignContract: AssignContract,
    private readonly unassignContract: UnassignContract,
    private readonly areas: AreaLabels,
  ) {}

  @Get('contracts/:id')
  @May('contractor.read')
  async show(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() asked: object,
  ): Promise<void> {
    const query = await readForm(ContractPageQuery, asked);
    await this.page(request, response, actor, id, query, {});
  }

  /** Where a finding about a retrofit's contract is put right. */
  @Get('retrofits/:id/contract')
  @May('contractor.read')
  async ofRetrofit(
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const { contractId, programmeId } = await this.reader.placeOf(actor, id);
    response.redirect(303, contractId ? paths.contracts.show(contractId) : paths.programmes.contracts(programmeId)); // prettier-ignore
  }

  @Post('contracts/:id/assign')
  @May('contract.write')
  async assign(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { assigned } = await this.assignContract.execute(actor, id, await readForm(AssignContractDto, body)); // prettier-ignore
      this.forms.flash(request, 'contractors.assign.done', { count: assigned.length });
      return paths.contracts.show(id);
    };
    await this.forms.submit(request, response, act, async (assign, status) =>
      this.page(request, response, actor, id, await readForm(ContractPageQuery, body), { assign }, status),
    );
  }

  @Post('contracts/:id/unassign')
  @May('contract.write')
  async unassign(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<string> => {
      const { unassigned } = await this.unassignContract.execute(actor, id, await readForm(UnassignContractDto, body)); // prettier-ignore
      this.forms.flash(request, 'contractors.unassign.done', { count: unassigned.length });
      return paths.contracts.show(id);
    };
    await this.forms.submit(request, response, act, async (unassign, status) =>
      this.page(request, response, actor, id, await readForm(ContractPageQuery, body), { unassign }, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    query: ContractPageQuery,
    { assign, unassign }: PostedForms,
    status = 200,
  ): Promise<void> {
    const { search, after, afterFree, others } = query;
    const scope = others ? 'replaceable' : 'assignable';
    const mayWrite = may(actor.role, 'contract.write');
    const assigned = await this.reader.retrofits(actor, id, 'assigned', { search, after });
    const free = mayWrite
      ? await this.reader.retrofits(actor, id, scope, { search, after: afterFree })
      : null;
    const listed = [...assigned.items, ...(free?.items ?? [])];
    const model = {
      paths,
      query,
      mayWrite,
      contract: await this.reader.contract(actor, id),
      assigned,
      free,
      areas: await this.areas.of(actor, listed, this.views.language(request)),
      form: assign ?? unassign ?? emptyForm(),
      assignForm: assign ?? emptyForm(),
      unassignForm: unassign ?? emptyForm(),
    };
    this.views.page(request, response, 'contractors/contract.njk', model, status);
  }
}
