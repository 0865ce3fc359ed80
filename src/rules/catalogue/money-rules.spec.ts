import { aDossier, day, inspectedHeater, inspectedRamp } from '../../../test/builders/dossier';
import { Dossier, SettlementLine } from '../dossier';
import { Rule } from '../rule';
import { priceOutlier, threeAgree, worksNotOnlyDevices } from './money-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);

describe('M03 price outlier', () => {
  const peers = (medianFen: number, count = 5): Dossier => ({
    ...sound,
    peerPrices: { 'entrance-ramp': { medianFen, count } },
  });

  it('is silent up to the factor, and with too few peers', () => {
    expect(facts(priceOutlier, peers(80_000))).toEqual([]);
    expect(facts(priceOutlier, peers(10_000, 4))).toEqual([]);
    expect(facts(priceOutlier, { ...sound, peerPrices: {} })).toEqual([]);
  });

  it('marks what is beyond it, beside the limit’s own finding', () => {
    expect([...priceOutlier.check(peers(79_999))]).toMatchObject([
      {
        mode: 'flag',
        subject: { id: 'ramp', part: 'peers' },
        facts: { priceFen: 240_000, medianFen: 79_999, count: 5, limitFen: null },
      },
    ]);
  });
});

describe('M04 three agree', () => {
  const settled = (...settlement: SettlementLine[]): Dossier => ({ ...sound, settlement });
  const ramp = { itemId: 'ramp', quantity: 1, amountFen: 240_000 };
  const heater = { itemId: 'heater', quantity: 1, amountFen: 150_000 };

  it('is silent before the settlement, and where all three agree, also in parts', () => {
    expect(facts(threeAgree, { ...sound, settlement: null })).toEqual([]);
    expect(facts(threeAgree, sound)).toEqual([]);
    const half = { ...ramp, quantity: 0.5, amountFen: 120_000 };
    expect(facts(threeAgree, settled(half, half, heater))).toEqual([]);
  });

  it('finds a quantity paid that was not accepted, not planned, or left out', () => {
    const two = { ...ramp, quantity: 2, amountFen: 480_000 };
    expect(facts(threeAgree, settled(two, heater))).toEqual([
      {
        problem: 'quantity', item: '出入口坡道', planned: 1, accepted: 1, settled: 2, plannedFen: 240_000, settledFen: 480_000,
      },
    ]); // prettier-ignore
    expect(facts(threeAgree, settled(ramp))).toMatchObject([{ item: '热水器', settled: 0 }]);
    const stool = { itemId: 'stool', quantity: 1, amountFen: 9_000 };
    expect(facts(threeAgree, settled(ramp, heater, stool))).toMatchObject([
      { item: 'unnamed', planned: 0, accepted: 0, settled: 1 },
    ]);
  });

  it('finds another amount for the same quantity', () => {
    expect(facts(threeAgree, settled({ ...ramp, amountFen: 250_000 }, heater))).toMatchObject([
      { problem: 'amount', plannedFen: 240_000, settledFen: 250_000 },
    ]);
  });

  it('compares two where the third is not known', () => {
    const items = [{ ...inspectedRamp, acceptedQuantity: 3 }, inspectedHeater];
    const other = { ...sound, inspection: { ...sound.inspection!, items } };
    expect(facts(threeAgree, other)).toMatchObject([{ accepted: 3 }]);
    expect(facts(threeAgree, { ...other, unknown: ['acceptedQuantities'] })).toEqual([]);
    expect(facts(threeAgree, { ...sound, inspection: null })).toEqual([]);
  });

  it('takes the plan that was in force at acceptance', () => {
    const late = { id: 'late', revision: 2, agreedOn: day('2026-06-30'), lines: [{ itemId: 'ramp', quantity: 9, unitPriceFen: 1 }] }; // prettier-ignore
    expect(facts(threeAgree, { ...sound, plans: [...sound.plans, late] })).toEqual([]);
  });
});

describe('M05 works, not only devices', () => {
  const only = (itemId: string): Dossier => ({
    ...sound,
    plans: sound.plans.map((plan) => ({ ...plan, lines: plan.lines.filter((line) => line.itemId === itemId) })),
  }); // prettier-ignore

  it('is silent where works are planned, nothing is, or the programme does not ask', () => {
    expect(facts(worksNotOnlyDevices, sound)).toEqual([]);
    expect(facts(worksNotOnlyDevices, only('ramp'))).toEqual([]);
    expect(facts(worksNotOnlyDevices, only('nothing'))).toEqual([]);
    expect(facts(worksNotOnlyDevices, { ...sound, plans: [] })).toEqual([]);
    const programme = { ...sound.programme, worksRequired: false };
    expect(facts(worksNotOnlyDevices, { ...only('heater'), programme })).toEqual([]);
  });

  it('finds a plan of devices alone, and one of whose works nothing was accepted', () => {
    expect(facts(worksNotOnlyDevices, only('heater'))).toEqual([{ items: ['热水器'] }]);
    const items = [{ ...inspectedRamp, acceptedQuantity: 0 }, inspectedHeater];
    expect(
      facts(worksNotOnlyDevices, { ...sound, inspection: { ...sound.inspection!, items } }),
    ).toHaveLength(1);
  });
});
