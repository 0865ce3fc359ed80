import { Global, Module } from '@nestjs/common';
import { DateHints } from './date-hints';
import { DossierRepository } from './dossier.repository';
import { OpenRetrofit } from './open-retrofit';
import { RetrofitHeader } from './retrofit-header';
import { RetrofitRepository } from './retrofit.repository';

/** What every step works on, for all features. */
const SHARED = [RetrofitRepository, DossierRepository, DateHints, RetrofitHeader, OpenRetrofit];

/** Global, because the retrofit is what every step works on. */
@Global()
@Module({ providers: SHARED, exports: SHARED })
export class WorkflowModule {}
