import { BREAKS, PROGRAMME_BREAKS } from '../../test/builders/breaks';
import { aDossier, aProgrammeDossier, dated, day, withDates } from '../../test/builders/dossier';
import { suspectDossiers } from '../../test/builders/suspect-dossiers';
import { Language } from '../platform/i18n/texts';
import { Translations } from '../platform/i18n/translator';
import { GATE_RULES } from './catalogue/gates';
import { PROGRAMME_RULES } from './catalogue/programme-rules';
import { DATE_NAMES, Dossier } from './dossier';
import { Finding } from './finding';
import { findingWords } from './finding-words';
import { CHRONOLOGY_RULES } from '../workflow/chronology';
import { orderRule } from './order-rule';
import { isRuleCode, RULE_CODES } from './rule-code';
import { RULE_TEXTS, rulesTexts } from './rules.texts';
import { TERMS } from './texts/terms.texts';

const translations = new Translations([rulesTexts], 'throw');
const rules = [...GATE_RULES, ...CHRONOLOGY_RULES];
const WORDED = RULE_CODES.filter((code) => rules.some((rule) => rule.code === code));
const contractFirst = orderRule({
  earlier: 'contractSignedOn',
  later: 'startedOn',
  code: 'C07',
  key: 'contract-before-works',
  waivable: true,
  because: 'Inspection 2022',
});

function say(
  finding: Pick<Finding, 'rule' | 'facts'>,
  language: Language,
): { message: string; cure: string } {
  const { message, cure, parameters } = findingWords(finding, language);
  const t = translations.in(language);
  return { message: t(message, parameters), cure: cure === null ? '' : t(cure, parameters) };
}

