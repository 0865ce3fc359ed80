const FULL_WIDTH_FORMS = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_TO_ASCII = 0xfee0;
/** Ideographic space, no-break space, zero-width space and joiners, byte order mark: what pasted text brings along. */
const ODD_SPACES = /[\u3000\u00A0\u2002-\u200D\u202F\u2060\uFEFF]/g;

/**
 * Turns the full-width letters, digits and signs of a Chinese keyboard (１２．５，Ｘ) into their ASCII
 * counterparts, odd spaces into plain ones, and trims. Everything else is left as it is: this is for numbers,
 * dates and codes, where a full-width digit means the same as a plain one.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(FULL_WIDTH_FORMS, (form) => String.fromCharCode(form.charCodeAt(0) - FULL_WIDTH_TO_ASCII))
    .replace(ODD_SPACES, ' ')
    .trim();
}
