import { ApiProperty } from '@nestjs/swagger';
import { HARDSHIPS, TENURES } from '../households/household.entity';
import { RecordedEntry } from '../history/history';
import { Progress } from './programme-progress.repository';
import { Programme, ProgrammeRow } from './programme.repository';
import { SIGNERS } from './programmes.dto';
import { QUOTA_KINDS, QuotaEntry, QuotaSums } from './quota.repository';

export class ProgrammeSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() year!: number;
  @ApiProperty() name!: string;
  @ApiProperty() grantDocument!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty({ format: 'date' }) finishBy!: string;
  @ApiProperty({ description: 'Fen' }) capFen!: number;
  @ApiProperty({ description: 'Places that nobody holds' }) quotaAvailable!: number;
  @ApiProperty({ description: 'Places granted and transferred in, less those transferred out' })
  granted!: number;
  @ApiProperty({ description: 'Retrofits that go on or are done' }) retrofits!: number;
  @ApiProperty({ description: 'Retrofits with all seven steps done' }) signed!: number;
}

export class QuotaView {
  @ApiProperty() granted!: number;
  @ApiProperty() transferredIn!: number;
  @ApiProperty() transferredOut!: number;
  @ApiProperty() reserved!: number;
  @ApiProperty() used!: number;
  @ApiProperty() available!: number;
}

export class ProgressView {
  @ApiProperty({ type: [Number], description: 'Retrofits by how many of the seven steps are done, 0 to 7' })
  steps!: number[];
  @ApiProperty({ description: 'Ended before the works: refused, withdrawn or declined' }) ended!: number;
  @ApiProperty() withoutPlan!: number;
  @ApiProperty() notStarted!: number;
  @ApiProperty() notFinished!: number;
}

export class ProgrammeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '410404' }) areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() year!: number;
  @ApiProperty() name!: string;
  @ApiProperty() grantDocument!: string;
  @ApiProperty({ format: 'date' }) grantedOn!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty({ format: 'date' }) planBy!: string;
  @ApiProperty({ format: 'date' }) startBy!: string;
  @ApiProperty({ format: 'date' }) finishBy!: string;
  @ApiProperty({ description: 'Fen' }) capFen!: number;
  @ApiProperty() noticeDays!: number;
  @ApiProperty() lateEntryDays!: number;
  @ApiProperty() barYears!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Days from the award; null where nothing binds the contract',
  })
  contractWithinDays!: number | null;
  @ApiProperty() warrantyMonths!: number;
  @ApiProperty() worksRequired!: boolean;
  @ApiProperty() peerFactor!: number;
  @ApiProperty({ description: 'Metres' }) radiusM!: number;
  @ApiProperty() visitsPerDay!: number;
  @ApiProperty({ description: 'km/h' }) fastestKmh!: number;
  @ApiProperty({ type: [Number] }) grades!: number[];
  @ApiProperty({ enum: HARDSHIPS, isArray: true }) hardships!: string[];
  @ApiProperty({ enum: TENURES, isArray: true }) tenures!: string[];
  @ApiProperty({ enum: SIGNERS, isArray: true }) requiredSigners!: string[];
  @ApiProperty() principalName!: string;
  @ApiProperty() deputyName!: string;
  @ApiProperty() officerName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) planApprovedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) planDocument!: string | null;
  @ApiProperty({ type: Number, nullable: true }) reportedAccepted!: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) reportedOn!: string | null;
  @ApiProperty() version!: number;
  @ApiProperty({ type: QuotaView }) quota!: QuotaView;
  @ApiProperty({ type: ProgressView }) progress!: ProgressView;
}

export class QuotaEntryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: QUOTA_KINDS }) kind!: string;
  @ApiProperty() households!: number;
  @ApiProperty({ type: String, nullable: true }) document!: string | null;
  @ApiProperty() note!: string;
  @ApiProperty({ format: 'date' }) occurredOn!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) retrofitId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Head of the retrofit’s household' })
  headName!: string | null;
}

export class TermsChangeView {
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'By field of the programme: what it was `before` and `after`',
  })
  changes!: object;
}

export function presentProgrammeRow(row: ProgrammeRow): ProgrammeSummary {
  const { id, year, name, grantDocument, startsOn, endsOn, finishBy, capFen } = row;
  const { quotaAvailable, granted, retrofits, signed } = row;
  return { id, year, name, grantDocument, startsOn, endsOn, finishBy, capFen, quotaAvailable, granted, retrofits, signed }; // prettier-ignore
}

export function presentProgramme(programme: Programme, quota: QuotaSums, progress: Progress): ProgrammeView {
  const { quotaAvailable: _, ...terms } = programme;
  return { ...terms, quota: { ...quota }, progress: { ...progress, steps: [...progress.steps] } };
}

export function presentQuotaEntry({ recordedAt, ...entry }: QuotaEntry): QuotaEntryView {
  return { ...entry, recordedAt: recordedAt.toISOString() };
}

export function presentTermsChange({ recordedAt, actorName, data }: RecordedEntry): TermsChangeView {
  return { recordedAt: recordedAt.toISOString(), actorName, changes: (data.changes ?? {}) as object };
}
