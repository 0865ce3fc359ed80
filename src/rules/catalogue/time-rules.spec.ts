import { aDossier, dated, day, withDates } from '../../../test/builders/dossier';
import { Dossier } from '../dossier';
import { alive, certificateValid, lateEntry, licenceValid, noticeBeforeWorks } from './time-rules';

const sound = aDossier();
const noticed = (from: string, until: string): Dossier => ({
  ...sound,
  application: { ...sound.application!, notice: { from: day(from), until: day(until) } },
});

describe('C03 notice before works', () => {
  const facts = (dossier: Dossier) => [...noticeBeforeWorks.check(dossier)].map((finding) => finding.facts);

  it('is silent when the notice hung out for its days and ended before the start', () => {
    expect(facts(sound)).toEqual([]);
    expect(facts(noticed('2026-05-02', '2026-05-09'))).toEqual([]);
  });

  it('finds that there was none', () => {
    expect(facts({ ...sound, application: { ...sound.application!, notice: null } })).toMatchObject([
      { problem: 'missing', required: 7 },
    ]);
    expect(facts({ ...sound, application: null })).toHaveLength(1);
  });

  it('does not count the day on which the list was put up', () => {
    expect(facts(noticed('2026-02-06', '2026-02-12'))).toMatchObject([{ problem: 'tooShort', days: 6 }]);
    expect(facts(noticed('2026-02-06', '2026-02-13'))).toEqual([]);
  });

  it('finds a notice that ends on the day of the start, or is still running', () => {
    expect(facts(noticed('2026-05-01', '2026-05-10'))).toMatchObject([
      { problem: 'notEnded', startedOn: '2026-05-10' },
    ]);
    const running = withDates(noticed('2026-06-28', '2026-07-08'), { startedOn: null });
    expect(facts(running)).toMatchObject([{ problem: 'notEnded', startedOn: '2026-07-01' }]);
  });

  it('is not asked of a ledger that says nothing of the notice or its days', () => {
    const none = { ...sound, application: null };
    for (const aspect of ['noticeFrom', 'noticeUntil'] as const)
      expect(facts({ ...none, unknown: [aspect] })).toEqual([]);
    expect(facts({ ...none, unknown: ['selectionMethod'] })).toHaveLength(1);
  });

  it('is silent for a retrofit that holds a waiver of it', () => {
    expect(facts({ ...noticed('2026-05-01', '2026-05-02'), waivers: ['C03'] })).toEqual([]);
  });
});

describe('C14 late entry', () => {
  const late = (on: string, recordedOn: string): Dossier => ({
    ...sound,
    dates: { ...sound.dates, completedOn: dated(on, recordedOn) },
    waivers: ['C14'],
  });

  it('is silent up to the programme’s number of days', () => {
    expect([...lateEntry.check(sound)]).toEqual([]);
    expect([...lateEntry.check(late('2026-06-10', '2026-06-17'))]).toEqual([]);
  });

  it('tells the lag of each late date, and no waiver removes it', () => {
    expect([...lateEntry.check(late('2026-06-10', '2026-06-18'))]).toMatchObject([
      {
        rule: 'C14',
        facts: { date: 'completedOn', on: '2026-06-10', recordedOn: '2026-06-18', lagDays: 8, limitDays: 7 },
        fixAt: { page: 'construction', field: 'completedOn' },
      },
    ]);
  });

  it('takes the district’s day of the recording', () => {
    const before = { on: day('2026-06-10'), recordedAt: new Date('2026-06-17T15:59:59Z') };
    const after = { on: day('2026-06-10'), recordedAt: new Date('2026-06-17T16:00:00Z') };
    expect([...lateEntry.check(aDossier({ dates: { completedOn: before } }))]).toHaveLength(0);
    expect([...lateEntry.check(aDossier({ dates: { completedOn: after } }))]).toHaveLength(1);
  });
});

