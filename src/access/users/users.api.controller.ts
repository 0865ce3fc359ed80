import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Actor, ROLES } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As, SeenVersion } from '../../platform/http/decorators';
import { MadeView, pageView, Problems } from '../../platform/http/openapi';
import { Page } from '../../platform/http/paging';
import { May } from '../may.decorator';
import { ChangeUser } from './change-user';
import { CreateUser, CreateUserDto } from './create-user';
import { DisableUser } from './disable-user';
import { EnableUser } from './enable-user';
import { SetPassword } from './set-password';
import { UserRepository } from './user.repository';
import { ChangeUserDto, SetPasswordDto, UsersQuery } from './users.dto';

class UserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() username!: string;
  @ApiProperty() displayName!: string;
  @ApiProperty({ enum: ROLES }) role!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractorId!: string | null;
  @ApiProperty({ type: String, nullable: true }) contractorName!: string | null;
  @ApiProperty() mustChangePassword!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lockedUntil!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) disabledAt!: Date | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty() version!: number;
}

@ApiTags('access')
@Controller('api/v1/users')
export class UsersApiController {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly createUser: CreateUser,
    private readonly changeUser: ChangeUser,
    private readonly disableUser: DisableUser,
    private readonly enableUser: EnableUser,
    private readonly setPassword: SetPassword,
  ) {}

  @Get()
  @May('user.manage')
  @ApiOkResponse({ type: pageView(UserView) })
  @Problems('invalid-input')
  async list(@As() actor: Actor, @Query() query: UsersQuery): Promise<Page<UserView>> {
    const { search = null, role = null, state = null, after = null } = query;
    return this.database
      .as(actor)
      .read((tx) => this.users.list(tx, { search, role, state, after, limit: query.limit ?? 50 }));
  }

  @Get(':id')
  @May('user.manage')
  @ApiOkResponse({ type: UserView })
  @Problems('not-found')
  async show(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<UserView> {
    return this.database.as(actor).read((tx) => this.users.get(tx, id));
  }

  @Post()
  @May('user.manage')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'already-exists', 'unknown-reference')
  async create(@As() actor: Actor, @Body() input: CreateUserDto): Promise<MadeView> {
    return this.createUser.execute(actor, input);
  }

  @Put(':id')
  @May('user.manage')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'unknown-reference')
  async change(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ChangeUserDto,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.changeUser.execute(actor, id, input, seen);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @May('user.manage')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'stale-version', 'conflict')
  async disable(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.disableUser.execute(actor, id, seen);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @May('user.manage')
  @ApiOkResponse({ type: MadeView })
  @Problems('not-found', 'stale-version', 'conflict')
  async enable(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.enableUser.execute(actor, id, seen);
  }

  @Put(':id/password')
  @May('user.manage')
  @ApiOkResponse({ type: MadeView, description: 'A first password; it must be changed at the next sign-in' })
  @Problems('invalid-input', 'not-found', 'stale-version')
  async password(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SetPasswordDto,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.setPassword.execute(actor, id, input, seen);
  }
}
