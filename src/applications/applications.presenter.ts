import { ApiProperty } from '@nestjs/swagger';
import { maskName } from '../households/identity/chinese-name';
import { CalendarDate } from '../platform/time/calendar-date';
import { REVIEWS } from '../workflow/reviews';
import { contentHash } from '../workflow/application-content';
import { ApplicationStep } from './application-step';
import { NoticeLine, StoredApplication } from './application.repository';

export class OpinionView {
  @ApiProperty({ minimum: 0, maximum: 3, description: '0 is the submission' }) level!: number;
  @ApiProperty({ enum: ['application', 'community', 'street', 'district'] }) key!: string;
  @ApiProperty({ enum: ['agree', 'refuse'] }) verdict!: string;
  @ApiProperty({ type: String, format: 'date' }) givenOn!: CalendarDate;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() opinion!: string;
  @ApiProperty({ description: 'Whose seal the paper bears' }) sealCaption!: string;
  @ApiProperty({ description: 'SHA-256 of what this person saw' }) contentHash!: string;
  @ApiProperty({ description: 'What was seen was corrected since (rule S03)' }) changedSince!: boolean;
}

export class SelectionView {
  @ApiProperty() method!: string;
  @ApiProperty({ format: 'date' }) selectedOn!: string;
  @ApiProperty() record!: string;
}

export class NoticeView {
  @ApiProperty({ format: 'date' }) noticeFrom!: string;
  @ApiProperty({ format: 'date' }) noticeUntil!: string;
  @ApiProperty() place!: string;
  @ApiProperty({ type: String, nullable: true }) objections!: string | null;
}

export class ApplicationView {
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty() applicantName!: string;
  @ApiProperty({ enum: ['self', 'guardian', 'proxy'] }) applicantRelation!: string;
  @ApiProperty() proxyReason!: string;
  @ApiProperty({ enum: ['community', 'district', 'association'] }) channel!: string;
  @ApiProperty() needs!: string;
  @ApiProperty({ type: SelectionView, nullable: true }) selection!: SelectionView | null;
  @ApiProperty({ type: NoticeView, nullable: true }) notice!: NoticeView | null;
  @ApiProperty({ type: [OpinionView] }) steps!: OpinionView[];
}

export class NoticeLineView {
  @ApiProperty({ example: '张*三' }) name!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) noticeFrom!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) noticeUntil!: string | null;
}

export function presentApplication(application: StoredApplication): ApplicationView {
  const { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs, steps } = application;
  const { selectionMethod, selectedOn, selectionRecord } = application;
  const { noticeFrom, noticeUntil, noticePlace, noticeObjections } = application;
  return {
    retrofitId, applicantName, applicantRelation, proxyReason, channel, needs,
    selection: selectionMethod && selectedOn ? { method: selectionMethod, selectedOn, record: selectionRecord ?? '' } : null,
    notice: noticeFrom && noticeUntil ? { noticeFrom, noticeUntil, place: noticePlace ?? '', objections: noticeObjections } : null,
    steps: steps.map((step) => presentStep(application, step)),
  }; // prettier-ignore
}

function presentStep(application: StoredApplication, step: ApplicationStep): OpinionView {
  const { level, verdict, givenOn, recordedAt, personName, opinion, sealCaption } = step;
  const now = contentHash(
    application,
    application.steps.filter((one) => one.level < level),
  );
  return {
    level, verdict, givenOn, personName, opinion, sealCaption,
    key: REVIEWS.find((review) => review.level === level)?.key ?? 'application',
    recordedAt: new Date(recordedAt).toISOString(),
    contentHash: step.contentHash,
    changedSince: now.toString('hex') !== step.contentHash,
  }; // prettier-ignore
}

/** For the street: nobody's whole name (rule X01). */
export function presentNotice(lines: readonly NoticeLine[]): NoticeLineView[] {
  return lines.map(({ personName, areaName, noticeFrom, noticeUntil }) => ({
    name: maskName(personName),
    areaName,
    noticeFrom,
    noticeUntil,
  }));
}
