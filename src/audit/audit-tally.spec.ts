import { aDossier } from '../../test/builders/dossier';
import { foundFacts } from '../../test/builders/found';
import { FoundFacts } from '../imports/found-record';
import { LedgerField } from '../imports/ledger-fields';
import { calendarDate } from '../platform/time/calendar-date';
import { Translations } from '../platform/i18n/translator';
import { Dossier } from '../rules/dossier';
import { TEXTS } from '../texts';
import { RULE_BOOK } from '../workflow/rule-book';
import { findingInTexts } from './audit.presenter';
import { AuditTally } from './audit-tally';
import { FoundCase } from './found-case';
import { foundDossier } from './found-dossier';
import { foundYear } from './found-year';
import { columnsOf } from './silent-aspects';

const year = foundYear(2020, 'year', null, []);
const today = calendarDate('2026-07-01');

function without(facts: FoundFacts, ...fields: LedgerField[]): Dossier {
  const left = Object.fromEntries(
    Object.entries(facts).filter(([field]) => !fields.includes(field as LedgerField)),
  );
  const found = { id: 'record', areaCode: '990101001001', year, facts: left, correctedAt: {}, photos: null, cross: {} }; // prettier-ignore
  return foundDossier(found, today);
}

const codes = (dossier: Dossier): string[] => RULE_BOOK.audit(dossier).map(({ rule }) => rule);

/** The columns that the audit calls missing for a rule. */
function missing(dossier: Dossier, code: string): string[] | null {
  const tally = new AuditTally(RULE_BOOK);
  tally.add(dossier);
  const one = tally.notJudged().find(({ rule }) => rule === code);
  return one === undefined ? null : one.aspects.flatMap((aspect) => columnsOf(aspect, 'en'));
}

describe('What a ledger without some columns is judged by', () => {
  it('finds a wrong certificate number where the ledger says nothing of how long certificates hold', () => {
    const dossier = without(foundFacts(2020, { certificateNumber: 'category' }), 'certificateValidUntil');
    expect(codes(dossier)).toEqual(['P02']);
    expect(missing(dossier, 'P02')).toBeNull();
    expect(missing(dossier, 'C15')).toEqual(['Certificate valid until']);
  });

  it('finds an expired certificate where the ledger has no column for its grade', () => {
    const expired = { from: calendarDate('2019-12-31'), until: calendarDate('2019-12-31') };
    const dossier = without(foundFacts(2020, { certificateValidUntil: expired }), 'grade');
    expect(new Set(codes(dossier))).toEqual(new Set(['C15']));
    expect(missing(dossier, 'P03')).toContain('Grade');
  });

  it('finds a choice without its method where the ledger has no column for its record, and says which is missing', () => {
    const dossier = without(foundFacts(2020, { selectionMethod: null }), 'selectionRecord', 'selectedOn');
    expect(RULE_BOOK.audit(dossier).map(({ rule, facts }) => [rule, facts])).toEqual([['F02', { missing: ['method'] }]]); // prettier-ignore
    expect(missing(dossier, 'F02')).toEqual(['Selected on', 'Selection record']);
  });

  it('misses no signature for which the ledger has no column, and names the others', () => {
    const asked = { signers: ['community', 'street'], askedSigners: ['community', 'district', 'street'] } as const; // prettier-ignore
    const dossier = without(foundFacts(2020, asked));
    const [found, ...others] = RULE_BOOK.audit(dossier).filter(({ rule }) => rule === 'S01');
    expect(others).toEqual([]);
    expect(found!.facts).toEqual({ missing: ['district'] });
    const tally = new AuditTally(RULE_BOOK);
    tally.add(dossier);
    expect(tally.notJudged().find(({ rule }) => rule === 'S01')!.aspects).toEqual(['householdSigner', 'contractorSigner']); // prettier-ignore
    // One column with a list tells of everybody.
    const listed = without(foundFacts(2020, { signers: ['community', 'street'] }));
    expect(RULE_BOOK.audit(listed).find(({ rule }) => rule === 'S01')!.facts).toEqual({ missing: ['household', 'contractor', 'district'] }); // prettier-ignore
  });

  it('does not say that nothing was accepted where the day of acceptance can’t be read', () => {
    expect(codes(without(foundFacts(2020), 'acceptedOn'))).not.toContain('F04');
    expect(codes(without(foundFacts(2020, { acceptedOn: null })))).toContain('F04');
  });

  it('asks each level for the seal where only another level has no column for one', () => {
    const dossier = without(foundFacts(2020, { communitySealed: null }), 'streetSealed', 'districtReviewer');
    expect(codes(dossier)).toEqual(['F01']);
    expect(missing(dossier, 'F01')).toEqual(['Street sealed', 'District reviewer']);
  });

  it('finds a device that was never connected where nobody wrote down whether it was unboxed', () => {
    const dossier = without(foundFacts(2020, { connected: false }), 'unboxed');
    expect(codes(dossier)).toEqual(['E10']);
    expect(missing(dossier, 'E10')).toEqual(['Unboxed']);
  });

  it('names only the column that is missing', () => {
    expect(missing(without(foundFacts(2020), 'acceptedItems'), 'F04')).toEqual(['Accepted items']);
    expect(missing(without(foundFacts(2020), 'surveyor'), 'G01')).toContain('Surveyor');
    expect(missing(without(foundFacts(2020), 'surveyor'), 'G01')).not.toContain('Surveyed on');
    expect(missing(without(foundFacts(2020), 'noticeUntil'), 'C03')).toEqual(['Notice until']);
  });

  it('lists nothing for a dossier of which all is known', () => {
    const tally = new AuditTally(RULE_BOOK);
    tally.add(aDossier());
    expect(tally.notJudged()).toEqual([]);
  });

  it('still knows the columns of what earlier runs wrote down', () => {
    expect(columnsOf('certificate' as never, 'en')).toEqual([
      'Certificate number',
      'Certificate valid until',
    ]);
  });
});

