import { Choice, Day, Decimal, Drawn, Fen, Id, Items, Strokes, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';

export const RELATIONS = ['self', 'guardian', 'proxy'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A planned value of one of the item's requirements, in the requirement's unit. */
export class PlannedDimensionDto {
  @Text({ max: 60, description: 'Key of the requirement' }) key!: string;
  @Decimal({ min: 0, max: 100_000, places: 2, optional: true, description: 'mm, n of 1:n, °C, N or pieces' })
  value!: number | null;
}

export class PlanLineDto {
  @Id({ optional: true, description: 'The item as an earlier revision knows it; left out for a new one' })
  itemId!: string | null;
  @Text({ max: 60, description: 'Code of the catalogue' }) catalogueCode!: string;
  @Id({ description: 'Room it belongs to' }) roomId!: string;
  @Decimal({ min: 0.01, max: 9999, places: 2 }) quantity!: number;
  @Fen({ min: 1, max: 10_000_000_00, description: 'Price of one unit, in fen' }) unitPriceFen!: number;
  @Items(() => PlannedDimensionDto, { max: 20 }) dimensions!: PlannedDimensionDto[];
  @Text({ min: 0, max: 500, optional: true }) note!: string | null;
}

/** A plan, or with a reason a variation of the one that was agreed. */
export class ProposePlanDto {
  @Text({
    max: 1000,
    optional: true,
    description: 'Why the agreed plan changes; required from the second revision on',
  })
  reason!: string | null;
  @Items(() => PlanLineDto, { min: 1, max: 40 }) lines!: PlanLineDto[];
}

/** The household's agreement to the newest revision. */
export class AgreePlanDto {
  @Day() agreedOn!: CalendarDate;
  @Text({ max: 60, description: 'Who agreed' }) name!: string;
  @Choice(RELATIONS) relation!: Relation;
  @Text({ max: 60, optional: true, description: 'What a proxy is to the person' }) proxyRelation!:
    string | null;
  @Text({ max: 300, optional: true, description: 'Why a proxy agreed' }) proxyReason!: string | null;
  @Text({ max: 60, optional: true, description: 'Who was there when a proxy agreed' }) witnessName!:
    string | null;
  @Drawn({ description: 'Signature' }) strokes!: Strokes;
}
