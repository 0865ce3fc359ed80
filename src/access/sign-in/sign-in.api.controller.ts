import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { Actor } from '../../platform/database/actor';
import { Anybody, As } from '../../platform/http/decorators';
import { Text, Whole } from '../../platform/http/fields';
import { Problems } from '../../platform/http/openapi';
import { TantuRequest } from '../../platform/http/request';
import { Problem } from '../../platform/problems/problem';
import { May } from '../may.decorator';
import { Identify } from './identify';
import { SignIn } from './sign-in';
import { SignInThrottle } from './sign-in.throttle';
import { SIGN_IN_TOKEN, Tokens } from './tokens';

export class SignInDto {
  @Text({ max: 40 }) username!: string;
  @Text({ max: 200 }) password!: string;
}

export class CreateTokenDto {
  @Text({ max: 80, description: 'What the token is for' }) name!: string;
  @Whole({ min: 1, max: 366, description: 'Days until it ends' }) days!: number;
}

class TokenView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Shown this once' }) token!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: Date;
}

class TokenSummaryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time' }) expiresAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: Date | null;
}

class SelfView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() role!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The firm of a contractor’s user',
  })
  contractorId!: string | null;
}

/** A token of a sign-in lasts a working day. */
const SIGN_IN_TOKEN_DAYS = 1;

@ApiTags('access')
@Controller('api/v1')
export class SignInApiController {
  constructor(
    private readonly signIn: SignIn,
    private readonly identify: Identify,
    private readonly tokens: Tokens,
  ) {}

  @Post('sign-in')
  @Anybody()
  @UseGuards(SignInThrottle)
  @ApiOperation({ security: [] })
  @ApiCreatedResponse({ type: TokenView, description: 'A bearer token for one day' })
  @Problems('invalid-input', 'sign-in-failed', 'sign-in-locked', 'sign-in-slowed', 'password-change-required')
  async create(@Body() input: SignInDto, @Req() request: TantuRequest): Promise<TokenView> {
    const id = await this.signIn.execute({ ...input, address: request.ip, requestId: request.tantu.id });
    const user = await this.identify.bySession(id);
    if (!user) throw new Problem('sign-in-failed');
    if (user.mustChangePassword) throw new Problem('password-change-required');
    const { displayName: name, role, areaCode, contractorId } = user;
    return this.tokens.create(
      { id, name, role, areaCode, contractorId, requestId: request.tantu.id },
      SIGN_IN_TOKEN,
      SIGN_IN_TOKEN_DAYS,
    );
  }

  @Get('self')
  @May('self.manage')
  @ApiOkResponse({ type: SelfView })
  @Problems()
  self(@As() { id, name, role, areaCode, contractorId }: Actor): SelfView {
    return { id: id!, name, role, areaCode, contractorId };
  }

  @Get('tokens')
  @May('self.manage')
  @ApiOkResponse({ type: [TokenSummaryView] })
  @Problems()
  async list(@As() actor: Actor): Promise<TokenSummaryView[]> {
    return this.tokens.list(actor);
  }

  @Post('tokens')
  @May('self.manage')
  @ApiCreatedResponse({ type: TokenView })
  @Problems('invalid-input')
  async createToken(@As() actor: Actor, @Body() input: CreateTokenDto): Promise<TokenView> {
    if (actor.id === null) throw new Problem('forbidden');
    return this.tokens.create({ ...actor, id: actor.id }, input.name, input.days);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @May('self.manage')
  @ApiNoContentResponse()
  @Problems('not-found')
  async revoke(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.tokens.revoke(actor, id);
  }
}
