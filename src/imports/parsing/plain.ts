/** Spaces of every kind, also those that copied tables bring along. */
const SPACES = /[\s\u3000\u00A0\u2000-\u200D\u202F\u2060\uFEFF]+/g;
const BRACKETS = /[()（）\[\]【】{}〔〕<>《》「」]/g;
const BRACKETED = /[(（\[【〔{][^)）\]】〕}]*[)）\]】〕}]/g;

/** A text in the spelling in which two are compared: one width, one case, no spaces. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(SPACES, '').toLowerCase();
}

/** A header in that spelling, without what decorates it: brackets, a star, a colon, a number before it. */
export function plainHeader(text: string): string {
  return plain(text).replace(BRACKETS, '').replace(/[*:：、,，.。/／_-]/g, '').replace(/^[0-9]+(?=\D)/, ''); // prettier-ignore
}

/** The same without what stands in brackets: 预算金额（万元） is 预算金额. */
export function headerWithoutBrackets(text: string): string {
  return plainHeader(text.normalize('NFKC').replace(BRACKETED, ''));
}

/** A text split from the remark in brackets behind it: 2020年5月7日（补签） is the day and 补签. */
export function withoutNote(text: string): { readonly text: string; readonly note: string | null } {
  const match = /^(.*\S)\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*[。.]?$/s.exec(text.trim());
  return match
    ? { text: match[1]!.trim(), note: match[2]!.trim() || null }
    : { text: text.trim(), note: null };
}
