import fc from 'fast-check';
import { aDossier, dated, day, withDates } from '../../test/builders/dossier';
import { addDays, calendarDate } from '../platform/time/calendar-date';
import { GATE_RULES } from './catalogue/gates';
import { Dossier } from './dossier';
import { notInTheFutureRule, orderFault, orderRule } from './order-rule';
import { ruleBook } from './rule-book';
import { isRuleCode } from './rule-code';

const contractFirst = orderRule({
  earlier: 'contractSignedOn',
  later: 'startedOn',
  code: 'C07',
  key: 'contract-before-works',
  waivable: true,
  because: 'Inspection 2022',
});
const endOfProgramme = orderRule({
  earlier: 'startedOn',
  later: 'programmeEndsOn',
  code: 'C12',
  key: 'programme-period',
  waivable: true,
  because: 'Inspection 2022',
  earlierOptional: true,
});
const future = notInTheFutureRule('Inspection 2022');
const sound = aDossier();

describe('An order of two dates', () => {
  it('holds when the one is not after the other, or the other has not happened', () => {
    expect([...contractFirst.check(sound)]).toEqual([]);
    expect([...contractFirst.check(withDates(sound, { contractSignedOn: '2026-05-10' }))]).toEqual([]);
    expect([...contractFirst.check(withDates(sound, { startedOn: null, contractSignedOn: null }))]).toEqual(
      [],
    );
  });

  it('is broken by a contract of 7 September after works in May', () => {
    const dossier = withDates(sound, { contractSignedOn: '2026-09-07', startedOn: '2026-05-12' });
    expect([...contractFirst.check(dossier)]).toEqual([
      {
        rule: 'C07',
        mode: 'block',
        subject: { type: 'retrofit', id: 'retrofit', part: 'contractSignedOn-startedOn' },
        facts: {
          earlier: 'contractSignedOn',
          later: 'startedOn',
          earlierOn: '2026-09-07',
          laterOn: '2026-05-12',
          daysTooLate: 118,
        },
        fixAt: { page: 'contract', field: 'contractSignedOn' },
      },
    ]);
  });

  it('is broken by a missing earlier date, unless that is optional', () => {
    expect([...contractFirst.check(withDates(sound, { contractSignedOn: null }))]).toMatchObject([
      { facts: { earlierOn: null, daysTooLate: null } },
    ]);
    expect([...endOfProgramme.check(withDates(sound, { startedOn: null }))]).toEqual([]);
    expect([...endOfProgramme.check(withDates(sound, { startedOn: '2027-01-01' }))]).toHaveLength(1);
  });

  it('is not asked where it is waived', () => {
    const late = withDates(sound, { contractSignedOn: '2026-09-07' });
    expect([...contractFirst.check({ ...late, waivers: ['C07'] })]).toEqual([]);
    expect([...contractFirst.check({ ...late, waivers: ['C06'] })]).toHaveLength(1);
  });

  it('says the same as the SQL of the constraints, for any two dates', () => {
    const someDay = fc.option(fc.nat(20).map((days) => addDays(calendarDate('2026-05-01'), days)));
    fc.assert(
      fc.property(someDay, someDay, (earlier, later) => {
        const check = later === null || (earlier !== null && earlier <= later);
        expect(orderFault(earlier, later) === null).toBe(check);
      }),
    );
  });
});

describe('C13 not in the future', () => {
  it('is silent for what was recorded on its day, and for what is set to come', () => {
    const coming = { on: day('2026-12-01'), recordedAt: null };
    expect([...future.check({ ...sound, dates: { ...sound.dates, noticeUntil: coming } })]).toEqual([]);
  });

  it('compares with the day of recording, or with today', () => {
    const ahead = (dates: Dossier['dates']) =>
      [...future.check({ ...sound, dates })].map(({ facts }) => facts);
    expect(ahead({ acceptedOn: dated('2026-06-20', '2026-06-19') })).toEqual([
      { date: 'acceptedOn', on: '2026-06-20', recordedOn: '2026-06-19' },
    ]);
    expect(ahead({ noticeFrom: { on: day('2026-07-02'), recordedAt: null } })).toHaveLength(1);
  });
});

describe('The rule book', () => {
  const book = ruleBook([contractFirst, endOfProgramme, future, ...GATE_RULES]);
  const codes = (findings: readonly { rule: string }[]) => [...new Set(findings.map(({ rule }) => rule))];

  it('has nothing to say of a sound retrofit', () => {
    expect(book.check(sound)).toEqual([]);
    expect(book.audit(sound)).toEqual([]);
  });

  it('has gates of the catalogue’s codes, each once', () => {
    expect(GATE_RULES.every(({ code }) => isRuleCode(code))).toBe(true);
    expect(new Set(GATE_RULES.map(({ code, key }) => `${code} ${key}`)).size).toBe(GATE_RULES.length);
    expect(GATE_RULES.every(({ because, key }) => because.length > 10 && /^[a-z-]+$/.test(key))).toBe(true);
  });

  it('looks at a gate before its milestone, and always at what always holds', () => {
    const spoilt = withDates(
      { ...sound, photos: [], application: null, payments: [] },
      { contractSignedOn: null },
    );
    expect(codes(book.checkBefore('start', spoilt))).toEqual(['C07', 'C03', 'F02']);
    expect(codes(book.checkBefore('acceptance', spoilt))).toEqual(['C07', 'E01', 'E10']);
    expect(codes(book.check(spoilt, ['F01']))).toEqual(['F01']);
  });

  it('asks of found records only what they have reached', () => {
    const begun = withDates(
      { ...sound, photos: [], signatures: [], inspection: null, payments: [] },
      {
        completedOn: null,
        acceptedOn: null,
        signedOn: null,
      },
    );
    expect(codes(book.audit(begun))).toEqual([]);
    expect(codes(book.audit({ ...sound, photos: [] }))).toEqual(['E01', 'E10']);
  });

  it('tells what stops an act from what somebody has to decide', () => {
    const late = {
      ...sound,
      photos: [],
      dates: { ...sound.dates, startedOn: dated('2026-05-10', '2026-06-30') },
    };
    const findings = book.check(late);
    expect(codes(findings)).toEqual(['C14', 'E01', 'E10']);
    expect(codes(book.stopping(findings))).toEqual(['E01', 'E10']);
    expect(findings.filter(({ mode }) => mode === 'flag').map(({ rule }) => rule)).toEqual(['C14']);
  });

  it('does not ask a rule about what the source of the record is silent on', () => {
    const spoilt = withDates({ ...sound, payments: [] }, { contractSignedOn: null });
    expect(codes(book.audit(spoilt))).toEqual(['C07']);
    expect(codes(book.audit({ ...spoilt, unknown: ['contractSignedOn'] }))).toEqual([]);
    expect(codes(book.audit({ ...spoilt, unknown: ['noticeFrom'] }))).toEqual(['C07']);
  });
});
