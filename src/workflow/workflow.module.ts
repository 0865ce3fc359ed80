import { Global, Module } from '@nestjs/common';
import { DossierRepository } from './dossier.repository';
import { OpenRetrofit } from './open-retrofit';
import { RetrofitRepository } from './retrofit.repository';

/** Global, because the retrofit is what every step works on. */
@Global()
@Module({
  providers: [RetrofitRepository, DossierRepository, OpenRetrofit],
  exports: [RetrofitRepository, DossierRepository, OpenRetrofit],
})
export class WorkflowModule {}
