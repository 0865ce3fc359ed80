/** 行首禁则: what must not begin a line. */
const NOT_AT_START = '、。，．；：？！…—～·・）》」』】〕〉”’％‰℃)]},.;:!?%°';
/** 行尾禁则: what must not end a line. */
const NOT_AT_END = '（《「『【〔〈“‘([{￥¥$#';

const IDEOGRAPHIC =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u2E80-\u303F\u3100-\u312F\uFF00-\uFFEF]/u;
const EXTENDS_PREVIOUS = /[\p{M}\u200C\u200D]/u;

/**
 * Where a line may be broken before each character (by code point). Chinese may break between any two characters
 * but for the punctuation that must not begin or end a line; other scripts break after spaces, hyphens and slashes.
 */
export function breakOpportunities(characters: readonly string[]): boolean[] {
  return characters.map((character, index) => index > 0 && mayBreak(characters[index - 1] ?? '', character));
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || EXTENDS_PREVIOUS.test(after)) return false;
  if (before === ' ') return true;
  if (NOT_AT_START.includes(after) || NOT_AT_END.includes(before)) return false;
  if (IDEOGRAPHIC.test(before) || IDEOGRAPHIC.test(after)) return true;
  return (before === '-' || before === '/') && /\p{L}/u.test(after);
}
