import { aDossier, inspectedHeater, inspectedRamp } from '../../../test/builders/dossier';
import { Dossier, MeasuredValue } from '../dossier';
import { Rule } from '../rule';
import { asPlanned, withinStandard } from './measurement-rules';
import { eligible, inCatalogue, pricePlausible, withinCap } from './terms-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);

describe('P03 eligible', () => {
  it('is silent for who meets all terms', () => expect(facts(eligible, sound)).toEqual([]));

  it('names each term that is not met', () => {
    const certificate = { ...sound.person.certificate!, grade: 3 };
    const other: Dossier = {
      ...sound,
      person: { ...sound.person, certificate },
      household: { ...sound.household, hardship: 'none', tenure: 'privateRental' },
    };
    expect(facts(eligible, other)).toEqual([
      { problem: 'grade', value: 3, allowed: ['1', '2'] },
      { problem: 'hardship', value: 'none', allowed: ['minimumLiving', 'lowIncome'] },
      { problem: 'tenure', value: 'privateRental', allowed: ['owned'] },
    ]);
  });

  it('finds a person without a certificate', () => {
    expect(facts(eligible, { ...sound, person: { ...sound.person, certificate: null } })).toMatchObject([
      { problem: 'noCertificate' },
    ]);
  });
});

describe('P03 of an old ledger', () => {
  it('asks for each term only where the ledger has its column', () => {
    const household = { ...sound.household, hardship: 'none', tenure: 'privateRental' };
    const other: Dossier = { ...sound, household, person: { ...sound.person, certificate: null } };
    const asked = (...unknown: Dossier['unknown']) =>
      facts(eligible, { ...other, unknown }).map(({ problem }) => problem);
    expect(asked()).toEqual(['noCertificate', 'hardship', 'tenure']);
    expect(asked('grade')).toEqual(['hardship', 'tenure']);
    expect(asked('hardship')).toEqual(['noCertificate', 'tenure']);
    expect(asked('tenure')).toEqual(['noCertificate', 'hardship']);
    expect(asked('programmeTerms')).toEqual([]);
  });
});

describe('The plan’s money', () => {
  const planned = (unitPriceFen: number, quantity = 1, itemId = 'ramp'): Dossier => ({
    ...sound,
    plans: [
      ...sound.plans,
      { id: 'new', revision: 2, agreedOn: null, lines: [{ itemId, quantity, unitPriceFen }] },
    ],
  });

  it('M01 is silent up to the cap and tells by how much the newest plan exceeds it', () => {
    expect(facts(withinCap, sound)).toEqual([]);
    expect(facts(withinCap, { ...sound, plans: [] })).toEqual([]);
    expect(facts(withinCap, planned(240_000, 2.5))).toEqual([]);
    expect(facts(withinCap, planned(240_000, 2.51))).toEqual([
      { totalFen: 602_400, capFen: 600_000, overFen: 2_400 },
    ]);
  });

  it('M02 is silent for items of the catalogue and finds the others', () => {
    expect(facts(inCatalogue, sound)).toEqual([]);
    const programme = { ...sound.programme, priceLimitsFen: { 'water-heater': 150_000 } };
    expect(facts(inCatalogue, { ...sound, programme })).toEqual([
      { item: '出入口坡道', code: 'entrance-ramp' },
    ]);
    const items = [{ ...sound.items[0]!, code: 'toString' }];
    expect(facts(inCatalogue, { ...planned(1), items })).toHaveLength(1);
  });

  it('M03 is silent up to the limit and finds prices beyond it', () => {
    expect(facts(pricePlausible, sound)).toEqual([]);
    expect(facts(pricePlausible, planned(250_000))).toEqual([]);
    expect(facts(pricePlausible, planned(250_001))).toEqual([
      { item: '出入口坡道', priceFen: 250_001, limitFen: 250_000 },
    ]);
  });
});

