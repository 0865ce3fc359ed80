import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Forms, seenVersion } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { emptyForm } from '../../platform/views/form-state';
import { May } from '../may.decorator';
import { ChangeUser } from './change-user';
import { CreateUser, CreateUserDto } from './create-user';
import { DisableUser } from './disable-user';
import { EnableUser } from './enable-user';
import { SetPassword } from './set-password';
import { ChangeUserDto, SetPasswordDto, UsersQuery } from './users.dto';
import { UsersPages } from './users.pages';

/** The administrator's pages of who may sign in. */
@ApiExcludeController()
@Controller('users')
export class UsersPagesController {
  constructor(
    private readonly pages: UsersPages,
    private readonly forms: Forms,
    private readonly createUser: CreateUser,
    private readonly changeUser: ChangeUser,
    private readonly disableUser: DisableUser,
    private readonly enableUser: EnableUser,
    private readonly setPassword: SetPassword,
  ) {}

  @Get()
  @May('user.manage')
  async list(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Query() query: object): Promise<void> {
    await this.pages.list(request, response, actor, await readForm(UsersQuery, query));
  } // prettier-ignore

  @Get('new')
  @May('user.manage')
  async create(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor): Promise<void> {
    await this.pages.createForm(request, response, actor, emptyForm({ areaCode: actor.areaCode }));
  } // prettier-ignore

  @Post('new')
  @May('user.manage')
  async add(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      const { id } = await this.createUser.execute(actor, await readForm(CreateUserDto, body));
      this.forms.flash(request, 'users.created');
      return paths.users.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.pages.createForm(request, response, actor, form, status),
    );
  } // prettier-ignore

  @Get(':id')
  @May('user.manage')
  async show(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.pages.show(request, response, actor, id);
  } // prettier-ignore

  @Post(':id')
  @May('user.manage')
  async change(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      await this.changeUser.execute(actor, id, await readForm(ChangeUserDto, body), seenVersion(body));
      this.forms.flash(request, 'users.saved');
      return paths.users.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.pages.show(request, response, actor, id, { details: form }, status),
    );
  } // prettier-ignore

  @Post(':id/password')
  @May('user.manage')
  async password(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    const act = async (): Promise<string> => {
      await this.setPassword.execute(actor, id, await readForm(SetPasswordDto, body), seenVersion(body));
      this.forms.flash(request, 'users.passwordSet');
      return paths.users.show(id);
    };
    await this.forms.submit(request, response, act, (form, status) =>
      this.pages.show(request, response, actor, id, { password: { ...form, values: {} } }, status),
    );
  } // prettier-ignore

  @Post(':id/disable')
  @May('user.manage')
  async disable(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    await this.disableUser.execute(actor, id, seenVersion(body));
    this.forms.flash(request, 'users.disabled');
    response.redirect(303, paths.users.show(id));
  } // prettier-ignore

  @Post(':id/enable')
  @May('user.manage')
  async enable(@Req() request: TantuRequest, @Res() response: TantuResponse, @As() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<void> {
    await this.enableUser.execute(actor, id, seenVersion(body));
    this.forms.flash(request, 'users.enabled');
    response.redirect(303, paths.users.show(id));
  } // prettier-ignore
}
