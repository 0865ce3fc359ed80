import { Choice, Day, Decimal, Fen, Flag, Items, Text, Whole } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { Hardship, HARDSHIPS, Tenure, TENURES } from './household.entity';
import { GUARDIAN_RELATIONS, GuardianRelation } from './person.entity';

const PHONE = /^[0-9+ -]{5,20}$/;

/** What is known of a disabled person beside the ID number. Category and grade follow from the certificate's number. */
class PersonDetailsDto {
  @Text({ max: 60, description: 'Name, as on the certificate' }) name!: string;
  @Text({
    max: 40,
    optional: true,
    description: 'Disability certificate, 20 digits: ID number, category, grade',
  })
  certificateNumber!: string | null;
  @Whole({
    min: 1,
    max: 7,
    optional: true,
    description: '1 sight 2 hearing 3 speech 4 physical 5 intellectual 6 mental 7 multiple',
  })
  category!: number | null;
  @Whole({ min: 1, max: 4, optional: true, description: '1 (most severe) to 4' }) grade!: number | null;
  @Day({ optional: true }) certificateValidFrom!: CalendarDate | null;
  @Day({ optional: true, description: 'Empty for a certificate without an end' })
  certificateValidUntil!: CalendarDate | null;
  @Text({ max: 20, optional: true, pattern: PHONE, patternKey: 'phone' }) phone!: string | null;
  @Text({ max: 60, optional: true }) guardianName!: string | null;
  @Choice(GUARDIAN_RELATIONS, { optional: true }) guardianRelation!: GuardianRelation | null;
  @Text({ max: 20, optional: true, pattern: PHONE, patternKey: 'phone' }) guardianPhone!: string | null;
  @Day({ optional: true, description: 'Day of death' }) diedOn!: CalendarDate | null;
}

/** A disabled person as a caseworker enters one. Birth date and sex follow from the ID number. */
export class PersonDto extends PersonDetailsDto {
  @Text({ max: 40, description: 'ID number, 18 digits' }) idNumber!: string;
}

/** A person as a caseworker puts one right: numbers left empty stay as they are. */
export class UpdatePersonDto extends PersonDetailsDto {
  @Text({ max: 40, optional: true, description: 'ID number, 18 digits; empty to keep the one recorded' })
  idNumber!: string | null;
  @Flag({ description: 'There is no certificate: the one recorded is taken off' })
  withoutCertificate!: boolean;
}

export const IDENTITY_PURPOSES = ['checkPapers', 'reportUpwards', 'correctRecord', 'inspection'] as const;

/** Why somebody looks at full numbers; it stands in the history. */
export class ViewIdentityDto {
  @Choice(IDENTITY_PURPOSES) purpose!: (typeof IDENTITY_PURPOSES)[number];
}

/** The home itself, without its people. */
export class HouseholdDetailsDto {
  @Text({
    min: 12,
    max: 12,
    pattern: /^\d{12}$/,
    patternKey: 'community',
    description: 'Division code of the community',
  })
  areaCode!: string;
  @Text({ max: 200 }) address!: string;
  @Text({ max: 60, description: 'Head of the household 户主' }) headName!: string;
  @Text({ max: 20, optional: true, pattern: PHONE, patternKey: 'phone' }) phone!: string | null;
  @Decimal({ min: -180, max: 180, places: 6, optional: true, description: 'Degrees, WGS-84' }) longitude!:
    number | null;
  @Decimal({ min: -90, max: 90, places: 6, optional: true, description: 'Degrees, WGS-84' }) latitude!:
    number | null;
  @Decimal({ min: 0, max: 100_000, places: 1, optional: true, description: 'Metres' }) positionAccuracyM!:
    number | null;
  @Choice(TENURES) tenure!: Tenure;
  @Choice(HARDSHIPS) hardship!: Hardship;
  @Fen({
    min: 0,
    max: 100_000_000_000,
    optional: true,
    description: 'Yearly income of the household, in fen',
  })
  annualIncomeFen!: number | null;
  @Whole({ min: 1, max: 30, description: 'People living there' }) memberCount!: number;
  @Text({ min: 0, max: 2000, optional: true }) notes!: string | null;
}

export class CreateHouseholdDto extends HouseholdDetailsDto {
  @Items(() => PersonDto, { min: 1, max: 10, description: 'The disabled people of the household' })
  people!: PersonDto[];
}
