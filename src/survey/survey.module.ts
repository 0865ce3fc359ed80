import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module';
import { CorrectConsultation } from './correct-consultation';
import { CorrectDate } from './correct-date';
import { CorrectSurvey } from './correct-survey';
import { CorrectionPage } from './correction-page';
import { CorrectionsPagesController } from './corrections.pages.controller';
import { DateCorrectionsPagesController } from './date-corrections.pages.controller';
import { KeepRooms } from './keep-rooms';
import { RecordConsultation } from './record-consultation';
import { RecordMeasurements } from './record-measurements';
import { RecordSiteSurvey } from './record-site-survey';
import { SurveyApiController } from './survey.api.controller';
import { SurveyPage } from './survey-page';
import { SurveyPagesController } from './survey.pages.controller';
import { SurveyRepository } from './survey.repository';

const ACTS = [RecordSiteSurvey, KeepRooms, RecordMeasurements, RecordConsultation, CorrectDate, CorrectSurvey, CorrectConsultation]; // prettier-ignore

@Module({
  imports: [ApplicationsModule],
  controllers: [
    SurveyApiController,
    SurveyPagesController,
    DateCorrectionsPagesController,
    CorrectionsPagesController,
  ],
  providers: [SurveyRepository, SurveyPage, CorrectionPage, ...ACTS],
  exports: ACTS,
})
export class SurveyModule {}
