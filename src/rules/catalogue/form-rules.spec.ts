import { aDossier, day, inspectedHeater, inspectedRamp, withDates } from '../../../test/builders/dossier';
import { Dossier, InspectedItem, OpinionFacts, PlanRevision } from '../dossier';
import { Rule } from '../rule';
import { opinionsComplete, selectionRecorded, variationAgreed } from './form-rules';

const sound = aDossier();
const TEXTS = ['communityText', 'streetText', 'districtText'] as const;
const PEOPLE = ['communityPerson', 'streetPerson', 'districtPerson'] as const;
const SEALS = ['communitySeal', 'streetSeal', 'districtSeal'] as const;
const SELECTION = ['selectionMethod', 'selectionRecord'] as const;
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);
const applied = (changes: Partial<NonNullable<Dossier['application']>>): Dossier => ({
  ...sound,
  application: { ...sound.application!, ...changes },
});

describe('F01 opinions complete', () => {
  const [community, street, district] = sound.application!.opinions as [
    OpinionFacts,
    OpinionFacts,
    OpinionFacts,
  ];

  it('is silent for three whole opinions', () => expect(facts(opinionsComplete, sound)).toEqual([]));

  it('finds an application without the community’s opinion', () => {
    expect(facts(opinionsComplete, applied({ opinions: [street, district] }))).toEqual([
      { level: 'community', missing: ['opinion'] },
    ]);
    expect(facts(opinionsComplete, { ...sound, application: null })).toHaveLength(3);
  });

  it('finds opinions without text, person, seal or date', () => {
    const empty = { ...street, text: ' ', personName: '', seal: '', on: null };
    expect(facts(opinionsComplete, applied({ opinions: [community, empty, district] }))).toEqual([
      { level: 'street', missing: ['text', 'person', 'seal', 'date'] },
    ]);
  });
});

describe('F01 of an old ledger', () => {
  const blank = sound.application!.opinions.map((opinion) => ({
    ...opinion,
    text: '',
    personName: '',
    seal: '',
    on: null,
  }));
  const asked = (...unknown: Dossier['unknown']) =>
    facts(opinionsComplete, { ...applied({ opinions: blank }), unknown }).map(({ missing }) => missing);

  it('asks each part only where the ledger has a column for it', () => {
    expect(asked(...SEALS, ...PEOPLE)).toEqual([
      ['text', 'date'],
      ['text', 'date'],
      ['text', 'date'],
    ]);
    expect(asked(...TEXTS, ...SEALS, ...PEOPLE, 'streetOpinionOn')).toEqual([['date'], ['date']]);
  });

  it('misses a whole opinion where any of its parts is asked for, and none where no part is', () => {
    const dates = ['communityOpinionOn', 'streetOpinionOn', 'districtOpinionOn'] as const;
    const silent = [...TEXTS, ...SEALS, ...PEOPLE, ...dates] as const;
    const without = (unknown: Dossier['unknown']) =>
      facts(opinionsComplete, { ...sound, application: null, unknown });
    expect(without(silent)).toEqual([]);
    expect(without(silent.slice(TEXTS.length))).toHaveLength(3);
    expect(without(silent.filter((aspect) => aspect !== 'communityOpinionOn'))).toEqual([
      { level: 'community', missing: ['opinion'] },
    ]);
  });

  it('names the levels apart', () => {
    const parts = [...opinionsComplete.check(applied({ opinions: [] }))].map(({ subject }) => subject.part);
    expect(parts).toEqual(['community', 'street', 'district']);
  });
});

