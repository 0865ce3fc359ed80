import { ApiProperty } from '@nestjs/swagger';
import { CONSENT_KINDS } from './consent-texts/consent-texts';
import { CONSENT_RELATIONS } from './consents.dto';
import { HouseholdRow } from './household.repository';

class HouseholdPersonSummary {
  @ApiProperty() name!: string;
  @ApiProperty({ type: Number, nullable: true }) category!: number | null;
  @ApiProperty({ type: Number, nullable: true }) grade!: number | null;
}

/** A household in a list. */
export class HouseholdSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() areaCode!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() address!: string;
  @ApiProperty() headName!: string;
  @ApiProperty() tenure!: string;
  @ApiProperty() hardship!: string;
  @ApiProperty() openRetrofits!: number;
  @ApiProperty({ type: [HouseholdPersonSummary] }) people!: HouseholdPersonSummary[];
}

/** White-lists a row: what the paging needs stays inside. */
export function summarise(row: HouseholdRow): HouseholdSummary {
  const { id, areaCode, areaName, address, headName, tenure, hardship, openRetrofits, people } = row;
  return { id, areaCode, areaName, address, headName, tenure, hardship, openRetrofits, people };
}

export class IdentityView {
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'The full number; the look at it stands in the history' }) idNumber!: string;
  @ApiProperty({ type: String, nullable: true }) certificateNumber!: string | null;
}

export class ConsentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CONSENT_KINDS }) kind!: string;
  @ApiProperty() textVersion!: string;
  @ApiProperty() givenByName!: string;
  @ApiProperty({ enum: CONSENT_RELATIONS }) givenByRelation!: string;
  @ApiProperty({ format: 'date' }) givenOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) withdrawnOn!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class HistoryEntryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
  @ApiProperty() kind!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty() actorRole!: string;
  @ApiProperty() subjectType!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: object;
}
