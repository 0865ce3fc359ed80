import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { As } from '../../platform/http/decorators';
import { Forms } from '../../platform/http/forms';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { readForm } from '../../platform/http/validation';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { emptyForm, FormState } from '../../platform/views/form-state';
import { Views } from '../../platform/views/views';
import { May } from '../may.decorator';
import { CreateTokenDto } from '../sign-in/sign-in.api.controller';
import { Tokens } from '../sign-in/tokens';

/** Everybody's own tokens for programs. */
@ApiExcludeController()
@Controller('tokens')
export class TokensPagesController {
  constructor(
    private readonly views: Views,
    private readonly forms: Forms,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @May('self.manage')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
  ): Promise<void> {
    await this.page(request, response, actor, emptyForm({ days: 90 }));
  }

  /** Answers with the page itself: a token is shown once, so it is never kept for a redirect. */
  @Post()
  @May('self.manage')
  async create(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Body() body: unknown,
  ): Promise<void> {
    const act = async (): Promise<void> => {
      const { name, days } = await readForm(CreateTokenDto, body);
      if (actor.id === null) throw new Problem('forbidden');
      const made = await this.tokens.create({ ...actor, id: actor.id }, name, days);
      await this.page(request, response, actor, emptyForm({ days: 90 }), made, 201);
    };
    await this.forms.answer(request, act, (form, status) =>
      this.page(request, response, actor, form, null, status),
    );
  }

  @Post(':id/revoke')
  @May('self.manage')
  async revoke(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.tokens.revoke(actor, id);
    this.forms.flash(request, 'tokens.revoked');
    response.redirect(303, paths.tokens.list);
  }

  private async page(
    request: TantuRequest,
    response: TantuResponse,
    actor: Actor,
    form: FormState,
    made: { token: string; expiresAt: Date } | null = null,
    status = 200,
  ): Promise<void> {
    const now = this.clock.now();
    const tokens = (await this.tokens.list(actor)).map((token) => ({
      ...token,
      state: token.revokedAt ? 'revoked' : token.expiresAt <= now ? 'ended' : 'inForce',
    }));
    this.views.page(request, response, 'access/tokens.njk', { form, tokens, made, paths }, status);
  }
}
