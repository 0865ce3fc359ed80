import { ApiProperty } from '@nestjs/swagger';
import { CONSENT_KINDS } from '../households/consent-texts/consent-texts';
import { Finding } from '../rules/finding';
import { RetrofitRow } from './retrofit-list.repository';
import { RecordedDate, Sheet } from './retrofit-sheet';
import { STEPS } from './steps';

export class RetrofitSummaryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() address!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() programmeName!: string;
  @ApiProperty({ type: String, nullable: true }) contractorName!: string | null;
  @ApiProperty({ minimum: 0, maximum: 7 }) stepsDone!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The step that is next; null when all are done or it ended',
  })
  nextStep!: string | null;
  @ApiProperty({ type: String, nullable: true }) endedReason!: string | null;
}

export class RecordedDateView {
  @ApiProperty({ example: 'surveyedOn' }) date!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) recordedAt!: string | null;
  @ApiProperty({ description: 'Days between the event and its entry, where that was late; else 0' })
  lateDays!: number;
}

export class StepView {
  @ApiProperty({ enum: STEPS.map(({ key }) => key) }) key!: string;
  @ApiProperty({ minimum: 1, maximum: 7 }) order!: number;
  @ApiProperty({ enum: ['done', 'current', 'blocked', 'waiting'] }) state!: string;
  @ApiProperty({ type: [RecordedDateView] }) dates!: RecordedDateView[];
  @ApiProperty({ type: String, nullable: true }) recordedBy!: string | null;
}

export class MissingView {
  @ApiProperty({ example: 'C07' }) rule!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) fixAt!: object;
}

export class RetrofitItemView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() roomName!: string;
  @ApiProperty({ type: Number, nullable: true }) quantity!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, description: 'Photos by stage' })
  photos!: object;
}

export class RetrofitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: number;
  @ApiProperty() areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty({ format: 'uuid' }) programmeId!: string;
  @ApiProperty() programmeName!: string;
  @ApiProperty({ format: 'uuid' }) householdId!: string;
  @ApiProperty() address!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() personName!: string;
  @ApiProperty({ type: String, nullable: true }) contractorName!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) approvedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) endedReason!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Of the programme: as they were at the approval, and until then as they are',
  })
  terms!: object;
  @ApiProperty({ type: [StepView] }) steps!: StepView[];
  @ApiProperty({ type: [RecordedDateView], description: 'Application and opinions' })
  reviews!: RecordedDateView[];
  @ApiProperty({ type: [RetrofitItemView] }) items!: RetrofitItemView[];
  @ApiProperty({ type: [MissingView], description: 'What stands before the next date and the approval' })
  missing!: MissingView[];
  @ApiProperty({
    type: [String],
    enum: CONSENT_KINDS,
    description: 'Consents that the household has not in force',
  })
  missingConsents!: string[];
  @ApiProperty({ type: [String], example: ['survey.record'] }) allowedActions!: string[];
}

export function presentRow(row: RetrofitRow): RetrofitSummaryView {
  return { ...row, nextStep: row.endedReason ? null : (STEPS[row.stepsDone]?.key ?? null) };
}

const presentDate = ({ date, on, recordedAt, lateDays }: RecordedDate): RecordedDateView => ({
  date,
  on,
  recordedAt: recordedAt?.toISOString() ?? null,
  lateDays,
});

const presentMissing = ({ rule, facts, fixAt }: Finding): MissingView => ({ rule, facts, fixAt });

export function presentRetrofit(sheet: Sheet): RetrofitView {
  const { retrofit, facts } = sheet;
  const { id, version, areaCode, programmeId, householdId, personId, approvedOn, endedOn, endedReason } =
    retrofit;
  const { areaName, programmeName, address, personName, contractorName } = facts;
  return {
    id, version, areaCode, areaName, programmeId, programmeName, householdId, address, personId, personName, contractorName,
    approvedOn, endedOn, endedReason, terms: facts.terms,
    steps: sheet.steps.map(({ step, state, dates, recordedBy }) => ({ key: step.key, order: step.order, state, dates: dates.map(presentDate), recordedBy })),
    reviews: sheet.reviews.map(presentDate),
    items: sheet.items.map((item) => ({
      id: item.id, name: item.nameZh, roomName: item.roomName, quantity: item.quantity === null ? null : Number(item.quantity),
      photos: Object.fromEntries(sheet.photoCounts.filter((one) => one.itemId === item.id).map(({ stage, photos }) => [stage, photos])),
    })),
    missing: sheet.missing.map(presentMissing),
    missingConsents: [...sheet.missingConsents],
    allowedActions: [...sheet.allowedActions],
  }; // prettier-ignore
}
