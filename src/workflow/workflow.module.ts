import { Global, Module } from '@nestjs/common';
import { DossierRepository } from './dossier.repository';
import { RetrofitRepository } from './retrofit.repository';

/** Global, because the retrofit is what every step works on. */
@Global()
@Module({
  providers: [RetrofitRepository, DossierRepository],
  exports: [RetrofitRepository, DossierRepository],
})
export class WorkflowModule {}
