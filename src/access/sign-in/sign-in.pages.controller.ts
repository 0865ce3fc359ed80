import { Body, Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Actor } from '../../platform/database/actor';
import { Anybody, As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { May } from '../may.decorator';
import { ChangePassword, ChangePasswordDto } from '../users/change-password';
import { SignIn } from './sign-in';
import { SignInThrottle } from './sign-in.throttle';
import { SignInDto } from './sign-in.api.controller';

/** Only addresses of our own: a sign-in must not lead elsewhere. */
const ownAddress = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[^\s]*$/.test(next) ? next : '/';

@ApiExcludeController()
@Controller()
export class SignInPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly signIn: SignIn,
    private readonly changePassword: ChangePassword,
  ) {}

  @Get('sign-in')
  @Anybody()
  show(@Req() request: TantuRequest, @Res() response: TantuResponse, @Query('next') next: unknown): void {
    if (request.tantu.actor) return response.redirect(303, ownAddress(next));
    this.form(request, response, emptyForm(), ownAddress(next));
  }

  @Post('sign-in')
  @Anybody()
  @UseGuards(SignInThrottle)
  async enter(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @Body() body: { next?: unknown },
  ): Promise<void> {
    const next = ownAddress(body.next);
    await this.forms.submit(
      request,
      response,
      async () => {
        const input = await readForm(SignInDto, body);
        const userId = await this.signIn.execute({
          ...input,
          address: request.ip,
          requestId: request.tantu.id,
        });
        await renewSession(request, userId);
        return next;
      },
      (form, status) =>
        this.form(request, response, { ...form, values: { username: form.values.username } }, next, status),
    );
  }

  @Post('sign-out')
  @Anybody()
  async leave(@Req() request: TantuRequest, @Res() response: TantuResponse): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      request.session.destroy((fault: unknown) =>
        fault ? reject(new Error('the session could not be kept', { cause: fault })) : resolve(),
      ),
    );
    response.clearCookie('tantu.sid').redirect(303, '/sign-in');
  }

  @Get('password')
  @May('self.manage')
  password(@Req() request: TantuRequest, @Res() response: TantuResponse): void {
    this.views.page(request, response, 'access/password.njk', {
      form: emptyForm(),
      isFirst: request.tantu.mustChangePassword,
    });
  }

  @Post('password')
  @May('self.manage')
  async savePassword(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    await this.forms.submit(
      request,
      response,
      async () => {
        await this.changePassword.execute(actor, await readForm(ChangePasswordDto, body), request.ip);
        if (actor.id) await renewSession(request, actor.id);
        this.forms.flash(request, 'access.password.changed');
        return '/';
      },
      (form, status) =>
        this.views.page(
          request,
          response,
          'access/password.njk',
          { form: { ...form, values: {} }, isFirst: request.tantu.mustChangePassword },
          status,
        ),
    );
  }

  private form(
    request: TantuRequest,
    response: TantuResponse,
    form: FormState,
    next: string,
    status = 200,
  ): void {
    this.views.page(request, response, 'access/sign-in.njk', { form, next }, status);
  }
}

/** A new session id with each change of who is signed in, so that an old cookie is worth nothing. */
async function renewSession(request: TantuRequest, userId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((fault: unknown) =>
      fault ? reject(new Error('the session could not be kept', { cause: fault })) : resolve(),
    ),
  );
  request.session.userId = userId;
}
