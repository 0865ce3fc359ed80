import { Global, Module } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module';
import { WaiversModule } from '../waivers/waivers.module';
import { AreaLabels } from './area-labels';
import { DateHints } from './date-hints';
import { DossierRepository } from './dossier.repository';
import { OpenRetrofit } from './open-retrofit';
import { RetrofitHeader } from './retrofit-header';
import { RetrofitListRepository } from './retrofit-list.repository';
import { RetrofitSheet } from './retrofit-sheet';
import { RetrofitSheetRepository } from './retrofit-sheet.repository';
import { RetrofitRepository } from './retrofit.repository';
import { RetrofitsApiController } from './retrofits.api.controller';
import { RetrofitsPagesController } from './retrofits.pages.controller';
import { SignedContent } from './signed-content';

/** What every step works on, for all features. */
const SHARED = [
  AreaLabels,
  RetrofitRepository,
  DossierRepository,
  SignedContent,
  DateHints,
  RetrofitHeader,
  OpenRetrofit,
];

/** Global, because the retrofit is what every step works on. */
@Global()
@Module({
  imports: [FindingsModule, WaiversModule],
  controllers: [RetrofitsApiController, RetrofitsPagesController],
  providers: [...SHARED, RetrofitListRepository, RetrofitSheetRepository, RetrofitSheet],
  exports: SHARED,
})
export class WorkflowModule {}
