import { Injectable } from '@nestjs/common';
import { paths } from '../../paths';
import { Actor, ROLES } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { address } from '../../platform/views/environment';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Model, Views } from '../../platform/views/views';
import { areaLabel, areaOptions, AreaNames } from '../areas/area-names';
import { UserRepository, UserRow } from './user.repository';
import { USER_STATES, UsersQuery } from './users.dto';

/** What the pages of users show: the models of their templates. */
@Injectable()
export class UsersPages {
  constructor(
    private readonly views: Views,
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly areas: AreaNames,
  ) {}

  async list(request: TantuRequest, response: TantuResponse, actor: Actor, query: UsersQuery): Promise<void> {
    const { search = null, role = null, state = null, after = null } = query;
    const language = this.views.language(request);
    const { page, names } = await this.database.as(actor).read(async (tx) => {
      const page = await this.users.list(tx, { search, role, state, after, limit: 50 });
      return {
        page,
        names: await this.areas.of(
          tx,
          page.items.map(({ areaCode }) => areaCode),
        ),
      };
    });
    this.views.page(request, response, 'access/users.njk', {
      users: page.items.map((user) => ({
        ...user,
        area: areaLabel(names.get(user.areaCode), user.areaCode, language),
        state: stateOf(user),
      })),
      query: { search, role, state },
      roles: ROLES,
      states: USER_STATES,
      nextHref: page.next && address(paths.users.list, { search, role, state, after: page.next }),
      firstHref: after && address(paths.users.list, { search, role, state }),
      paths,
    });
  }

  async createForm(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const choices = await this.database.as(actor).read((tx) => this.choices(tx, request));
    // A password that was refused is typed again, not sent back.
    const values = { ...form.values, password: '' };
    this.views.page(request, response, 'access/user-new.njk', { form: { ...form, values }, ...choices, paths }, status); // prettier-ignore
  }

  /** The page of one user, with up to one of its forms as it was refused. */
  async show(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    id: string,
    refused: { details?: FormState; password?: FormState } = {},
    status = 200,
  ): Promise<void> {
    const { user, choices } = await this.database.as(actor).read(async (tx) => ({
      user: await this.users.get(tx, id),
      choices: await this.choices(tx, request),
    }));
    this.views.page(
      request,
      response,
      'access/user.njk',
      {
        account: { ...user, state: stateOf(user) },
        isSelf: id === actor.id,
        details: refused.details ?? emptyForm(user),
        password: refused.password ?? emptyForm(),
        ...choices,
        paths,
      },
      status,
    );
  }

  private async choices(tx: ReadTx, request: TantuRequest): Promise<Model> {
    const firms = await this.users.firms(tx);
    return {
      roles: ROLES,
      areaItems: areaOptions(await this.areas.within(tx, 12), this.views.language(request)),
      firmItems: firms.map(({ id, name }) => ({ value: id, text: name })),
    };
  }
}

function stateOf(user: UserRow): 'active' | 'disabled' | 'locked' | 'first' {
  if (user.disabledAt) return 'disabled';
  if (user.lockedUntil) return 'locked';
  return user.mustChangePassword ? 'first' : 'active';
}
