import { aDossier, day, withDates } from '../../../test/builders/dossier';
import { DefectFacts, Dossier, PaymentFacts } from '../dossier';
import { Rule } from '../rule';
import { contractAfterAward, lookBackInOrder, moneyInOrder, plausibleDuration } from './sequence-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);

describe('C08 contract after award', () => {
  const signed = (contractSignedOn: string | null, awardedOn: string | null = '2026-03-20') =>
    withDates(sound, { contractSignedOn, awardedOn });

  it('is silent from the day of the award to the last day of the limit', () => {
    for (const on of ['2026-03-20', '2026-04-19', null])
      expect(facts(contractAfterAward, signed(on))).toEqual([]);
  });

  it('finds a contract that is too late, or older than its award', () => {
    expect(facts(contractAfterAward, signed('2026-04-20'))).toEqual([
      { problem: 'tooLate', awardedOn: '2026-03-20', contractOn: '2026-04-20', days: 31, limitDays: 30 },
    ]);
    expect(facts(contractAfterAward, signed('2026-03-19'))).toMatchObject([
      { problem: 'beforeAward', days: 1 },
    ]);
  });

  it('is a flag, which nothing waives', () => {
    const late = { ...signed('2026-04-20'), waivers: ['C08'] as const };
    expect([...contractAfterAward.check(late)]).toMatchObject([
      { mode: 'flag', fixAt: { page: 'contract', field: 'contractSignedOn' } },
    ]);
  });

  it('asks nothing below the procurement threshold, without an award, or where the ledger has no award', () => {
    const programme = { ...sound.programme, contractWithinDays: null };
    expect(facts(contractAfterAward, { ...signed('2026-03-19'), programme })).toEqual([]);
    expect(facts(contractAfterAward, signed('2026-04-20', null))).toEqual([]);
    for (const aspect of ['awardedOn', 'contractSignedOn', 'programmeTerms'] as const)
      expect(facts(contractAfterAward, { ...signed('2026-04-20'), unknown: [aspect] })).toEqual([]);
  });
});

describe('C19 look-back in order', () => {
  const visited = (...days: string[]): Dossier => ({
    ...sound,
    lookBacks: days.map((on) => ({ id: `look-back of ${on}`, on: day(on) })),
  });
  const defect = (foundOn: string, curedOn: string | null, reinspectedOn: string | null): Dossier => ({
    ...sound,
    defects: [
      {
        id: 'defect',
        source: 'inspection',
        foundOn: day(foundOn),
        curedOn: curedOn === null ? null : day(curedOn),
        reinspectedOn: reinspectedOn === null ? null : day(reinspectedOn),
      } satisfies DefectFacts,
    ],
  });

  it('is silent for a look-back after the acceptance, and a defect cured and inspected again in order', () => {
    expect(facts(lookBackInOrder, visited('2026-06-21', '2026-09-01'))).toEqual([]);
    expect(facts(lookBackInOrder, defect('2026-06-11', '2026-06-11', '2026-06-11'))).toEqual([]);
    expect(facts(lookBackInOrder, defect('2026-06-11', '2026-06-15', null))).toEqual([]);
    expect(facts(lookBackInOrder, defect('2026-06-11', null, null))).toEqual([]);
  });

  it('finds a look-back of the day of the acceptance, or without any', () => {
    expect([...lookBackInOrder.check(visited('2026-06-20', '2026-06-21'))]).toMatchObject([
      {
        mode: 'block',
        subject: { type: 'lookBack', id: 'look-back of 2026-06-20' },
        facts: { problem: 'lookBack', earlierOn: '2026-06-20', laterOn: '2026-06-20' },
      },
    ]);
    expect(facts(lookBackInOrder, withDates(visited('2026-06-21'), { acceptedOn: null }))).toMatchObject([
      { problem: 'lookBack', earlierOn: null },
    ]);
  });

  it('finds each wrong step of a defect', () => {
    expect(facts(lookBackInOrder, defect('2026-06-11', '2026-06-10', '2026-06-09'))).toEqual([
      { problem: 'cured', earlierOn: '2026-06-11', laterOn: '2026-06-10' },
      { problem: 'reinspected', earlierOn: '2026-06-10', laterOn: '2026-06-09' },
    ]);
    expect(facts(lookBackInOrder, defect('2026-06-11', null, '2026-06-12'))).toEqual([
      { problem: 'reinspected', earlierOn: null, laterOn: '2026-06-12' },
    ]);
  });

  it('knows no waiver, and asks an old record only what it tells', () => {
    const early = visited('2026-06-01');
    expect(facts(lookBackInOrder, { ...early, waivers: ['C19'] })).toHaveLength(1);
    expect(facts(lookBackInOrder, { ...early, unknown: ['lookBacks'] })).toEqual([]);
    expect(facts(lookBackInOrder, { ...early, unknown: ['acceptedOn'] })).toEqual([]);
    const cured = defect('2026-06-11', '2026-06-10', null);
    expect(facts(lookBackInOrder, { ...cured, unknown: ['acceptedOn'] })).toHaveLength(1);
    expect(facts(lookBackInOrder, { ...cured, unknown: ['defects'] })).toEqual([]);
  });
});

