import { formatDecimal } from '../platform/numbers/decimal';
import { Bound, Requirement, RequirementUnit } from './catalogue/catalogue-item';

type Demand = Pick<Requirement, 'unit' | 'bound' | 'certainty'>;

export interface MeasuredCheck {
  readonly meets: boolean;
  /** The end of the bound that is missed; null when it is met. */
  readonly missed: 'min' | 'max' | null;
  /** By how much, in the requirement's unit; 0 when it is met. */
  readonly missedBy: number;
  /** Grade M: shown as unverified, asked for by nobody. */
  readonly unverified: boolean;
}

/** T01: does a measured value meet its requirement? Both ends of a bound belong to it. @throws RangeError for no number */
export function checkMeasuredValue(requirement: Demand, value: number): MeasuredCheck {
  const { min, max } = requirement.bound;
  const unverified = requirement.certainty === 'M';
  assertFinite(value);
  if (min !== undefined && value < min)
    return { meets: false, missed: 'min', missedBy: difference(min, value), unverified };
  if (max !== undefined && value > max)
    return { meets: false, missed: 'max', missedBy: difference(value, max), unverified };
  return { meets: true, missed: null, missedBy: 0, unverified };
}

/**
 * T02: is the measured value at least as good as the planned one? Where only a least is demanded, more is better,
 * where only a most, less. Within a range every value is as good as another, and outside the nearer one is better.
 * @throws RangeError for no number
 */
export function isAsPlanned(requirement: Demand, planned: number, measured: number): boolean {
  const { min, max } = requirement.bound;
  assertFinite(planned);
  assertFinite(measured);
  if (max === undefined) return measured >= planned;
  if (min === undefined) return measured <= planned;
  return (
    checkMeasuredValue(requirement, measured).missedBy <= checkMeasuredValue(requirement, planned).missedBy
  );
}

/** A bound as facts, for a text to make a phrase of: "at least {min} mm", "not steeper than {min}". */
export interface BoundFacts {
  readonly kind: 'atLeast' | 'atMost' | 'between' | 'exactly' | 'notSteeperThan' | 'notGentlerThan';
  /** Written out, a ratio as 1:12; empty where the bound has no such end. */
  readonly min: string;
  readonly max: string;
  readonly unit: RequirementUnit;
}

export function boundFacts({ unit, bound }: Pick<Requirement, 'unit' | 'bound'>): BoundFacts {
  const write = (end: number | undefined): string =>
    end === undefined ? '' : formatMeasuredValue(end, unit);
  return { kind: kindOf(bound, unit), min: write(bound.min), max: write(bound.max), unit };
}

/** A value without its unit, as both languages write it: `1,500`, and `1:12` for a ratio. */
export function formatMeasuredValue(value: number, unit: RequirementUnit): string {
  return unit === 'ratio' ? `1:${formatDecimal(value, 1)}` : formatDecimal(value, 1);
}

function kindOf({ min, max }: Bound, unit: RequirementUnit): BoundFacts['kind'] {
  if (min !== undefined && max !== undefined) return min === max ? 'exactly' : 'between';
  if (unit === 'ratio') return min === undefined ? 'notGentlerThan' : 'notSteeperThan';
  return min === undefined ? 'atMost' : 'atLeast';
}

/** Without the dust of binary fractions: 44.1 − 44 is 0.1. */
function difference(larger: number, smaller: number): number {
  return Number((larger - smaller).toFixed(6));
}

function assertFinite(value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`not a measured value: ${value}`);
}
