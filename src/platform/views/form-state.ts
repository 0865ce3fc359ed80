import { Translate } from '../i18n/translator';
import { FieldError, Problem } from '../problems/problem';

export interface SummaryLine {
  readonly text: string;
  readonly href?: string;
  /** The field that it is about: the page puts the field's name before the text. A rule's sentence has none. */
  readonly field?: string;
}

/** A form as it is shown: what was typed, and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  /** By the name of the field; read them with `fieldError`, which takes both ways of writing a name. */
  readonly errors: Readonly<Record<string, string>>;
  /** Everything that is wrong, for the top of the page; empty when nothing is. */
  readonly summary: readonly SummaryLine[];
}

/** A form before it is sent: empty, or with the values of the record. */
export function emptyForm(values: object = {}): FormState {
  return { values: values as Record<string, unknown>, errors: {}, summary: [] };
}

/** The field's id in the page; both ways of writing a name give the same: items[0].quantity, items[0][quantity] → items-0-quantity. */
export function fieldId(field: string): string {
  return field.replace(/[[\].]+/g, '-').replace(/-$/, '');
}

/** What was typed into a field, or what the record holds; '' where there is nothing. */
export function fieldValue(form: FormState | undefined, field: string): unknown {
  let value: unknown = form?.values;
  for (const step of field.split(/[[\].]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return '';
    value = (value as Record<string, unknown>)[step];
  }
  return value ?? '';
}

/** What is wrong with a field, in the reader's language; undefined when it is fine, as the components expect it. */
export function fieldError(form: FormState | undefined, field: string): string | undefined {
  const id = fieldId(field);
  return Object.entries(form?.errors ?? {}).find(([name]) => fieldId(name) === id)?.[1];
}

/** All that a macro needs of one field. Values that a form can't have typed (a list, a record) are its own business. */
export interface FormField {
  readonly id: string;
  /** As HTML writes it: items[0][quantity]. */
  readonly name: string;
  readonly value: unknown;
  readonly error: string | undefined;
}

/** A field of a form, by either way of writing its name. */
export function fieldOf(form: FormState | undefined, field: string): FormField {
  return {
    id: fieldId(field),
    name: field.replace(/\.([^.[\]]+)/g, '[$1]'),
    value: fieldValue(form, field),
    error: fieldError(form, field),
  };
}

/**
 * The form again, with everything that was typed and each fault in words.
 * @param message words for a broken rule; the platform does not know the rules
 */
export function refusedForm(
  body: unknown,
  problem: Problem,
  t: Translate,
  message: (rule: string, facts: object) => string,
): FormState {
  const errors: Record<string, string> = {};
  const summary: SummaryLine[] = [];
  for (const { field, key, params } of problem.errors as FieldError[]) {
    const text = t(key, params);
    errors[field] ??= text;
    summary.push({ text, href: `#${fieldId(field)}`, field });
  }
  for (const { rule, facts, fixAt } of problem.findings) {
    const text = `${message(rule, facts)} (${rule})`;
    if (fixAt?.field) errors[fixAt.field] ??= text;
    summary.push({ text, href: fixAt?.field ? `#${fieldId(fixAt.field)}` : undefined });
  }
  if (summary.length === 0) summary.push({ text: t(`problems.${problem.code}.detail`, problem.facts) });
  const values = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { values, errors, summary };
}