describe('F02 selection recorded', () => {
  it('is silent where it is recorded', () => expect(facts(selectionRecorded, sound)).toEqual([]));

  it('names what is missing', () => {
    expect(facts(selectionRecorded, applied({ selection: null }))).toEqual([
      { missing: ['method', 'date', 'record'] },
    ]);
    const blank = { method: 'appraisalMeeting', on: day('2026-02-04'), record: '  ' };
    expect(facts(selectionRecorded, applied({ selection: blank }))).toEqual([{ missing: ['record'] }]);
  });

  it('asks an old record only for what its ledger has a column for', () => {
    const none = { ...sound, application: null };
    expect(facts(selectionRecorded, { ...none, unknown: ['selectionMethod'] })).toEqual([
      { missing: ['date', 'record', 'notice'] },
    ]);
    expect(facts(selectionRecorded, { ...none, unknown: ['selectedOn', 'noticeFrom'] })).toEqual([
      { missing: ['method', 'record'] },
    ]);
    expect(
      facts(selectionRecorded, { ...none, unknown: [...SELECTION, 'selectedOn', 'noticeUntil'] }),
    ).toEqual([]);
  });

  it('asks for the notice once the works start', () => {
    expect(facts(selectionRecorded, applied({ notice: null }))).toEqual([{ missing: ['notice'] }]);
    expect(facts(selectionRecorded, withDates(applied({ notice: null }), { startedOn: null }))).toEqual([]);
  });
});

describe('F04 variation agreed', () => {
  const inspected = (...items: InspectedItem[]): Dossier => ({
    ...sound,
    inspection: { ...sound.inspection!, items },
  });
  const varied = (dossier: Dossier, agreedOn: string | null, quantity: number): Dossier => {
    const [plan] = sound.plans as [PlanRevision];
    const lines = plan.lines.map((line) => (line.itemId === 'ramp' ? { ...line, quantity } : line));
    return {
      ...dossier,
      plans: [
        plan,
        { id: 'variation', revision: 2, agreedOn: agreedOn === null ? null : day(agreedOn), lines },
      ],
    };
  };
  const twoRamps = inspected({ ...inspectedRamp, acceptedQuantity: 2 }, inspectedHeater);

  it('is silent when what was accepted is what was planned', () =>
    expect(facts(variationAgreed, sound)).toEqual([]));

  it('finds another quantity, and is silent once a variation was agreed before acceptance', () => {
    expect(facts(variationAgreed, twoRamps)).toEqual([
      { problem: 'differs', item: '出入口坡道', planned: 1, accepted: 2, revision: 1 },
    ]);
    expect(facts(variationAgreed, varied(twoRamps, '2026-05-30', 2))).toEqual([]);
  });

  it('does not let a variation after the acceptance explain it', () => {
    expect(facts(variationAgreed, varied(twoRamps, '2026-06-21', 2))).toMatchObject([
      { problem: 'differs', planned: 1 },
    ]);
  });

  it('finds a variation that the household did not agree to', () => {
    expect(facts(variationAgreed, varied(sound, null, 2))).toMatchObject([
      { problem: 'variationNotAgreed', revision: 2 },
    ]);
  });

  it('finds items that were not inspected, and items that nobody planned', () => {
    expect(facts(variationAgreed, inspected(inspectedRamp))).toMatchObject([
      { problem: 'notInspected', item: '热水器', planned: 1, accepted: null },
    ]);
    const stray = { ...inspectedRamp, itemId: 'stray', acceptedQuantity: 3 };
    expect(facts(variationAgreed, inspected(inspectedRamp, inspectedHeater, stray))).toMatchObject([
      { problem: 'notPlanned', item: 'unnamed', accepted: 3 },
    ]);
  });

  it('leaves it to the chronology that the first plan was not agreed to', () => {
    const plans = sound.plans.map((plan) => ({ ...plan, agreedOn: null }));
    expect(facts(variationAgreed, { ...sound, plans })).toEqual([]);
    expect(facts(variationAgreed, { ...twoRamps, plans })).toMatchObject([
      { problem: 'differs', revision: 1 },
    ]);
  });

  it('is not asked where no plan or no accepted quantity is known', () => {
    for (const aspect of ['plans', 'acceptedQuantities'] as const)
      expect(facts(variationAgreed, { ...twoRamps, unknown: [aspect] })).toEqual([]);
  });

  it('compares quantities, not their binary dust', () => {
    const dust = inspected({ ...inspectedRamp, acceptedQuantity: 0.1 + 0.2 }, inspectedHeater);
    expect(facts(variationAgreed, varied(dust, '2026-05-30', 0.3))).toEqual([]);
  });
});
