import { formatDecimal, NumberFault, parseDecimal } from './decimal';
import { Parsed } from './parsed';

/**
 * A quantity of works or devices (12.5 m², 2 pieces) has at most two decimals, as the database's numeric(10,2).
 * Compare quantities with `sameQuantity`: 0.1 + 0.2 is not 0.3 in a double.
 */
export const MAX_QUANTITY = 99_999_999.99;

/** Reads a quantity greater than zero. */
export function parseQuantity(input: string, max: number = MAX_QUANTITY): Parsed<number, NumberFault> {
  return parseDecimal(input, { decimals: 2, min: 0.01, max });
}

/** Reads a quantity that may be zero: what was accepted of something that was not built. */
export function parseAcceptedQuantity(
  input: string,
  max: number = MAX_QUANTITY,
): Parsed<number, NumberFault> {
  return parseDecimal(input, { decimals: 2, min: 0, max });
}

/** `12.50` is written `12.5`, `2.00` is written `2`. */
export function formatQuantity(quantity: number): string {
  return formatDecimal(quantity, 2);
}

export function sameQuantity(a: number, b: number): boolean {
  return inHundredths(a) === inHundredths(b);
}

/** Whole hundredths of a quantity, for exact arithmetic. @throws RangeError for what is no finite number */
export function inHundredths(quantity: number): number {
  const hundredths = Math.round(quantity * 100);
  if (!Number.isSafeInteger(hundredths)) throw new RangeError(`not a quantity: ${quantity}`);
  return hundredths;
}
