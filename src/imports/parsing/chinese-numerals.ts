const DIGITS: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, 一: 1, 壹: 1, 二: 2, 贰: 2, 两: 2, 三: 3, 叁: 3, 四: 4, 肆: 4, 五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9,
}; // prettier-ignore
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const NUMERAL = /[〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万○廿卅]+/g;

/**
 * A whole number in Chinese numerals: 十二 is 12, 三百零五 is 305, 二〇二〇 is 2020, 一万二千 is 12000.
 * @returns null for what is no such number
 */
export function chineseNumber(text: string): number | null {
  const numeral = text.replace(/[○]/g, '〇').replace(/廿/g, '二十').replace(/卅/g, '三十');
  if (numeral === '' || ![...numeral].every((sign) => sign in DIGITS || sign in UNITS || sign === '万')) return null; // prettier-ignore
  const tens = numeral.indexOf('万');
  if (tens >= 0) {
    const [above, below] = [numeral.slice(0, tens), numeral.slice(tens + 1)];
    if (below.includes('万')) return null;
    const [high, low] = [belowTenThousand(above), below === '' ? 0 : belowTenThousand(below)];
    return high === null || low === null ? null : high * 10_000 + low;
  }
  return belowTenThousand(numeral);
}

function belowTenThousand(numeral: string): number | null {
  const signs = [...numeral];
  if (signs.length === 0) return null;
  if (signs.every((sign) => sign in DIGITS)) return Number(signs.map((sign) => DIGITS[sign]).join(''));
  let sum = 0;
  let digit: number | null = null;
  let unitBefore = 10_000;
  for (const sign of signs) {
    const unit = UNITS[sign];
    if (unit === undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = DIGITS[sign]!;
      continue;
    }
    if (unit >= unitBefore) return null;
    sum += (digit ?? 1) * unit;
    [digit, unitBefore] = [null, unit];
  }
  return sum + (digit ?? 0);
}

/** The same text with each run of Chinese numerals in digits: 二〇二〇年五月七日 is 2020年5月7日. */
export function withDigits(text: string): string {
  return text.replace(NUMERAL, (numeral) => {
    const value = chineseNumber(numeral);
    return value === null ? numeral : String(value);
  });
}
