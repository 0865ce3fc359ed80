import { accepted, Parsed, refused } from '../../platform/numbers/parsed';
import { MAX_FEN } from '../../platform/numbers/money';
import { parseDecimal } from '../../platform/numbers/decimal';
import { chineseNumber, withDigits } from './chinese-numerals';

const TEN_THOUSAND = 10_000;
/** 约三千, 3000左右, 两三千: not an amount that somebody paid. */
const ROUGHLY = /[约近大概余多几]|左右|上下|以上|以下|不到/;

/**
 * An amount: 3500, ￥3,500.00, 3500元, 0.35万元, 三千五百元.
 * @param unitYuan what the column counts in: 1, or 10,000 where its header says 万元
 * @returns fen
 */
export function readMoney(input: string, unitYuan: number): Parsed<number, 'notAnAmount'> {
  const text = input.normalize('NFKC').replace(/\s/g, '').replace(/^(?:¥|rmb|人民币)/i, '').replace(/[/／每]户$/, ''); // prettier-ignore
  if (ROUGHLY.test(text)) return refused('notAnAmount');
  const match = /^(.+?)(万)?(?:元整?|圆整?)?$/.exec(text);
  if (!match) return refused('notAnAmount');
  const digits = /\d/.test(match[1]!) ? match[1]! : String(chineseNumber(match[1]!) ?? '');
  const number = parseDecimal(digits, { decimals: 6, min: 0 });
  if (!number.ok) return refused('notAnAmount');
  const says = match[2] || /元|圆/.test(text);
  const fen = Math.round(number.value * (match[2] ? TEN_THOUSAND : says ? 1 : unitYuan) * 100);
  return fen <= MAX_FEN ? accepted(fen) : refused('notAnAmount');
}

/** A whole number with what it counts behind it: 60户, 七天, 1,200. */
export function readInteger(input: string): number | null {
  const text = withDigits(input.normalize('NFKC').replace(/\s/g, '')).replace(/(?:户|天|日|个|人|家|工作日)+$/, '');
  const number = parseDecimal(text.replace(/\.0+$/, ''), { decimals: 0, min: 0, max: 1_000_000_000 });
  return number.ok ? number.value : null;
} // prettier-ignore

/** 2020, 2020年度, 二〇二〇年, ２０２０. */
export function readYear(input: string): number | null {
  const match = /^(20\d\d)(?:\.0+)?(?:年度?)?/.exec(withDigits(input.normalize('NFKC').replace(/\s/g, '')));
  return match ? Number(match[1]) : null;
}

/** The year that a title, a sheet or a file is of: 2020年度困难重度残疾人家庭无障碍改造台账. */
export function yearIn(text: string): number | null {
  const plain = withDigits(text.normalize('NFKC'));
  const match = /(20\d\d)\s*(?:年|度)/.exec(plain) ?? /(?<!\d)(20[0-4]\d)(?!\d)/.exec(plain);
  return match ? Number(match[1]) : null;
}
