import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../programmes/programmes.module';
import { ApplicationPage } from './application-page';
import { ApplicationRepository } from './application.repository';
import { ApplicationsApiController } from './applications.api.controller';
import { ApplicationsPagesController } from './applications.pages.controller';
import { CorrectOpinionDate } from './correct-opinion-date';
import { EndRetrofit } from './end-retrofit';
import { EndingsController } from './endings.controller';
import { GiveOpinion } from './give-opinion';
import { NoticesController } from './notices.controller';
import { RecordNotice } from './record-notice';
import { RecordSelection } from './record-selection';
import { RetrofitOutcome } from './retrofit-outcome';
import { SubmitApplication } from './submit-application';

const ACTS = [SubmitApplication, RecordSelection, RecordNotice, GiveOpinion, CorrectOpinionDate, EndRetrofit];

@Module({
  imports: [ProgrammesModule],
  controllers: [ApplicationsApiController, ApplicationsPagesController, NoticesController, EndingsController],
  providers: [ApplicationRepository, ApplicationPage, RetrofitOutcome, ...ACTS],
  exports: [RetrofitOutcome, ...ACTS],
})
export class ApplicationsModule {}
