import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { AreaNames } from './areas/area-names';
import { AreaRepository } from './areas/area.repository';
import { AreasApiController } from './areas/areas.api.controller';
import { AreasPagesController } from './areas/areas.pages.controller';
import { SaveArea } from './areas/save-area';
import { Identify } from './sign-in/identify';
import { SignIn } from './sign-in/sign-in';
import { SignedLinks } from './sign-in/signed-links';
import { SignInFailures } from './sign-in/sign-in-failures';
import { SignInApiController } from './sign-in/sign-in.api.controller';
import { SignInPagesController } from './sign-in/sign-in.pages.controller';
import { Tokens } from './sign-in/tokens';
import { ChangePassword } from './users/change-password';
import { TokensPagesController } from './tokens/tokens.pages.controller';
import { ChangeUser } from './users/change-user';
import { CreateUser } from './users/create-user';
import { DisableUser } from './users/disable-user';
import { EnableUser } from './users/enable-user';
import { SetPassword } from './users/set-password';
import { UserRepository } from './users/user.repository';
import { UsersApiController } from './users/users.api.controller';
import { UsersPages } from './users/users.pages';
import { UsersPagesController } from './users/users.pages.controller';

@Global()
@Module({
  controllers: [
    SignInApiController,
    SignInPagesController,
    TokensPagesController,
    UsersApiController,
    UsersPagesController,
    AreasApiController,
    AreasPagesController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    Identify,
    SignedLinks,
    SignIn,
    SignInFailures,
    Tokens,
    ChangePassword,
    UserRepository,
    UsersPages,
    CreateUser,
    ChangeUser,
    DisableUser,
    EnableUser,
    SetPassword,
    AreaNames,
    AreaRepository,
    SaveArea,
  ],
  exports: [Identify, SignedLinks, CreateUser, AreaNames],
})
export class AccessModule {}