describe('The plan’s money in an old ledger', () => {
  it('is not judged where plan, prices or the programme’s terms are unknown', () => {
    const programme = { ...sound.programme, capFen: 1, priceLimitsFen: {} };
    for (const aspect of ['plans', 'prices', 'programmeTerms'] as const) {
      const old: Dossier = { ...sound, programme, unknown: [aspect] };
      expect(facts(withinCap, old)).toEqual([]);
      expect(facts(inCatalogue, old)).toEqual([]);
      const limited = { ...old, programme: { ...programme, priceLimitsFen: { 'entrance-ramp': 1 } } };
      expect(facts(pricePlausible, limited)).toEqual([]);
    }
  });
});

describe('What was measured', () => {
  const measured = (...values: Partial<MeasuredValue>[]): Dossier => ({
    ...sound,
    inspection: {
      ...sound.inspection!,
      items: [
        { ...inspectedRamp, measured: values.map((value) => ({ ...inspectedRamp.measured[0]!, ...value })) },
        inspectedHeater,
      ],
    },
  });
  const tooSteep = { value: 8, meets: false, asPlanned: false };

  it('T01 is silent when it meets the requirement, asking nothing for conditional and unverified ones', () => {
    expect(facts(withinStandard, sound)).toEqual([]);
    expect(facts(withinStandard, measured({}, { key: 'landing', value: 900, meets: false }))).toEqual([]);
  });

  it('T01 finds a ramp that is too steep', () => {
    expect(facts(withinStandard, measured(tooSteep))).toEqual([
      {
        problem: 'missed',
        item: '出入口坡道',
        requirement: '纵向坡度',
        unit: 'ratio',
        value: 8,
        min: 12,
        max: null,
      },
    ]);
  });

  it('T01 takes a reason that the household agreed to, and no other', () => {
    const reason = '院内只有两米';
    expect(facts(withinStandard, measured({ ...tooSteep, reason, reasonAgreedBy: '甲' }))).toEqual([]);
    expect(facts(withinStandard, measured({ ...tooSteep, reason }))).toMatchObject([
      { problem: 'reasonNotAgreed' },
    ]);
    expect(facts(withinStandard, measured({ ...tooSteep, reasonAgreedBy: '甲' }))).toMatchObject([
      { problem: 'missed' },
    ]);
  });

  it('T01 finds what was not measured, also a conditional requirement that was begun', () => {
    expect(facts(withinStandard, measured())).toMatchObject([{ problem: 'notMeasured', value: null }]);
    const kerb = { key: 'edgeKerb', value: 20, meets: false };
    expect(facts(withinStandard, measured({}, kerb))).toMatchObject([
      { problem: 'missed', requirement: '挡台' },
    ]);
    expect(facts(withinStandard, measured({ value: null, reason: '', meets: false }))).toMatchObject([
      { problem: 'notMeasured' },
    ]);
    expect(facts(withinStandard, { ...sound, inspection: null })).toMatchObject([{ problem: 'notMeasured' }]);
  });

  it('T01 and T02 are not asked where nobody wrote sizes down', () => {
    const old: Dossier = { ...measured(tooSteep), unknown: ['measurements'] };
    expect([...facts(withinStandard, old), ...facts(asPlanned, old)]).toEqual([]);
  });

  it('T01 names each requirement apart', () => {
    const kerb = { key: 'edgeKerb', value: 20, meets: false };
    const parts = [...withinStandard.check(measured(tooSteep, kerb))].map(({ subject }) => subject.part);
    expect(parts).toEqual(['gradient', 'edgeKerb']);
  });

  it('T02 is silent when it is as planned or nothing was planned, and finds what is less', () => {
    expect(facts(asPlanned, sound)).toEqual([]);
    expect(facts(asPlanned, measured({ planned: null, asPlanned: null }))).toEqual([]);
    expect(facts(asPlanned, measured(tooSteep))).toEqual([
      { item: '出入口坡道', requirement: '纵向坡度', unit: 'ratio', value: 8, planned: 12 },
    ]);
  });
});
