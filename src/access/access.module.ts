import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { Identify } from './sign-in/identify';
import { SignIn } from './sign-in/sign-in';
import { SignInApiController } from './sign-in/sign-in.api.controller';
import { SignInPagesController } from './sign-in/sign-in.pages.controller';
import { Tokens } from './sign-in/tokens';
import { ChangePassword } from './users/change-password';
import { CreateUser } from './users/create-user';

@Global()
@Module({
  controllers: [SignInApiController, SignInPagesController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    Identify,
    SignIn,
    Tokens,
    CreateUser,
    ChangePassword,
  ],
  exports: [Identify, CreateUser],
})
export class AccessModule {}
