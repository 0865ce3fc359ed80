import fc from 'fast-check';
import { anyDossier, FORGETTABLE, forgetting } from '../../test/builders/any-dossier';
import { aDossier } from '../../test/builders/dossier';
import { ASPECTS, Dossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { ruleBook } from '../rules/rule-book';
import { RULE_CODES } from '../rules/rule-code';
import { RULE_BOOK } from './rule-book';

const key = ({ rule, subject }: Finding): string =>
  `${rule} ${subject.type} ${subject.id} ${subject.part ?? ''}`;
const keys = (findings: readonly Finding[]): string[] => findings.map(key);
const runs = { numRuns: 300 };

describe('All rules in force', () => {
  it('have nothing to say of a sound retrofit', () => {
    expect(RULE_BOOK.check(aDossier())).toEqual([]);
  });

  it('never name the same part of the same subject twice', () => {
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        const found = keys(RULE_BOOK.check(dossier));
        expect(found.filter((one, index) => found.indexOf(one) !== index)).toEqual([]);
      }),
      runs,
    );
  });

  it('find the same again, in whatever order they are asked', () => {
    const backwards = ruleBook(RULE_BOOK.rules.toReversed());
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        const found = RULE_BOOK.check(dossier);
        expect(RULE_BOOK.check(dossier)).toEqual(found);
        expect(keys(backwards.check(dossier)).sort()).toEqual(keys(found).sort());
      }),
      runs,
    );
  });

  it('lose by a waiver exactly the findings of its own rule, where it can be waived', () => {
    const waivable = new Set(RULE_BOOK.rules.flatMap(({ code, waivable: can }) => (can ? [code] : [])));
    fc.assert(
      fc.property(anyDossier, fc.constantFrom(...RULE_CODES), (dossier, code) => {
        const left = RULE_BOOK.check(dossier).filter(({ rule }) => rule !== code || !waivable.has(rule));
        expect(RULE_BOOK.check({ ...dossier, waivers: [code] })).toEqual(left);
      }),
      runs,
    );
  });

  it('never accuse a record of what its ledger has no column for', () => {
    const forgotten = fc.subarray([...FORGETTABLE]);
    fc.assert(
      fc.property(anyDossier, forgotten, (any, aspects) => {
        // Ledgers tell one plan; of several, only the day of the acceptance says which was in force.
        const dossier = { ...any, plans: any.plans.slice(0, 1) };
        const known = new Set(keys(RULE_BOOK.audit(dossier)));
        const old = aspects.reduce(forgetting, dossier);
        expect(keys(RULE_BOOK.audit(old)).filter((one) => !known.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  it('are silent on a record of which nothing is known', () => {
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        const nothing: Dossier = { ...FORGETTABLE.reduce(forgetting, dossier), plans: [], unknown: ASPECTS };
        expect(RULE_BOOK.check(nothing)).toEqual([]);
      }),
      runs,
    );
  });
});
