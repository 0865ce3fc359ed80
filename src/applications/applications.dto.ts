import { Choice, Day, Text, Whole } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { Verdict, VERDICTS } from './application-step';

export const APPLICANT_RELATIONS = ['self', 'guardian', 'proxy'] as const;
export type ApplicantRelation = (typeof APPLICANT_RELATIONS)[number];

export const CHANNELS = ['community', 'district', 'association'] as const;
export type Channel = (typeof CHANNELS)[number];

export const SELECTION_METHODS = ['appraisalMeeting', 'dataMatching', 'fullCoverage'] as const;
export type SelectionMethod = (typeof SELECTION_METHODS)[number];

export class SubmitApplicationDto {
  @Day({ description: 'Day of the application' }) appliedOn!: CalendarDate;
  @Choice(APPLICANT_RELATIONS, { description: 'Who applies' }) applicantRelation!: ApplicantRelation;
  @Text({ max: 60, optional: true, description: 'Taken from the person or guardian when left out' })
  applicantName!: string | null;
  @Text({ max: 500, optional: true, description: 'Why somebody else applies; needed for a proxy' })
  proxyReason!: string | null;
  @Choice(CHANNELS, { description: 'Where the application was handed in' }) channel!: Channel;
  @Text({ max: 2000, description: 'What the household needs, in its own words' }) needs!: string;
}

export class RecordSelectionDto {
  @Choice(SELECTION_METHODS) method!: SelectionMethod;
  @Day() selectedOn!: CalendarDate;
  @Text({
    max: 2000,
    description: 'Record of the appraisal: who met, what was decided, number of the minutes',
  })
  record!: string;
}

export class RecordNoticeDto {
  @Day({ description: 'First day of the notice' }) noticeFrom!: CalendarDate;
  @Day({ description: 'Last day; may lie ahead' }) noticeUntil!: CalendarDate;
  @Text({ max: 200, description: 'Where the list hangs' }) place!: string;
  @Text({ max: 2000, optional: true, description: 'Objections and how they were settled' })
  objections!: string | null;
}

export class GiveOpinionDto {
  @Choice(VERDICTS) verdict!: Verdict;
  @Text({ max: 1000 }) opinion!: string;
  @Day() givenOn!: CalendarDate;
}

export class CorrectOpinionDateDto {
  @Whole({ min: 0, max: 3, description: '0 application, 1 community, 2 street, 3 district' }) level!: number;
  @Day() givenOn!: CalendarDate;
  @Text({ max: 500, description: 'Why the date was wrong' }) reason!: string;
}

export const ENDINGS = ['withdrawn', 'householdDeclined'] as const;
export type Ending = (typeof ENDINGS)[number];

export class EndRetrofitDto {
  @Choice(ENDINGS) reason!: Ending;
  @Text({ max: 1000, description: 'What happened, in words' }) note!: string;
}
