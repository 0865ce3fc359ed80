import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { notFound } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { CONSENT_KINDS, ConsentKind, consentTextKey, currentVersion } from './consent-texts/consent-texts';
import { ConsentRepository, ConsentRow } from './consent.repository';
import { CONSENT_RELATIONS, GiveConsentDto, WithdrawConsentDto } from './consents.dto';
import { GiveConsent } from './give-consent';
import { Household } from './household.entity';
import { HouseholdRepository } from './household.repository';
import { WithdrawConsent } from './withdraw-consent';

@ApiExcludeController()
@Controller('households/:id/consents')
export class ConsentsPagesController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly consents: ConsentRepository,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly clock: Clock,
    private readonly giveConsent: GiveConsent,
    private readonly withdrawConsent: WithdrawConsent,
  ) {}

  @Get(':kind')
  @May('household.write')
  async ask(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('kind') kind: string): Promise<void> {
    const household = await this.household(actor, id);
    const form = emptyForm({ givenOn: localDay(this.clock.now()), givenByName: household.headName });
    this.givePage(request, response, household, known(kind), form);
  } // prettier-ignore

  @Post(':kind')
  @May('household.write')
  async give(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('kind') asked: string, @Body() body: object): Promise<void> {
    const kind = known(asked);
    const act = async (): Promise<string> => {
      await this.giveConsent.execute(actor, id, await readForm(GiveConsentDto, { ...body, kind }));
      this.forms.flash(request, 'households.consent.given');
      return `${paths.households.show(id)}#consents`;
    };
    await this.forms.submit(request, response, act, async (form, status) =>
      this.givePage(request, response, await this.household(actor, id), kind, form, status),
    );
  } // prettier-ignore

  @Get(':consentId/withdrawal')
  @May('household.write')
  async askWithdrawal(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('consentId', ParseUUIDPipe) consentId: string): Promise<void> {
    await this.withdrawPage(request, response, actor, id, consentId, emptyForm({ withdrawnOn: localDay(this.clock.now()) }));
  } // prettier-ignore

  @Post(':consentId/withdrawal')
  @May('household.write')
  async withdraw(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('consentId', ParseUUIDPipe) consentId: string, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      await this.withdrawConsent.execute(actor, id, consentId, await readForm(WithdrawConsentDto, body));
      this.forms.flash(request, 'households.consent.withdrawn');
      return `${paths.households.show(id)}#consents`;
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.withdrawPage(request, response, actor, id, consentId, form, status),
    );
  } // prettier-ignore

  private givePage(request: TantuRequest, response: TantuResponse, household: Household, kind: ConsentKind, form: FormState, status = 200): void {
    const version = currentVersion(kind);
    const model = { form, household, kind, version, textKey: consentTextKey(kind, version), relations: CONSENT_RELATIONS, today: localDay(this.clock.now()), paths };
    this.views.page(request, response, 'households/consent.njk', model, status);
  } // prettier-ignore

  private async withdrawPage(request: TantuRequest, response: TantuResponse, actor: Actor, id: string, consentId: string, form: FormState, status = 200): Promise<void> {
    const household = await this.household(actor, id);
    const all: ConsentRow[] = await this.database.as(actor).read((tx) => this.consents.list(tx, id));
    const consent = all.find((row) => row.id === consentId);
    if (!consent) throw notFound();
    const model = { form, household, consent, textKey: consentTextKey(consent.kind, consent.textVersion), today: localDay(this.clock.now()), paths };
    this.views.page(request, response, 'households/withdrawal.njk', model, status);
  } // prettier-ignore

  private household(actor: Actor, id: string): Promise<Household> {
    return this.database.as(actor).read((tx) => this.households.get(tx, id));
  }
}

function known(kind: string): ConsentKind {
  const found = CONSENT_KINDS.find((entry) => entry === kind);
  if (!found) throw notFound();
  return found;
}