describe('C15 certificate valid', () => {
  const facts = (certificate: Dossier['person']['certificate'], changes: Partial<Dossier> = {}) =>
    [...certificateValid.check({ ...sound, ...changes, person: { ...sound.person, certificate } })].map(
      (finding) => finding.facts,
    );

  it('is silent when it is valid on both days, ends included', () => {
    expect(facts({ grade: 1, validFrom: day('2026-02-01'), validUntil: day('2026-06-20') })).toEqual([]);
    expect(facts({ grade: 1, validFrom: day('2026-02-01'), validUntil: null })).toEqual([]);
  });

  it('finds what is not valid yet, has ended, or does not exist', () => {
    expect(facts({ grade: 1, validFrom: day('2026-02-02'), validUntil: null })).toMatchObject([
      { problem: 'notYetValid', date: 'appliedOn' },
    ]);
    expect(facts({ grade: 1, validFrom: day('2020-01-01'), validUntil: day('2026-06-19') })).toMatchObject([
      { problem: 'expired', date: 'acceptedOn', on: '2026-06-20' },
    ]);
    expect(facts(null)).toMatchObject([{ problem: 'noCertificate' }, { problem: 'noCertificate' }]);
  });

  it('is silent under a waiver', () => expect(facts(null, { waivers: ['C15'] })).toEqual([]));

  it('is not asked where the ledger has no certificates', () =>
    expect(facts(null, { unknown: ['certificateValidity'] })).toEqual([]));
});

describe('C16 alive', () => {
  const died = (on: string): Dossier => ({
    ...sound,
    person: { ...sound.person, diedOn: day(on) },
    waivers: ['C16'],
  });

  it('is silent for the living, and for who died on the day of acceptance or later', () => {
    expect([...alive.check(sound)]).toEqual([]);
    expect([...alive.check(died('2026-06-20'))]).toEqual([]);
  });

  it('is not asked where nobody knows of deaths', () =>
    expect([...alive.check({ ...died('2026-02-01'), unknown: ['death'] })]).toEqual([]));

  it('finds an acceptance, or a survey, after the person’s death, waiver or not', () => {
    expect([...alive.check(died('2026-06-19'))]).toMatchObject([
      { facts: { date: 'acceptedOn', diedOn: '2026-06-19' } },
    ]);
    expect([...alive.check(died('2026-02-01'))].map(({ facts }) => facts['date'])).toEqual([
      'surveyedOn',
      'acceptedOn',
    ]);
  });
});

describe('C17 licence valid', () => {
  const licensed = (licence: NonNullable<Dossier['contractor']>['licence']): Dossier => ({
    ...sound,
    contractor: { ...sound.contractor!, licence },
  });
  const until = (validUntil: string) =>
    licensed({ validFrom: day('2024-01-01'), validUntil: day(validUntil) });

  it('is silent when it covers start and completion, or nobody was chosen', () => {
    expect([...licenceValid.check(until('2026-06-10'))]).toEqual([]);
    expect([...licenceValid.check({ ...sound, contractor: null })]).toEqual([]);
  });

  it('finds a licence that ends during the works, begins after the start, or is not recorded', () => {
    expect([...licenceValid.check(until('2026-06-09'))]).toMatchObject([
      { facts: { problem: 'expired', contractor: '坦途建设', date: 'completedOn' } },
    ]);
    const late = licensed({ validFrom: day('2026-05-11'), validUntil: day('2027-01-01') });
    expect([...licenceValid.check(late)]).toMatchObject([
      { facts: { problem: 'notYetValid', date: 'startedOn' } },
    ]);
    expect([...licenceValid.check(licensed(null))]).toHaveLength(2);
  });

  it('looks at today while the works have not begun', () => {
    const nothingYet = { startedOn: null, completedOn: null, acceptedOn: null };
    const planned = withDates(until('2026-06-30'), nothingYet);
    expect([...licenceValid.check(planned)]).toMatchObject([{ facts: { on: '2026-07-01' } }]);
  });

  it('does not hold an old licence against today where nobody wrote down when the works were', () => {
    const accepted = withDates(until('2026-06-30'), { startedOn: null, completedOn: null });
    expect([...licenceValid.check(accepted)]).toEqual([]);
    const old = withDates(accepted, { acceptedOn: null });
    expect([...licenceValid.check({ ...old, unknown: ['startedOn'] })]).toEqual([]);
    expect([...licenceValid.check({ ...until('2026-06-09'), unknown: ['licence'] })]).toEqual([]);
  });

  it('names start and completion apart', () => {
    expect([...licenceValid.check(licensed(null))].map(({ subject }) => subject.part)).toEqual([
      'startedOn',
      'completedOn',
    ]);
  });

  it('is silent under a waiver', () => {
    expect([...licenceValid.check({ ...licensed(null), waivers: ['C17'] })]).toEqual([]);
  });
});
