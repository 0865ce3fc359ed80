import { aDossier, aProgrammeDossier, day, withDates } from '../../../test/builders/dossier';
import { Dossier } from '../dossier';
import { possibleVisits, startAndFinishBy } from './calendar-rules';
import { ledgerEqualsEvidence, planBy, quotaBalanced } from './programme-rules';

const sound = aDossier();

describe('Q03 start by, finish by', () => {
  const problems = (dossier: Dossier, today: string) =>
    [...startAndFinishBy.check({ ...dossier, today: day(today) })].map(({ facts }) => facts);
  const waiting = withDates(sound, { startedOn: null, completedOn: null, acceptedOn: null, signedOn: null });

  it('is silent on the day itself, and once it is done, late or not', () => {
    expect(problems(waiting, '2026-06-01')).toEqual([]);
    expect(problems(sound, '2027-01-01')).toEqual([]);
    expect(problems(withDates(sound, { startedOn: null, completedOn: null }), '2027-01-01')).toEqual([]);
    const programme = { ...sound.programme, startBy: null, finishBy: null };
    expect(problems({ ...waiting, programme }, '2027-01-01')).toEqual([]);
  });

  it('tells by how many days it is late, for each date', () => {
    expect(problems(waiting, '2026-06-02')).toEqual([{ problem: 'start', by: '2026-06-01', daysLate: 1 }]);
    expect(problems(waiting, '2026-12-01')).toMatchObject([
      { problem: 'start', daysLate: 183 },
      { problem: 'finish', by: '2026-11-30', daysLate: 1 },
    ]);
  });
});

describe('G01 possible visits', () => {
  const visited = (changes: Partial<Dossier['visits'][number]>) =>
    [...possibleVisits.check({ ...sound, visits: [{ ...sound.visits[0]!, ...changes }] })].map(
      ({ subject, facts }) => [subject.part, facts['thatDay'], facts['kmh']],
    );

  it('is silent up to what is possible, and where the speed is not known', () => {
    expect(visited({})).toEqual([]);
    expect(visited({ thatDay: 20, fastestKmh: 60 })).toEqual([]);
    expect(visited({ fastestKmh: null })).toEqual([]);
  });

  it('finds too many in a day, and too fast between two', () => {
    expect(visited({ thatDay: 21, fastestKmh: null })).toEqual([['tooMany', 21, null]]);
    expect(visited({ thatDay: 38, fastestKmh: 412.4 })).toEqual([
      ['tooMany', 38, 412],
      ['tooFast', 38, 412],
    ]);
  });
});

describe('A programme as a whole', () => {
  it('Q01 is silent up to what was granted, and tells by how much it is overdrawn', () => {
    expect([...quotaBalanced.check(aProgrammeDossier())]).toEqual([]);
    const over = aProgrammeDossier({ quota: { granted: 60, counted: 63 } });
    expect([...quotaBalanced.check(over)]).toMatchObject([
      { mode: 'block', facts: { granted: 60, counted: 63, over: 3 } },
    ]);
  });

  it('Q02 is silent until its day has passed and once there is a plan', () => {
    expect([...planBy.check(aProgrammeDossier({ planApprovedOn: day('2026-06-30') }))]).toEqual([]);
    const without = { planApprovedOn: null, planBy: day('2026-07-01') };
    expect([...planBy.check(aProgrammeDossier(without))]).toEqual([]);
    expect([...planBy.check(aProgrammeDossier({ ...without, planBy: null }))]).toEqual([]);
    expect([...planBy.check(aProgrammeDossier({ ...without, planBy: day('2026-06-30') }))]).toMatchObject([
      { mode: 'watch', facts: { by: '2026-06-30', daysLate: 1 } },
    ]);
  });

  it('Q02 finds a year that ended without a plan, though no day was set for one', () => {
    const ended = aProgrammeDossier({ planApprovedOn: null, planBy: null, year: 2025 });
    expect([...planBy.check(ended)]).toMatchObject([
      { mode: 'watch', facts: { by: null, daysLate: null, year: '2025' } },
    ]);
  });

  it('Q04 is silent where the counts agree or nothing was reported, and finds more and fewer', () => {
    const facts = (reported: { accepted: number; supported: number } | null) =>
      [...ledgerEqualsEvidence.check(aProgrammeDossier({ reported }))].map((finding) => finding.facts);
    expect([...facts(null), ...facts({ accepted: 5, supported: 5 })]).toEqual([]);
    expect(facts({ accepted: 238, supported: 173 })).toEqual([
      { problem: 'tooMany', reported: 238, supported: 173 },
    ]);
    expect(facts({ accepted: 3, supported: 5 })).toMatchObject([{ problem: 'tooFew' }]);
  });
});
