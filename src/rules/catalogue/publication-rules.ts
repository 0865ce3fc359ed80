import { BLACKENED, hasBirthDate, hasCheckDigit, NumberKind } from '../blackened';
import { defineRule, Rule } from '../rule';

/**
 * What hangs out shows no number in full: whoever reads a notice needs none of them. The numbers themselves are not
 * among the facts, since a finding is read by more people than the notice should have been.
 * Facts: `publication` notice | list | export; `shown` of certificateNumber | idNumber | phone | bankCard.
 */
export const masked: Rule = defineRule({
  code: 'X01',
  key: 'masked',
  mode: 'block',
  waivable: false,
  because:
    'Irregularity 64; Personal Information Protection Law 6, 25, 28: least data, nothing published unasked',
  before: [],
  needs: ['publications'],
  *find({ publications }) {
    for (const { id, kind, text } of publications) {
      const shown = numbersIn(text);
      if (shown.length === 0) continue;
      yield {
        subject: { type: 'publication', id },
        facts: { publication: kind, shown },
        fixAt: { page: 'notice' },
      };
    }
  },
});

interface Shown {
  readonly kind: NumberKind;
  readonly pattern: RegExp;
  readonly isMeant: (digits: string, before: string) => boolean;
}

/** Numbers that an office prints under its notices so that people can complain. */
const OFFICE_PHONE =
  /(?:监督|举报|投诉|咨询|服务|热线|值班|办公|hotline|office|complaint)[^，。；\n]{0,14}$/i;

/** From the longest to the shortest; what one kind has taken is not looked at again. */
const KINDS: readonly Shown[] = [
  {
    kind: 'certificateNumber',
    pattern: /(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx][ -]?\d{2}(?![\dA-Za-z])/g,
    isMeant: (digits) => hasBirthDate(digits),
  },
  {
    kind: 'idNumber',
    pattern: /(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])/g,
    isMeant: (digits) => hasBirthDate(digits),
  },
  {
    kind: 'bankCard',
    pattern: /(?<![\dA-Za-z])[3-69]\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?![\dA-Za-z])/g,
    isMeant: (digits) => hasCheckDigit(digits),
  },
  {
    kind: 'phone',
    pattern:
      /(?<![\dA-Za-z])(?:(?:\+?86[ -]?)?1[3-9]\d([ -]?)\d{4}\1\d{4}|\(?0\d{2,3}\)?[ -]?[2-8]\d{6,7})(?![\dA-Za-z])/g,
    isMeant: (_digits, before) => !OFFICE_PHONE.test(before),
  },
];

/** What an import took in was in full where it came from, and is blackened here. */
const OF_IMPORTS: readonly Shown[] = (['certificateNumber', 'idNumber', 'bankCard', 'phone'] as const).map((kind) => ({
  kind,
  pattern: BLACKENED[kind],
  isMeant: kind === 'phone' ? (_digits, before) => !OFFICE_PHONE.test(before) : () => true,
})); // prettier-ignore

function numbersIn(text: string): string[] {
  // Full-width digits and signs become plain ones.
  let rest = text.normalize('NFKC');
  const found = new Set<string>();
  for (const { kind, pattern, isMeant } of [...KINDS, ...OF_IMPORTS])
    rest = rest.replaceAll(pattern, (...match: unknown[]) => {
      const number = match[0] as string;
      const at = match.findLast((part): part is number => typeof part === 'number')!;
      const digits = number.replace(/[^\dXx]/g, '');
      if (!isMeant(digits, rest.slice(Math.max(0, at - 20), at))) return number;
      found.add(kind);
      return '*'.repeat(number.length);
    });
  return [...found];
}
