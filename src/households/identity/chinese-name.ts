import { accepted, Parsed, refused } from '../../platform/numbers/parsed';

declare const personNameBrand: unique symbol;

/** A person's name as it is kept: NFC, one kind of dot, no stray spaces. */
export type PersonName = string & { readonly [personNameBrand]: 'PersonName' };

export type PersonNameFault = 'empty' | 'tooLong' | 'notAName';

/** The middle dot of minority and foreign names in Chinese (U+00B7), as GB/T 15834 prints it. */
const NAME_DOT = '·';
/** What keyboards, fonts and copied tables put in its place: katakana, bullet, hyphenation and full-stop variants. */
const DOT_VARIANTS = /\s*[\u00B7\u0387\u2022\u2027\u2219\u22C5\u2E31\u30FB\uFF65\uFF0E\u25CF]\s*/gu;
const SPACES = /[\s\u3000\u200B-\u200D\u2060\uFEFF]+/gu;
const FULL_WIDTH_LETTERS = /[\uFF21-\uFF3A\uFF41-\uFF5A]/gu;
/** Longest names of minorities and foreigners with their fathers' names stay far below; the columns hold 60. */
const MAX_CHARACTERS = 60;
/** The planes 2 and 3 are taken whole: characters are added to them every other year, before any library knows. */
const HAN_CHARACTER = '[\\p{Script=Han}\\u3007\\u{20000}-\\u{3FFFD}][\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]?';
const HAN = new RegExp(`^(?:${HAN_CHARACTER})+$`, 'u');
/** What nearly all names are, of which nothing is to be put straight. */
const PLAIN = /^[\u4e00-\u9fff]+$/;
const DOT_BETWEEN_HAN = new RegExp(`(${HAN_CHARACTER})\\s*\\.\\s*(?=${HAN_CHARACTER})`, 'gu');
const NAME = /^[\p{L}\p{M}\u3007\u{20000}-\u{3FFFD}·' .-]+$/u;
const STARTS_WITH_LETTER = /^[\p{L}\u3007\u{20000}-\u{3FFFD}]/u;
const FAMILY_NAMES_OF_TWO = new Set(
  (
    '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 轩辕 南宫 独孤 百里 端木 ' +
    '申屠 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 钟离 闾丘 鲜于 呼延 万俟 闻人 赫连 完颜 拓跋 西门 东郭'
  ).split(' '),
);

/**
 * Reads a name of one character or of sixty, of any script, of any plane. Names keep what makes them: variation
 * selectors and rare characters are not touched; NFC (not NFKC) is used because NFKC would exchange characters.
 * CJK compatibility ideographs are the exception that NFC itself makes.
 */
export function parsePersonName(input: string): Parsed<PersonName, PersonNameFault> {
  const name = normaliseName(input);
  if (name === '') return refused('empty');
  if ([...name].length > MAX_CHARACTERS) return refused('tooLong');
  if (!NAME.test(name) || !STARTS_WITH_LETTER.test(name) || hasStrayDot(name)) return refused('notAName');
  return accepted(name as PersonName);
}

/** One spelling for what people type in many: for keeping, for comparing and for searching. */
export function normaliseName(input: string): string {
  if (PLAIN.test(input)) return input;
  const text = input
    .normalize('NFC')
    .replace(FULL_WIDTH_LETTERS, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(SPACES, ' ')
    .replace(/\u25CB/g, '\u3007')
    .replace(DOT_VARIANTS, NAME_DOT)
    .replace(DOT_BETWEEN_HAN, `$1${NAME_DOT}`)
    .trim();
  const together = text.replace(/ /g, '');
  return HAN.test(together.replaceAll(NAME_DOT, '')) ? together : text;
}

/**
 * For public notices (X01): the family name's character and the last one stay, 张三 → 张*, 张小三 → 张*三,
 * 欧阳小三 → 欧阳*三, 买买提·吐尔逊 → 买**·***. A single character is hidden whole.
 */
export function maskName(name: string): string {
  const parts = normaliseName(name).split(NAME_DOT);
  if (parts.length > 1) return [maskRest(parts[0]!), ...parts.slice(1).map(hide)].join(NAME_DOT);
  const characters = charactersOf(parts[0]!);
  if (characters.length <= 1) return hide(parts[0]!);
  if (!HAN.test(parts[0]!)) return maskRest(parts[0]!);
  const family = familyNameLength(characters);
  const given = characters.slice(family);
  const shown = given.length > 1 ? given[given.length - 1]! : '';
  return characters.slice(0, family).join('') + '*'.repeat(given.length - (shown === '' ? 0 : 1)) + shown;
}

function familyNameLength(characters: readonly string[]): number {
  return characters.length > 2 && FAMILY_NAMES_OF_TWO.has(characters.slice(0, 2).join('')) ? 2 : 1;
}

function maskRest(part: string): string {
  const characters = charactersOf(part);
  return (characters[0] ?? '') + '*'.repeat(Math.max(characters.length - 1, 0));
}

function hide(part: string): string {
  return '*'.repeat(charactersOf(part).length);
}

/** Characters as people count them: a surrogate pair or a character with its variation selector is one. */
function charactersOf(text: string): string[] {
  return [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
}

function hasStrayDot(name: string): boolean {
  return /[·\- ]$/u.test(name) || name.includes('··');
}
