import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { CONSTRAINTS } from '../../src/constraints';
import { Translations } from '../../src/platform/i18n/translator';
import { RULE_PARTS, ruleEntries, ruleWords } from '../../src/rule-book/rule-entries';
import { rulesDocument } from '../../src/rule-book/rules-document';
import { TEXTS } from '../../src/texts';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { root } from './source-files';

const translations = new Translations(TEXTS, 'throw');
const entries = ruleEntries(RULE_BOOK, CONSTRAINTS);
const entry = (code: string) => entries.find((one) => one.code === code);

/** What the command prints, and with which exit code it ends. */
function printed(...args: string[]): { text: string; code: number } {
  const command = COMMANDS['rules']!;
  if (!('print' in command)) throw new Error('The rules are printed without an installation');
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const code = command.print(args);
    return { text: written.mock.calls.map(([text]) => String(text)).join(''), code };
  } finally {
    written.mockRestore();
  }
}

describe('The rule book, written out', () => {
  it('stands in docs/rules.md as the catalogue has it: npm run -s tantu -- rules --markdown > docs/rules.md', () => {
    const document = readFileSync(join(root, 'docs/rules.md'), 'utf8');
    expect(document).toBe(rulesDocument(entries, translations.in('en'), 'en'));
  });

  it('has every code of the rules in force once, in the order of the parts', () => {
    const codes = new Set([...RULE_BOOK.rules, ...RULE_BOOK.programmeRules].map(({ code }) => code));
    expect(entries.map(({ code }) => code).sort()).toEqual([...codes].sort());
    const parts = entries.map(({ part }) => part);
    expect([...new Set(parts)]).toEqual(RULE_PARTS.filter((part) => parts.includes(part)));
  });

  it('says that the database refuses where a constraint bears the code or the meaning, and not elsewhere', () => {
    expect(entry('C07')).toMatchObject({ constraints: ['retrofits_c07_contract_before_works'], modes: ['block'], waivable: true }); // prettier-ignore
    expect(entry('P06')).toMatchObject({ constraints: ['people_certificate_once', 'people_p06_once', 'retrofits_p06_person_of_household'], modes: ['block', 'flag'] }); // prettier-ignore
    expect(entry('M03')).toMatchObject({ constraints: [], modes: ['block', 'flag'], waivable: false });
    expect(entry('Q02')).toMatchObject({ constraints: [], modes: ['watch'] });
  });

  it.each(['zh-CN', 'en'] as const)('tells each rule without gaps in %s', (language) => {
    for (const one of entries) {
      const { title, holds, because, cures } = ruleWords(one, translations.in(language), language);
      expect(cures.length).toBeGreaterThan(0);
      for (const text of [title, holds, because, ...cures]) {
        expect(text).not.toMatch(/[{}—]|undefined|\bnull\b/);
        expect(text.length).toBeGreaterThan(1);
      }
    }
  });

  it('tells every way in which a rule is cured', () => {
    const { cures } = ruleWords(entry('C07')!, translations.in('zh-CN'), 'zh-CN');
    expect(cures).toEqual([
      '先录入前一步的日期，或申请豁免。',
      '核对原件，改正录错的日期；若事实如此，须有事前批准的豁免。',
    ]);
  });

  it('is printed by the command in either language, and as a document', () => {
    const chinese = printed('--lang', 'zh');
    expect(chinese.code).toBe(0);
    expect(chinese.text.trim().split('\n')).toHaveLength(entries.length);
    expect(chinese.text).toContain('C07  先签合同后开工 [禁止 ⛁]: 合同签订不晚于开工。');
    expect(printed().text).toContain('Q02  Plan by its date [Watch]');
    expect(printed('--markdown').text).toBe(rulesDocument(entries, translations.in('en'), 'en'));
    expect(printed('--markdown', '--lang', 'zh').text).toContain('## C 时间先后');
    expect(() => printed('--lang', 'fr')).toThrow('--lang');
  });
});