describe('C20 plausible duration', () => {
  const worked = (startedOn: string | null, completedOn: string | null) =>
    withDates(sound, { startedOn, completedOn });

  it('is silent when the works took the days of their slowest item, first and last day counted', () => {
    expect(facts(plausibleDuration, sound)).toEqual([]);
    expect(facts(plausibleDuration, worked('2026-05-10', '2026-05-12'))).toEqual([]);
  });

  it('finds a ramp that was poured and finished in a night', () => {
    expect([...plausibleDuration.check(worked('2026-05-10', '2026-05-11'))]).toMatchObject([
      { mode: 'flag', facts: { item: '出入口坡道', days: 2, minimumDays: 3 } },
    ]);
    expect(
      facts(plausibleDuration, { ...worked('2026-05-10', '2026-05-10'), waivers: ['C20'] }),
    ).toMatchObject([{ days: 1 }]);
  });

  it('asks only for what was planned when the works ended', () => {
    const plans = sound.plans.map((plan) => ({ ...plan, lines: plan.lines.slice(1) }));
    expect(facts(plausibleDuration, { ...worked('2026-05-10', '2026-05-10'), plans })).toEqual([]);
    expect(facts(plausibleDuration, { ...worked('2026-05-10', '2026-05-10'), plans: [] })).toEqual([]);
  });

  it('leaves dates in the wrong order and missing ones to their own rules', () => {
    expect(facts(plausibleDuration, worked('2026-05-10', '2026-05-09'))).toEqual([]);
    expect(facts(plausibleDuration, worked('2026-05-10', null))).toEqual([]);
    expect(facts(plausibleDuration, worked(null, '2026-05-10'))).toEqual([]);
    const unknown = ['items'] as const;
    expect(facts(plausibleDuration, { ...worked('2026-05-10', '2026-05-10'), unknown })).toEqual([]);
  });
});

describe('C21 money in order', () => {
  const paid = (kind: PaymentFacts['kind'], on: string): Dossier => ({
    ...sound,
    payments: [{ id: 'payment', kind, on: day(on), amountFen: 100 }],
  });

  it.each([
    ['invoice', '2026-04-01'],
    ['progress', '2026-01-05'],
    ['final', '2026-06-20'],
    ['retention', '2028-06-20'],
  ] as const)('is silent for a payment "%s" of %s', (kind, on) => {
    expect(facts(moneyInOrder, sound)).toEqual([]);
    expect(facts(moneyInOrder, paid(kind, on))).toEqual([]);
  });

  it.each([
    ['invoice', '2026-03-31', '2026-04-01', '2026-04-01'],
    ['final', '2026-06-19', '2026-06-20', '2026-06-20'],
    ['retention', '2028-06-19', '2026-06-20', '2028-06-20'],
  ] as const)('finds a payment "%s" of %s', (kind, on, earlierOn, dueOn) => {
    expect([...moneyInOrder.check(paid(kind, on))]).toMatchObject([
      {
        mode: 'block',
        subject: { type: 'payment', id: 'payment' },
        facts: { problem: kind, on, earlierOn, dueOn },
      },
    ]);
  });

  it('finds money without the contract or the acceptance that it follows', () => {
    const nothing = { contractSignedOn: null, acceptedOn: null };
    for (const kind of ['invoice', 'final', 'retention'] as const)
      expect(facts(moneyInOrder, withDates(paid(kind, '2029-01-01'), nothing))).toMatchObject([
        { problem: kind, earlierOn: null, dueOn: null },
      ]);
  });

  it('is silent under a waiver, and asks an old record only what it tells', () => {
    expect(facts(moneyInOrder, { ...paid('final', '2026-06-19'), waivers: ['C21'] })).toEqual([]);
    const quiet = [
      ['invoice', 'contractSignedOn'],
      ['final', 'acceptedOn'],
      ['retention', 'acceptedOn'],
      ['retention', 'programmeTerms'],
      ['final', 'payments'],
    ] as const;
    for (const [kind, aspect] of quiet)
      expect(facts(moneyInOrder, { ...paid(kind, '2026-01-05'), unknown: [aspect] })).toEqual([]);
  });
});
