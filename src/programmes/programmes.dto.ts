import { HARDSHIPS, Hardship, TENURES, Tenure } from '../households/household.entity';
import { Choice, Choices, Day, Decimal, Fen, Flag, Text, Whole } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';

export const GRADES = [1, 2, 3, 4] as const;

/** Who may have to sign an acceptance; the household and the district always do. */
export const SIGNERS = ['household', 'contractor', 'community', 'street', 'district', 'thirdParty'] as const;
export type Signer = (typeof SIGNERS)[number];

/** What a supervisor books by hand; reserve, use and release come with the retrofits. */
export const BOOKING_KINDS = ['grant', 'transferIn', 'transferOut'] as const;
export type BookingKind = (typeof BOOKING_KINDS)[number];

/** What the rules compare with, as a new programme has it; the columns have the same defaults. */
export const USUAL_THRESHOLDS = {
  contractWithinDays: 30,
  warrantyMonths: 24,
  worksRequired: false,
  peerFactor: 3,
  radiusM: 200,
  visitsPerDay: 20,
  fastestKmh: 60,
} as const;

/** A yearly programme with its terms. Its area is the district of the supervisor who records it. */
export class ProgrammeDto {
  @Whole({ min: 2000, max: 2100 }) year!: number;
  @Text({ max: 100 }) name!: string;
  @Text({ max: 100, description: 'Number of the document that grants the quota 指标文件' })
  grantDocument!: string;
  @Day({ description: 'Date of that document' }) grantedOn!: CalendarDate;
  @Day({ description: 'First day of the programme: works start and acceptance lie within (C12)' })
  startsOn!: CalendarDate;
  @Day({ description: 'Last day of the programme' }) endsOn!: CalendarDate;
  @Day({ description: 'Plans are agreed by this day (Q02)' }) planBy!: CalendarDate;
  @Day({ description: 'Works start by this day (Q03)' }) startBy!: CalendarDate;
  @Day({ description: 'Works are finished by this day (Q03)' }) finishBy!: CalendarDate;
  @Fen({ min: 1, max: 10_000_000_000, description: 'Most that a household’s works may cost, in fen (M01)' })
  capFen!: number;
  @Whole({ min: 0, max: 60, description: 'Days that the public notice hangs out (C03)' }) noticeDays!: number;
  @Whole({ min: 0, max: 90, description: 'Days after which an entry counts as late (C14)' })
  lateEntryDays!: number;
  @Whole({ min: 0, max: 30, description: 'Years in which a household gets no second retrofit (P05)' })
  barYears!: number;
  @Whole({
    min: 1,
    max: 365,
    optional: true,
    description: 'Days from the award within which the contract is signed (C08); null where nothing binds it',
  })
  contractWithinDays!: number | null;
  @Whole({
    min: 0,
    max: 120,
    description: 'Months from acceptance before which no retention is released (C21)',
  })
  warrantyMonths!: number;
  @Flag({ description: 'Whether devices alone are no retrofit (M05)' }) worksRequired!: boolean;
  @Decimal({
    min: 1.1,
    max: 100,
    places: 1,
    description: 'A unit price beyond this many times its peers’ median is an outlier (M03)',
  })
  peerFactor!: number;
  @Whole({
    min: 20,
    max: 5000,
    description: 'Metres around the dwelling within which a photo counts as taken there (E05)',
  })
  radiusM!: number;
  @Whole({ min: 1, max: 200, description: 'Homes that one person can visit in a day (G01)' })
  visitsPerDay!: number;
  @Whole({ min: 1, max: 200, description: 'How fast one travels between homes, km/h (G01)' })
  fastestKmh!: number;
  @Choices(GRADES, { description: 'Disability grades that are taken (P03)' }) grades!: number[];
  @Choices(HARDSHIPS, { description: 'Hardships that are taken (P03)' }) hardships!: Hardship[];
  @Choices(TENURES, { description: 'Tenures that are taken (P03)' }) tenures!: Tenure[];
  @Choices(SIGNERS, { description: 'Who signs an acceptance (S01); household and district always do' })
  requiredSigners!: Signer[];
  @Text({ max: 60, description: 'Responsible: head of the federation 一把手' }) principalName!: string;
  @Text({ max: 60, description: 'Responsible: deputy in charge 分管' }) deputyName!: string;
  @Text({ max: 60, description: 'Responsible: officer 业务' }) officerName!: string;
  @Day({ optional: true, description: 'Day on which the office approved the plan of this programme (Q02)' })
  planApprovedOn!: CalendarDate | null;
  @Text({ max: 100, optional: true, description: 'Number of the document that approved it' }) planDocument!:
    string | null;
  @Whole({
    min: 0,
    max: 100_000,
    optional: true,
    description: 'Households reported to those above as accepted (Q04)',
  })
  reportedAccepted!: number | null;
  @Day({ optional: true, description: 'Day of that report' }) reportedOn!: CalendarDate | null;
}

/** A grant or a transfer of places, with the document that says so. */
export class BookQuotaDto {
  @Choice(BOOKING_KINDS) kind!: BookingKind;
  @Whole({ min: 1, max: 100_000, description: 'Places: one is one household' }) households!: number;
  @Text({ max: 100, description: 'Number of the document' }) document!: string;
  @Day({ description: 'Day on which it happened' }) occurredOn!: CalendarDate;
  @Text({ min: 0, max: 500, optional: true }) note!: string | null;
}
