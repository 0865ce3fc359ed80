import { Choice, Day, Decimal, Drawn, Flag, Id, Items, Strokes, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';
import { SignerRole } from '../rules/dossier';

export const FUNCTION_TESTS = ['passed', 'failed', 'notApplicable'] as const;
export type FunctionTest = (typeof FUNCTION_TESTS)[number];
export const ITEM_RESULTS = ['pass', 'defect'] as const;
export type ItemResult = (typeof ITEM_RESULTS)[number];
export const SIGNER_ROLES = [
  'household',
  'contractor',
  'community',
  'street',
  'district',
  'thirdParty',
] as const;
export const RELATIONS = ['self', 'guardian', 'proxy'] as const;
export type Relation = (typeof RELATIONS)[number];
export const OUTCOMES = ['satisfied', 'notSatisfied', 'notDone'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One value measured at acceptance, in the unit of its requirement; a missed requirement is explained here too. */
export class MeasuredValueDto {
  @Text({ max: 60, description: 'Key of the item’s requirement' }) key!: string;
  @Decimal({
    min: 0,
    max: 100_000,
    places: 2,
    optional: true,
    description: 'In the requirement’s unit; n of 1:n for a ratio',
  })
  value!: number | null;
  @Text({ max: 300, optional: true, description: 'Why the requirement can’t be met' })
  reasonUnmet!: string | null;
  @Text({ max: 60, optional: true, description: 'Who of the household agreed to that reason' })
  reasonAgreedBy!: string | null;
}

/** What was found of one item. */
export class InspectedItemDto {
  @Id() itemId!: string;
  @Decimal({ min: 0, max: 9999, places: 2, description: 'In the item’s unit' }) acceptedQuantity!: number;
  @Choice(FUNCTION_TESTS) functionTest!: FunctionTest;
  @Flag({ optional: true, description: 'Devices only: out of its box' }) unboxed!: boolean | null;
  @Flag({ optional: true, description: 'Devices only: connected where it is used' }) connected!:
    boolean | null;
  @Items(() => MeasuredValueDto, { max: 20 }) measured!: MeasuredValueDto[];
  @Choice(ITEM_RESULTS) result!: ItemResult;
  @Text({ min: 0, max: 1000, optional: true, description: 'Required for a defect: what is wrong' })
  note!: string | null;
}

/** A round of inspection. From the second round on, items that are left out stand as the round before found them. */
export class RecordInspectionDto {
  @Day() inspectedOn!: CalendarDate;
  @Text({ min: 0, max: 2000, optional: true, description: 'The inspector’s opinion of the whole' })
  opinion!: string | null;
  @Items(() => InspectedItemDto, { max: 40 }) items!: InspectedItemDto[];
}

export class CureDefectDto {
  @Day() curedOn!: CalendarDate;
  @Text({ max: 1000, description: 'What was done' }) note!: string;
}

export class ConfirmCureDto {
  @Day() reinspectedOn!: CalendarDate;
}

/** Somebody who signs: for the household, or for an office or firm. */
class SignerDto {
  @Text({
    max: 60,
    optional: true,
    description:
      'A proxy’s or a third party’s. In person and as guardian it is the name on the record, for an office or the contractor that of the account',
  })
  signerName!: string | null;
  @Choice(RELATIONS, { optional: true, description: 'Household only' }) relation!: Relation | null;
  @Text({ max: 60, optional: true, description: 'S05: what a proxy is to the person' }) proxyRelation!:
    string | null;
  @Text({ max: 300, optional: true, description: 'S05: why a proxy signs' }) proxyReason!: string | null;
  @Text({ max: 60, optional: true, description: 'S05: who was there when a proxy signed' }) witnessName!:
    string | null;
  @Drawn({ description: 'Strokes of [x, y, milliseconds, pressure?]' }) strokes!: Strokes;
}

export class TakeSignatureDto extends SignerDto {
  @Choice(SIGNER_ROLES) role!: SignerRole;
  @Text({ max: 60, optional: true, description: 'Third party only: whom the signer works for' })
  signerFirm!: string | null;
  @Day() signedOn!: CalendarDate;
  @Text({
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    description: 'S03: `contentHash` of the acceptance as it was shown to the signer',
  })
  contentHash!: string;
}

export class CompleteAcceptanceDto {
  @Day() acceptedOn!: CalendarDate;
}

/** A first report has neither; a further one replaces the current one and says why. */
export class IssueReportDto {
  @Id({ optional: true, description: 'The current report, which this one replaces' }) supersedesId!:
    string | null;
  @Text({ min: 4, max: 500, optional: true, description: 'Why it is replaced' }) reason!: string | null;
  @Flag({
    optional: true,
    description: 'Required once the household has signed: it is known that its signature becomes void',
  })
  voidsSatisfaction!: boolean | null;
}

export class RecordSatisfactionDto extends SignerDto {
  @Choice(OUTCOMES) outcome!: Outcome;
  @Text({
    min: 0,
    max: 1000,
    optional: true,
    description: 'In the household’s own words; required for a complaint',
  })
  words!: string | null;
  @Day() statedOn!: CalendarDate;
  @Id({ optional: true, description: 'The item that the complaint is about' }) itemId!: string | null;
  @Text({
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    description: 'S03: hash of the report as it was shown to the signer',
  })
  reportHash!: string;
}