describe('What a finding of an old record calls things', () => {
  const elsewhere = { id: '1', label: '2020 · 石桥社区 · 钱*' };
  const found = (facts: FoundFacts, cross: FoundCase['cross'] = {}): Dossier =>
    foundDossier({ id: '01a21bd4-0000-7000-8000-000000000000', areaCode: '990101001001', year, facts, correctedAt: {}, photos: null, cross }, today); // prettier-ignore

  it('is never an id: a device of no known item is told by its serial number', () => {
    const facts = foundFacts(2020, { serialNumbers: ['QS-1'], plannedItems: null, acceptedItems: null, settledItems: null }); // prettier-ignore
    const [finding] = RULE_BOOK.audit(found(facts, { sameSerial: { 'QS-1': [elsewhere] } })).filter(({ rule }) => rule === 'E09'); // prettier-ignore
    expect(finding!.facts).toMatchObject({ serialNumber: 'QS-1', item: null });
    for (const [language, message] of [
      ['en', 'The serial number QS-1 is registered elsewhere too: 2020 · 石桥社区 · 钱*.'],
      ['zh-CN', '序列号 QS-1 也登记在：2020 · 石桥社区 · 钱*。'],
    ] as const)
      expect(
        findingInTexts({ ...finding!, source: 'found' }, new Translations(TEXTS).in(language), language)
          .message,
      ).toBe(message);
  });

  it('is the ledger’s own word for what was never planned', () => {
    const extra = [{ name: '晾衣架', code: null, quantity: 1 }];
    const planned = foundFacts(2020).plannedItems as typeof extra;
    const findings = RULE_BOOK.audit(found(foundFacts(2020, { acceptedItems: [...planned, ...extra] })));
    expect(findings.find(({ rule }) => rule === 'F04')!.facts).toMatchObject({ problem: 'notPlanned', item: '晾衣架' }); // prettier-ignore
  });
});
