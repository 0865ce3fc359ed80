import { ApiProperty } from '@nestjs/swagger';
import { Household } from './household.entity';
import { Person } from './person.entity';

/** A person as staff see one: numbers masked. */
export class PersonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['female', 'male'] }) sex!: string;
  @ApiProperty({ format: 'date' }) bornOn!: string;
  @ApiProperty({ example: '4103**********1234' }) idNumberMasked!: string;
  @ApiProperty({ type: String, nullable: true }) certificateMasked!: string | null;
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 7 }) category!: number | null;
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 4 }) grade!: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) certificateValidFrom!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) certificateValidUntil!: string | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
  @ApiProperty({ type: String, nullable: true }) guardianName!: string | null;
  @ApiProperty({ type: String, nullable: true }) guardianRelation!: string | null;
  @ApiProperty({ type: String, nullable: true }) guardianPhone!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) diedOn!: string | null;
  @ApiProperty() version!: number;
}

export class HouseholdView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '410404001001' }) areaCode!: string;
  @ApiProperty() address!: string;
  @ApiProperty() headName!: string;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
  @ApiProperty({ type: Number, nullable: true }) longitude!: number | null;
  @ApiProperty({ type: Number, nullable: true }) latitude!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Metres' }) positionAccuracyM!: number | null;
  @ApiProperty() tenure!: string;
  @ApiProperty() hardship!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Fen' }) annualIncomeFen!: number | null;
  @ApiProperty() memberCount!: number;
  @ApiProperty() notes!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: [PersonView] }) people!: PersonView[];
}

const numberOrNull = (value: string | null): number | null => (value === null ? null : Number(value));

export function presentPerson(person: Person): PersonView {
  const {
    id,
    name,
    sex,
    bornOn,
    idNumberMasked,
    certificateMasked,
    category,
    grade,
    certificateValidFrom,
    certificateValidUntil,
  } = person;
  const { phone, guardianName, guardianRelation, guardianPhone, diedOn, version } = person;
  return {
    id, name, sex, bornOn, idNumberMasked, certificateMasked, category, grade, certificateValidFrom, certificateValidUntil,
    phone, guardianName, guardianRelation, guardianPhone, diedOn, version,
  }; // prettier-ignore
}

/** The details of a household as values: what a form shows and what a change is compared with. */
export function detailsOf(household: Household): Omit<HouseholdView, 'id' | 'version' | 'people'> {
  const { areaCode, address, headName, phone, tenure, hardship, annualIncomeFen, memberCount, notes } = household;
  return {
    areaCode, address, headName, phone, tenure, hardship, memberCount, notes,
    annualIncomeFen: annualIncomeFen === null ? null : Number(annualIncomeFen),
    longitude: numberOrNull(household.longitude),
    latitude: numberOrNull(household.latitude),
    positionAccuracyM: numberOrNull(household.positionAccuracyM),
  };
} // prettier-ignore

export function presentHousehold(household: Household, people: readonly Person[]): HouseholdView {
  const { id, version } = household;
  return { id, ...detailsOf(household), version, people: people.map(presentPerson) };
}
