import { Applicant, unmetTerms } from '../rules/catalogue/terms-rules';
import { Words } from './date-hints';
import { findingInWords } from './finding-words';
import { OpenChoices } from './retrofit-list.repository';

/** Which terms of a programme (P03) somebody does not meet, in words; empty when all are met. */
export function unmetInWords(applicant: Applicant, { t, language }: Words): string[] {
  return [...unmetTerms(applicant)].map(({ facts }) => findingInWords(t, 'P03', facts, language));
}

/** Who of a household does not meet the terms of which programme: said before anybody opens a retrofit for it. */
export function unmetChoices(
  { household, people, programmes }: OpenChoices,
  words: Words,
): { person: string; programme: string; terms: string[] }[] {
  return people.flatMap(({ value: id, text: person, grade }) =>
    programmes.flatMap(({ text, ...programme }) => {
      const certificate = grade === null ? null : { grade };
      const terms = unmetInWords({ programme, person: { id, certificate }, household }, words);
      return terms.length > 0 ? [{ person, programme: text, terms }] : [];
    }),
  );
}
