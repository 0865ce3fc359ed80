import { Break, BREAKS, PROGRAMME_BREAKS } from '../../../test/builders/breaks';
import { aDossier, aProgrammeDossier } from '../../../test/builders/dossier';
import { RULE_BOOK } from '../../workflow/rule-book';
import { Finding } from '../finding';
import { RULE_CODES } from '../rule-code';
import { reasonOf } from '../reasons';
import { RULE_TEXTS } from '../rules.texts';

const nameOf = ({ code, key }: { code: string; key: string }): string => `${code} ${key}`;

/** Each rule with its own break: the first rule of a name has the first break of that name, and so on. */
function withBreaks<R extends { code: string; key: string }, D>(
  rules: readonly R[],
  breaks: Readonly<Record<string, readonly Break<D>[]>>,
): { name: string; rule: R; broken: Break<D> | undefined }[] {
  return rules.map((rule, index) => {
    const earlier = rules.slice(0, index).filter((one) => nameOf(one) === nameOf(rule)).length;
    const broken = breaks[nameOf(rule)]?.[earlier];
    return { name: `${nameOf(rule)}${earlier > 0 ? ` (${earlier + 1})` : ''}`, rule, broken };
  });
}

const RULES = withBreaks(RULE_BOOK.rules, BREAKS);
const PROGRAMME_RULES = withBreaks(RULE_BOOK.programmeRules, PROGRAMME_BREAKS);
const all = [...RULE_BOOK.rules, ...RULE_BOOK.programmeRules];
const codesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))];

describe('The rule catalogue', () => {
  it('has a rule for every code, and no rule of another', () => {
    const built = new Set<string>(all.map(({ code }) => code));
    expect(RULE_CODES.filter((code) => !built.has(code))).toEqual([]);
    expect([...built].filter((code) => !(RULE_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('has words and a reason in both languages for every rule', () => {
    expect(all.filter(({ code }) => !(code in RULE_TEXTS)).map(nameOf)).toEqual([]);
    for (const rule of all) {
      expect({ rule: nameOf(rule), reason: reasonOf(rule, 'zh-CN') }).toEqual({
        rule: nameOf(rule),
        reason: expect.stringMatching(/\p{Script=Han}.{5,}/u) as string,
      });
      expect(reasonOf(rule, 'en')).toMatch(/^[A-Z].{10,}/);
    }
  });

  it('tells of each code one waiver and of each name one mode', () => {
    const different = (of: (rule: (typeof all)[number]) => string, by: (rule: (typeof all)[number]) => string) =>
      [...new Set(all.map(by))].filter((one) => new Set(all.filter((rule) => by(rule) === one).map(of)).size > 1);
    expect(different(({ waivable }) => String(waivable), ({ code }) => code)).toEqual([]);
    expect(different(({ mode }) => mode, nameOf)).toEqual([]);
  }); // prettier-ignore

  it('has a break for every rule, and none for a rule that is not', () => {
    const missing = [...RULES, ...PROGRAMME_RULES].filter(({ broken }) => broken === undefined);
    expect(missing.map(({ name }) => name)).toEqual([]);
    const count = Object.values({ ...BREAKS, ...PROGRAMME_BREAKS }).flat().length;
    expect(count).toBe(RULES.length + PROGRAMME_RULES.length);
  });

  it('is silent about a sound retrofit and a sound programme', () => {
    expect(RULE_BOOK.check(aDossier())).toEqual([]);
    expect(RULE_BOOK.auditProgramme(aProgrammeDossier())).toEqual([]);
  });

  it.each(RULES)('$name fires alone when it is broken', ({ rule, broken }) => {
    const findings = [...rule.check(broken!(aDossier()))];
    expect(findings).not.toEqual([]);
    expect(new Set(findings.map(({ rule, mode }) => `${rule} ${mode}`))).toEqual(
      new Set([`${rule.code} ${rule.mode}`]),
    );
    expect(codesOf(RULE_BOOK.check(broken!(aDossier())))).toEqual([rule.code]);
  });

  it.each(PROGRAMME_RULES)('$name fires alone when it is broken', ({ rule, broken }) => {
    const findings = RULE_BOOK.auditProgramme(broken!(aProgrammeDossier()));
    expect(findings.map(({ rule, mode }) => `${rule} ${mode}`)).toEqual([`${rule.code} ${rule.mode}`]);
  });

  it.each(RULES.filter(({ rule }) => rule.needs.length > 0))(
    '$name is not asked where the source is silent about what it needs',
    ({ rule, broken }) => {
      for (const aspect of rule.needs)
        expect([...rule.check({ ...broken!(aDossier()), unknown: [aspect] })]).toEqual([]);
    },
  );

  it.each(PROGRAMME_RULES.filter(({ rule }) => rule.needs.length > 0))(
    '$name is not asked where the source is silent about what it needs',
    ({ rule, broken }) => {
      for (const aspect of rule.needs)
        expect([...rule.check({ ...broken!(aProgrammeDossier()), unknown: [aspect] })]).toEqual([]);
    },
  );

  it('waives nothing but the rule that is named, and only where a waiver exists', () => {
    for (const { rule, broken } of RULES) {
      const spoilt = broken!(aDossier());
      const waived = [...rule.check({ ...spoilt, waivers: [rule.code] })];
      expect({ name: nameOf(rule), found: waived.length > 0 }).toEqual({
        name: nameOf(rule),
        found: !rule.waivable,
      });
    }
  });

  it('makes each finding of a dossier about another subject', () => {
    for (const { name, broken } of RULES) {
      const keys = RULE_BOOK.check(broken!(aDossier())).map(({ rule, subject }) =>
        [rule, subject.type, subject.id, subject.part].join(' '),
      );
      expect({ name, keys: new Set(keys).size }).toEqual({ name, keys: keys.length });
    }
  });
});
