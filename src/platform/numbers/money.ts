import { accepted, Parsed, refused } from './parsed';
import { groupThousands, NumberFault, parseDecimal } from './decimal';
import { toHalfWidth } from './half-width';
import { inHundredths } from './quantity';

/**
 * Money is a whole number of fen (1 元 = 100 fen) everywhere inside; yuan exist only in what people type and read.
 * One thousand million yuan is far beyond any district's programme, and exact in a double.
 */
export const MAX_FEN = 100_000_000_000;

export type MoneyFault = NumberFault | 'negative';

/**
 * Reads an amount in yuan: ￥1,234.50, １２３４．５, 1234元. At most two decimals, never negative.
 * @returns fen
 */
export function parseYuan(input: string, maxFen: number = MAX_FEN): Parsed<number, MoneyFault> {
  const bare = toHalfWidth(input)
    .replace(/^(?:[¥\uFFE5]|RMB|CNY|人民币)\s*/i, '')
    .replace(/\s*(?:元整|元|圆)$/, '');
  const yuan = parseDecimal(bare, { decimals: 2 });
  if (!yuan.ok) return yuan.reason === 'tooSmall' ? refused('negative') : yuan;
  if (yuan.value < 0) return refused('negative');
  const fen = Math.round(yuan.value * 100);
  return fen > maxFen ? refused('tooLarge') : accepted(fen);
}

/** For people: 123450 fen are `1,234.50`. The sign of a currency is the text's business. @throws RangeError */
export function formatYuan(fen: number): string {
  const { sign, yuan, cents } = split(fen);
  return `${sign}${groupThousands(yuan)}.${cents}`;
}

/** For the value of an input field, which must read back the same: `1234.50`. @throws RangeError */
export function yuanInput(fen: number): string {
  const { sign, yuan, cents } = split(fen);
  return `${sign}${yuan}.${cents}`;
}

/**
 * Price of a quantity, rounded half up to the fen, calculated in whole numbers.
 * @param quantity up to two decimals @param unitPriceFen fen per unit
 */
export function lineTotalFen(quantity: number, unitPriceFen: number): number {
  if (!Number.isSafeInteger(unitPriceFen)) throw new RangeError(`not a whole number of fen: ${unitPriceFen}`);
  const product = BigInt(inHundredths(quantity)) * BigInt(unitPriceFen);
  return Number((product + 50n) / 100n);
}

function split(fen: number): { sign: string; yuan: string; cents: string } {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not a whole number of fen: ${fen}`);
  const size = Math.abs(fen);
  return {
    sign: fen < 0 ? '-' : '',
    yuan: String(Math.floor(size / 100)),
    cents: String(size % 100).padStart(2, '0'),
  };
}
