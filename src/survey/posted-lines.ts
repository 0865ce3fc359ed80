/** A form's lines as the browser sends them: a list, or an object of numbered lines. */
type Line = Record<string, unknown>;

const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/**
 * The body without the lines that were left empty, so that a fault's number is the number of the line shown again.
 * @param own the fields that a person fills in; a choice that stands by default makes no line
 */
export function withoutEmptyLines(body: unknown, list: string, own: readonly string[]): Record<string, unknown> {
  const all = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const posted = all[list];
  const lines = typeof posted === 'object' && posted !== null ? Object.values(posted) : [];
  return { ...all, [list]: (lines as Line[]).filter((line) => own.some((field) => filled(line?.[field]))) };
} // prettier-ignore
