import { aDossier, day } from '../../test/builders/dossier';
import { Translations } from '../platform/i18n/translator';
import { certificateValid } from './catalogue/time-rules';
import { moneyInOrder } from './catalogue/sequence-rules';
import { Dossier } from './dossier';
import { findingWords } from './finding-words';
import { orderRule } from './order-rule';
import { Rule } from './rule';
import { rulesTexts } from './rules.texts';

const translations = new Translations([rulesTexts], 'throw');
const sound = aDossier();
const may = { on: day('2026-05-01'), until: day('2026-05-31'), recordedAt: null };

/** What a rule says of a dossier, in English and in Chinese. */
function said(rule: Rule, changes: Partial<Dossier>): string[] {
  return [...rule.check({ ...sound, ...changes })].flatMap((finding) =>
    (['en', 'zh-CN'] as const).map((language) => {
      const { message, parameters } = findingWords(finding, language);
      return translations.in(language)(message, parameters);
    }),
  );
}

describe('A date of which only the month is known', () => {
  const contract = orderRule({
    earlier: 'contractSignedOn',
    later: 'startedOn',
    code: 'C07',
    key: 'contract-before-works',
    waivable: true,
    because: 'test',
  });

  it('is told as a month, and no days are counted from it', () => {
    const startedOn = { on: day('2026-04-10'), recordedAt: null };
    const dates = { ...sound.dates, contractSignedOn: may, startedOn };
    const [en, zh] = said(contract, { dates, vague: ['contractSignedOn'] });
    expect(en).toContain('(May 2026) lies after');
    expect(en).toContain('(10 Apr 2026)');
    expect(zh).toContain('（2026年5月）晚于');
    expect(zh).not.toContain('天');
  });

  it('is told as a month by the certificate’s and the payments’ rules too, and accuses only where every day of it does', () => {
    const certificate = { grade: 1, validFrom: day('2026-05-20'), validUntil: null };
    const person = { ...sound.person, certificate };
    const dates = { acceptedOn: may };
    expect(said(certificateValid, { person, dates })).toEqual([]);
    const late = { ...sound.person, certificate: { ...certificate, validFrom: day('2026-06-02') } };
    expect(said(certificateValid, { person: late, dates })[0]).toContain('(May 2026)');
    const payments = [{ id: 'p', kind: 'final', on: day('2026-04-30'), amountFen: 1 }] as const;
    expect(said(moneyInOrder, { payments, dates })[0]).toContain('before the acceptance (May 2026)');
  });

  it('is told as a year where no more is known', () => {
    const year = { on: day('2026-01-01'), until: day('2026-12-31'), recordedAt: null };
    const dates = {
      ...sound.dates,
      contractSignedOn: year,
      startedOn: { on: day('2025-12-30'), recordedAt: null },
    };
    expect(said(contract, { dates, vague: ['contractSignedOn'] })[0]).toContain('(2026) lies after');
  });
});