describe('The texts of the rules', () => {
  it.each(WORDED)('exist for %s in both languages', (code) => {
    const text = RULE_TEXTS[code];
    for (const { zh, en } of [text.title, text.holds, text.message, text.cure]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[A-Za-z]/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('exist for every gate, and belong to codes of the catalogue', () => {
    expect(rules.filter(({ code }) => !(code in RULE_TEXTS))).toEqual([]);
    expect(Object.keys(RULE_TEXTS).filter((code) => !isRuleCode(code))).toEqual([]);
  });

  it('are short in their general part', () => {
    for (const { title, holds } of Object.values(RULE_TEXTS)) {
      expect(title.zh.length).toBeLessThanOrEqual(12);
      expect(title.en.length).toBeLessThanOrEqual(40);
      expect(holds.zh.length).toBeLessThanOrEqual(60);
    }
  });

  it('have a word for every date', () => {
    expect(Object.keys(TERMS.date).sort()).toEqual([...DATE_NAMES].sort());
  });
});

describe('A finding in words', () => {
  it('says which dates contradict each other', () => {
    const dossier = withDates(aDossier(), { contractSignedOn: '2022-09-07', startedOn: '2022-05-12' });
    const [finding] = contractFirst.check(dossier);
    expect(say(finding!, 'zh-CN').message).toBe('合同签订（2022年9月7日）晚于开工（2022年5月12日）118 天。');
    expect(say(finding!, 'en').message).toBe(
      'Wrong order: the contract’s signing (7 Sep 2022) lies 118 days after the start of works (12 May 2022).',
    );
  });

  it('says which date is missing', () => {
    const [finding] = contractFirst.check(withDates(aDossier(), { contractSignedOn: null }));
    expect(say(finding!, 'zh-CN')).toEqual({
      message: '开工（2026年5月10日）之前没有合同签订的日期。',
      cure: '先录入合同签订的日期，或申请豁免。',
    });
  });

  it('writes money, values and lists as people do', () => {
    const over = { rule: 'M01', facts: { totalFen: 612_345, capFen: 600_000, overFen: 12_345 } } as const;
    expect(say(over, 'zh-CN').message).toBe('方案合计 6,123.45 元，超过每户限额 6,000.00 元 123.45 元。');
    const steep = {
      problem: 'missed',
      item: '坡道',
      requirement: '坡度',
      unit: 'ratio',
      value: 8,
      min: 12,
      max: null,
    };
    expect(say({ rule: 'T01', facts: steep }, 'zh-CN').message).toBe(
      '“坡道”坡度：实测 1:8，要求不陡于 1:12。',
    );
    expect(
      say({ rule: 'T01', facts: { ...steep, unit: 'mm', value: 840, min: 850, max: 900 } }, 'en').message,
    ).toBe('“坡道”, 坡度: 840 measured; required 850 to 900 mm.');
    const missing = { rule: 'S01', facts: { missing: ['household', 'street'] } } as const;
    expect(say(missing, 'zh-CN').message).toBe('验收缺少签字：残疾人家庭、街道（乡镇）。');
    expect(say(missing, 'en').message).toBe('Signatures missing from the acceptance: household and street.');
  });

  it('tells what must hold when only the database knows what went wrong', () => {
    expect(say({ rule: 'C10', facts: {} }, 'zh-CN')).toEqual({
      message: '完工不晚于验收；没有施工就没有验收。',
      cure: '',
    });
  });
});

describe('Every finding that the rules can make', () => {
  const sound = aDossier();
  const spoilt: Dossier[] = [
    {
      ...sound,
      photos: [],
      inspection: null,
      application: null,
      signatures: [],
      contractor: { ...sound.contractor!, licence: null },
    },
    {
      ...sound,
      application: { ...sound.application!, notice: { from: day('2026-05-08'), until: day('2026-05-10') } },
    },
    {
      ...sound,
      application: { ...sound.application!, notice: { from: day('2026-05-01'), until: day('2026-05-10') } },
    },
    {
      ...sound,
      person: { ...sound.person, diedOn: day('2025-01-01'), certificate: null },
      household: { ...sound.household, hardship: 'none', tenure: 'x' },
    },
    {
      ...sound,
      person: {
        ...sound.person,
        certificate: { grade: 4, validFrom: day('2026-03-01'), validUntil: day('2026-04-01') },
      },
    },
    {
      ...sound,
      dates: {
        ...sound.dates,
        startedOn: dated('2026-05-10', '2026-06-20'),
        signedOn: dated('2026-06-25', '2026-06-01'),
      },
    },
    {
      ...sound,
      signatures: sound.signatures.map((one) => ({
        ...one,
        relation: 'proxy',
        currentHash: 'x',
        byContractorId: 'b',
      })),
    },
    { ...sound, statements: [{ id: 's', outcome: 'notDone', on: day('2026-06-25') }] },
    {
      ...sound,
      plans: sound.plans.map((plan) => ({
        ...plan,
        lines: plan.lines.map((line) => ({ ...line, quantity: 9, unitPriceFen: 900_000 })),
      })),
    },
    {
      ...sound,
      plans: [...sound.plans, { id: 'v', revision: 2, agreedOn: null, lines: sound.plans[0]!.lines }],
      programme: { ...sound.programme, priceLimitsFen: {} },
    },
    {
      ...sound,
      inspection: {
        ...sound.inspection!,
        acceptors: [{ userId: 'b', name: '庚', level: 'street', contractorId: 'b' }],
        items: sound.inspection!.items.map((item) => ({
          ...item,
          measured: item.measured.map((value) => ({ ...value, meets: false, asPlanned: false })),
        })),
      },
    },
    withDates(sound, { startedOn: '2026-05-01', acceptedOn: '2026-06-01' }),
    ...Object.values(BREAKS).flatMap((breaks) => breaks.map((broken) => broken(sound))),
    ...suspectDossiers(),
  ];
  const programmes = Object.values(PROGRAMME_BREAKS).flatMap((breaks) =>
    breaks.map((broken) => broken(aProgrammeDossier())),
  );
  const findings = [
    ...spoilt.flatMap((dossier) => rules.flatMap((rule) => [...rule.check(dossier)])),
    ...programmes.flatMap((dossier) => PROGRAMME_RULES.flatMap((rule) => [...rule.check(dossier)])),
  ];

  it('comes from every rule', () => {
    expect(
      [...rules, ...PROGRAMME_RULES]
        .map(({ code }) => code)
        .filter((code) => !findings.some(({ rule }) => rule === code)),
    ).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('reads without gaps, keys or placeholders in %s', (language) => {
    for (const finding of findings) {
      const { message, cure } = say(finding, language);
      for (const sentence of [message, cure]) {
        expect(sentence).not.toMatch(/[{}—]|undefined|\bnone\b|\bnull\b|[a-z]+On\b|[a-z]Fen\b/);
        expect(sentence.length).toBeGreaterThan(5);
        expect(sentence.length).toBeLessThanOrEqual(language === 'en' ? 180 : 80);
      }
    }
  });
});
