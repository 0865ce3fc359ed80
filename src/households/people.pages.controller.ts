import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { As } from '../platform/http/decorators';
import { Forms, seenVersion } from '../platform/http/forms';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Views } from '../platform/views/views';
import { AddPerson } from './add-person';
import { faultsOfCorrection, faultsOfPerson } from './check-person';
import { Household } from './household.entity';
import { HouseholdPages } from './household.pages';
import { HouseholdRepository } from './household.repository';
import { IDENTITY_PURPOSES, PersonDto, UpdatePersonDto, ViewIdentityDto } from './households.dto';
import { presentPerson } from './households.presenter';
import { Person } from './person.entity';
import { PersonRepository } from './person.repository';
import { UpdatePerson } from './update-person';
import { Identity, ViewIdentity } from './view-identity';

@ApiExcludeController()
@Controller('households/:id/people')
export class PeoplePagesController {
  constructor(
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly people: PersonRepository,
    private readonly pages: HouseholdPages,
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly addPerson: AddPerson,
    private readonly updatePerson: UpdatePerson,
    private readonly viewIdentity: ViewIdentity,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  @May('household.write')
  async create(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.pages.personForm(request, response, emptyForm(), await this.household(actor, id), null);
  } // prettier-ignore

  @Post('new')
  @May('household.write')
  async add(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      const input = await readForm(PersonDto, body, (typed) => faultsOfPerson(typed, localDay(this.clock.now())));
      await this.addPerson.execute(actor, id, input);
      this.forms.flash(request, 'households.personAdded');
      return paths.households.show(id);
    };
    await this.forms.submit(request, response, act, async (form, status) =>
      this.pages.personForm(request, response, form, await this.household(actor, id), null, status),
    );
  } // prettier-ignore

  @Get(':personId')
  @May('household.write')
  async edit(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('personId', ParseUUIDPipe) personId: string): Promise<void> {
    const person = await this.person(actor, id, personId);
    await this.pages.personForm(request, response, emptyForm(presentPerson(person)), await this.household(actor, id), person);
  } // prettier-ignore

  @Post(':personId')
  @May('household.write')
  async save(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('personId', ParseUUIDPipe) personId: string, @Body() body: unknown): Promise<void> {
    const version = seenVersion(body);
    const act = async (): Promise<string> => {
      const today = localDay(this.clock.now());
      const input = await readForm(UpdatePersonDto, body, (typed) => faultsOfCorrection(typed, today));
      await this.updatePerson.execute(actor, id, personId, input, version);
      this.forms.flash(request, 'households.personSaved');
      return paths.households.show(id);
    };
    await this.forms.submit(request, response, act, async (form, status) => {
      const person = await this.person(actor, id, personId);
      const seen = { ...person, version: version ?? person.version };
      await this.pages.personForm(request, response, form, await this.household(actor, id), seen, status);
    });
  } // prettier-ignore

  @Get(':personId/identity')
  @May('identity.read')
  async askIdentity(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('personId', ParseUUIDPipe) personId: string): Promise<void> {
    this.identityPage(request, response, id, await this.person(actor, id, personId), emptyForm(), null);
  } // prettier-ignore

  /** Answers with the page itself: the numbers are shown once and stand in no address and no session. */
  @Post(':personId/identity')
  @May('identity.read')
  async identity(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('personId', ParseUUIDPipe) personId: string, @Body() body: unknown): Promise<void> {
    const person = await this.person(actor, id, personId);
    const act = async (): Promise<void> => {
      const shown = await this.viewIdentity.execute(actor, id, personId, await readForm(ViewIdentityDto, body));
      this.identityPage(request, response, id, person, emptyForm(), shown);
    };
    await this.forms.answer(request, act, (form, status) =>
      this.identityPage(request, response, id, person, form, null, status),
    );
  } // prettier-ignore

  private identityPage(request: TantuRequest, response: TantuResponse, id: string, person: Person, form: FormState, shown: Identity | null, status = 200): void {
    const model = { form, householdId: id, person: presentPerson(person), shown, purposes: IDENTITY_PURPOSES, paths };
    this.views.page(request, response, 'households/identity.njk', model, status);
  } // prettier-ignore

  private household(actor: Actor, id: string): Promise<Household> {
    return this.database.as(actor).read((tx) => this.households.get(tx, id));
  }

  private person(actor: Actor, id: string, personId: string): Promise<Person> {
    return this.database.as(actor).read((tx) => this.people.get(tx, id, personId));
  }
}
