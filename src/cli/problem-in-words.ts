import { describeProblem } from '../platform/http/problem-words';
import { Translations } from '../platform/i18n/translator';
import { Problem } from '../platform/problems/problem';
import { TEXTS } from '../texts';
import { findingInWords } from '../workflow/finding-words';

const kebab = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A problem for the terminal: what it is, then a line for each option that can't be taken. */
export function problemInWords(problem: Problem): string[] {
  const { title, detail, errors, findings } = describeProblem(
    problem,
    new Translations(TEXTS).in('en'),
    'en',
    findingInWords,
  ) as { title: string; detail: string; errors?: { field: string; message: string }[]; findings?: { message: string }[] }; // prettier-ignore
  const faults = [
    ...(errors ?? []).map(({ field, message }) => `  --${kebab(field)}: ${message}`),
    ...(findings ?? []).map(({ message }) => `  ${message}`),
  ];
  // "Everything you typed is still there" is true of a form only.
  const head = problem.code === 'invalid-input' ? title : `${title}: ${detail}`;
  return [`${head} (${problem.code})`, ...faults];
}
