import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { DateHints } from '../workflow/date-hints';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { bindingLimits, bindingNumber } from '../workflow/terms';
import { AgreePlan } from './agree-plan';
import { lineModels, postedLines, revisionModel, storedLines, Words } from './plan-page';
import { PlanRepository, StoredPlan } from './plan.repository';
import { AgreePlanDto, ProposePlanDto, RELATIONS } from './plans.dto';
import { ProposePlan } from './propose-plan';
import { WithdrawVariation } from './withdraw-variation';

interface ShownForms {
  form?: FormState;
  agreeForm?: FormState;
  more?: boolean;
}

interface PlanFacts {
  capFen: number;
  category: number | null;
  limits: Record<string, number>;
  rooms: { id: string; name: string }[];
}

@ApiExcludeController()
@Controller('retrofits/:id/plan')
export class PlansPagesController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly dateHints: DateHints,
    private readonly plans: PlanRepository,
    private readonly proposePlan: ProposePlan,
    private readonly agreePlan: AgreePlan,
    private readonly withdrawVariation: WithdrawVariation,
  ) {}

  @Get()
  @May('retrofit.read')
  async show(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.page(request, response, actor, id, { more: request.query.more === 'yes' });
  }

  @Post()
  @May('plan.write')
  async propose(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: { more?: string },
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    const posted = postedLines(body);
    request.body = posted;
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.proposePlan.execute(actor, id, await readForm(ProposePlanDto, posted), seenVersion(body));
        this.forms.flash(request, 'plans.saved');
        return `${paths.retrofits.plan(id)}${body.more ? '?more=yes#propose' : ''}`;
      },
      (form, status) => this.page(request, response, actor, id, { form }, status),
    );
  }

  @Post('agreement')
  @May('plan.write')
  async agree(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.agreePlan.execute(actor, id, await readForm(AgreePlanDto, body), seenVersion(body));
        this.forms.flash(request, 'plans.agree.done');
        return paths.retrofits.show(id);
      },
      (agreeForm, status) => this.page(request, response, actor, id, { agreeForm }, status),
    );
  }

  @Post('withdrawal')
  @May('variation.write')
  async withdraw(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.withdrawVariation.execute(actor, id, seenVersion(body));
        this.forms.flash(request, 'plans.withdraw.done');
        return paths.retrofits.plan(id);
      },
      (form, status) => this.page(request, response, actor, id, { form: { ...form, values: {} } }, status),
    );
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    shown: ShownForms,
    status = 200,
  ): Promise<void> {
    const words: Words = { t: this.views.translate(request), language: this.views.language(request) };
    const model = await this.database.as(actor).read(async (tx) => {
      const retrofit = await this.retrofits.get(tx, id);
      const [revisions, facts] = [await this.plans.revisions(tx, id), await this.facts(tx, id, actor)];
      return {
        header: await this.header.model(tx, retrofit, words.t, 'plan'),
        agreeLimits: this.dateHints.of(retrofit, 'planAgreedOn', words),
        ...pageModel(retrofit, revisions, facts, actor, shown, words),
      };
    });
    this.views.page(request, response, 'plans/plan.njk', model, status);
  }

  /** A contractor may not read the certificate and plans nothing: the order of the catalogue and its limits are no matter of theirs. */
  private async facts(tx: ReadTx, id: string, actor: Actor): Promise<PlanFacts> {
    const category =
      actor.role === 'contractor' ? 'NULL' : '(SELECT p.category FROM people p WHERE p.id = r.person_id)';
    const limits = actor.role === 'contractor' ? `'{}'::jsonb` : bindingLimits('g');
    const [row] = await tx.sql<Omit<PlanFacts, 'rooms'>>(
      `SELECT ${bindingNumber('g', 'capFen')} AS "capFen", ${limits} AS limits, ${category} AS category FROM retrofits r JOIN programmes g ON g.id = r.programme_id WHERE r.id = $1`,
      [id],
    );
    const rooms = await tx.sql<{ id: string; name: string }>(
      'SELECT id, name FROM rooms WHERE retrofit_id = $1 ORDER BY id',
      [id],
    );
    return { ...row!, rooms };
  }
}

function pageModel(
  retrofit: Retrofit,
  revisions: StoredPlan[],
  facts: PlanFacts,
  actor: Actor,
  shown: ShownForms,
  words: Words,
): Record<string, unknown> {
  const { t } = words;
  const open = revisions.find((plan) => plan.agreedOn === null && plan.withdrawnAt === null);
  const inForce = revisions.findLast((plan) => plan.agreedOn !== null);
  const mayWrite =
    may(actor.role, 'plan.write') &&
    retrofit.endedOn === null &&
    retrofit.acceptedOn === null &&
    retrofit.consultedOn !== null;
  const form = shown.form ?? emptyForm({ lines: storedLines(open ?? inForce), reason: open?.reason ?? '' });
  return {
    version: retrofit.version,
    capFen: facts.capFen,
    rooms: facts.rooms.map(({ id, name }) => ({ value: id, text: name })),
    columns: ['item', 'room', 'quantity', 'unitPrice', 'total'].map((key, index) => ({
      text: t(`plans.line.${key}`),
      numeric: index > 1,
    })),
    plans: revisions.map((plan) => revisionModel(plan, words)),
    isVariation: inForce !== undefined,
    proposeTitle: t(`plans.propose.${inForce ? 'variation' : open ? 'edit' : 'first'}`),
    canPropose: mayWrite,
    // A variation is the exception: its form is opened on purpose, and stays open while it is worked on.
    foldProposal:
      inForce !== undefined && open === undefined && shown.form === undefined && shown.more !== true,
    canAgree: mayWrite && open !== undefined,
    canWithdraw: mayWrite && open !== undefined && open.revision > 1,
    form,
    lines: lineModels(form, facts, shown.more === true, words),
    agreeForm: shown.agreeForm ?? emptyForm({ relation: 'self' }),
    relations: RELATIONS.map((value) => ({ value, text: t(`plans.relation.${value}`) })),
    actions: {
      propose: paths.retrofits.plan(retrofit.id),
      agree: `${paths.retrofits.plan(retrofit.id)}/agreement`,
      withdraw: `${paths.retrofits.plan(retrofit.id)}/withdrawal`,
    },
  };
}
