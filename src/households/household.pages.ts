import { Injectable } from '@nestjs/common';
import { areaLabel, areaOptions, AreaNames } from '../access/areas/area-names';
import { may } from '../access/permissions';
import { History } from '../history/history';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { address } from '../platform/views/environment';
import { FormState } from '../platform/views/form-state';
import { Model, Views } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { unmetInWords } from '../workflow/unmet-terms';
import { CONSENT_KINDS } from './consent-texts/consent-texts';
import { ConsentRepository } from './consent.repository';
import { HARDSHIPS, Household, TENURES } from './household.entity';
import { HOUSEHOLD_SORTS, HouseholdRepository, HouseholdRetrofit } from './household.repository';
import { HouseholdSearch } from './household-search';
import { presentHousehold, presentPerson } from './households.presenter';
import { HouseholdsQuery } from './households.query';
import { GUARDIAN_RELATIONS, Person } from './person.entity';
import { PersonRepository } from './person.repository';

/** What the pages of households show: the models of their templates. */
@Injectable()
export class HouseholdPages {
  constructor(
    private readonly views: Views,
    private readonly database: Database,
    private readonly households: HouseholdRepository,
    private readonly people: PersonRepository,
    private readonly consents: ConsentRepository,
    private readonly areas: AreaNames,
    private readonly history: History,
    private readonly search: HouseholdSearch,
    private readonly clock: Clock,
  ) {}

  async list(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    query: HouseholdsQuery,
  ): Promise<void> {
    const { search = null, area = null, hardship = null, tenure = null, sort = null, after = null } = query;
    const found = await this.search.execute(actor, {
      search,
      area,
      hardship,
      tenure,
      sort,
      after,
      limit: 50,
    });
    const language = this.views.language(request);
    const { names, choices } = await this.database.as(actor).read(async (tx) => ({
      names: await this.areas.of(
        tx,
        found.items.map(({ areaCode }) => areaCode),
      ),
      choices: actor.areaCode.length < 12 ? await this.areas.within(tx, 12) : [],
    }));
    const asked = { search, area, hardship, tenure, sort };
    this.views.page(request, response, 'households/list.njk', {
      households: found.items.map((row) => ({
        ...row,
        area: areaLabel(names.get(row.areaCode), row.areaCode, language),
      })),
      query: asked,
      isFiltered: Object.values({ ...asked, sort: null }).some(Boolean),
      areaItems: areaOptions(
        choices.filter(({ code }) => code !== actor.areaCode),
        language,
      ),
      tenures: TENURES,
      hardships: HARDSHIPS,
      sorts: Object.keys(HOUSEHOLD_SORTS),
      sortHrefs: Object.fromEntries(
        Object.keys(HOUSEHOLD_SORTS).map((name) => [
          name,
          address(paths.households.list, { ...asked, sort: name }),
        ]),
      ),
      nextHref: found.next && address(paths.households.list, { ...asked, after: found.next }),
      firstHref: after && address(paths.households.list, asked),
      mayWrite: may(actor.role, 'household.write'),
      paths,
    });
  }

  async show(request: TantuRequest, response: TantuResponse, actor: Actor, id: string): Promise<void> {
    const language = this.views.language(request);
    const model = await this.database.as(actor).read(async (tx) => {
      const household = await this.households.get(tx, id);
      return {
        household: presentHousehold(household, await this.people.of(tx, id)),
        area: areaLabel((await this.areas.of(tx, [household.areaCode])).get(household.areaCode), household.areaCode, language),
        retrofits: withUnmetTerms(household, await this.households.retrofits(tx, id), { t: this.views.translate(request), language }),
        consents: await this.consents.list(tx, id),
        entries: may(actor.role, 'history.read') ? await this.history.ofHousehold(tx, id, 20) : [],
      };
    }); // prettier-ignore
    const inForce = model.consents.filter(({ withdrawnOn }) => withdrawnOn === null).map(({ kind }) => kind);
    this.views.page(request, response, 'households/show.njk', {
      ...model,
      consentKinds: CONSENT_KINDS.map((kind) => ({ kind, isMissing: !inForce.includes(kind) })),
      mayWrite: may(actor.role, 'household.write'),
      mayOpen: may(actor.role, 'retrofit.open'),
      maySeeNumbers: may(actor.role, 'identity.read'),
      paths,
    });
  }

  /** The form of a household; with people only where a new one is taken up. */
  async form(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    form: FormState,
    household: Pick<Household, 'id' | 'version'> | null,
    status = 200,
  ): Promise<void> {
    const communities = await this.database.as(actor).read((tx) => this.areas.communities(tx));
    const model = {
      form,
      household,
      areaItems: areaOptions(communities, this.views.language(request)),
      tenures: TENURES,
      hardships: HARDSHIPS,
      ...this.personChoices(),
    };
    this.views.page(request, response, 'households/form.njk', model, status);
  }

  async personForm(
    request: TantuRequest,
    response: TantuResponse,
    form: FormState,
    household: Household,
    person: Person | null,
    status = 200,
  ): Promise<void> {
    const model = { form, household, person: person && presentPerson(person), ...this.personChoices() };
    await Promise.resolve(this.views.page(request, response, 'households/person-form.njk', model, status));
  }

  private personChoices(): Model {
    return { relations: GUARDIAN_RELATIONS, today: localDay(this.clock.now()), paths };
  }
}

/** Until it is decided, a retrofit whose application could not be approved says which terms are not met. */
function withUnmetTerms(household: Household, retrofits: HouseholdRetrofit[], words: Words): Model[] {
  return retrofits.map((retrofit) => {
    const { terms: programme, person, approvedOn, endedOn } = retrofit;
    const isOpen = approvedOn === null && endedOn === null;
    return { ...retrofit, unmet: isOpen ? unmetInWords({ programme, person, household }, words) : [] };
  });
}
