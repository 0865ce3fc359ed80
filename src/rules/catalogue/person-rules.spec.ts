import { aDossier, day, withDates } from '../../../test/builders/dossier';
import { Dossier, OtherRetrofit } from '../dossier';
import { Rule } from '../rule';
import {
  certificate,
  identity,
  noDouble,
  noDoubleAddress,
  ofThisDistrict,
  once,
  onceAcross,
} from './person-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);
const after = (on: string, changes: Partial<OtherRetrofit> = {}, barYears = 5): Dossier => ({
  ...sound,
  programme: { ...sound.programme, barYears },
  household: {
    ...sound.household,
    otherRetrofits: [
      { id: 'other', label: 'R-9', kind: 'retrofit', sameProgramme: false, on: day(on), ...changes },
    ],
  },
});

describe('P01 identity and P02 certificate', () => {
  it('are silent for right numbers, and tell what is wrong with others', () => {
    expect([...facts(identity, sound), ...facts(certificate, sound)]).toEqual([]);
    const person = { ...sound.person, idNumberFault: 'impossibleBirthDate', certificateFault: 'otherGrade' };
    expect(facts(identity, { ...sound, person })).toEqual([{ fault: 'impossibleBirthDate' }]);
    expect(facts(certificate, { ...sound, person })).toEqual([{ fault: 'otherGrade' }]);
  });
});

describe('P04 of this district', () => {
  it('is silent for a household of the district or with a transfer, and finds the others', () => {
    expect(facts(ofThisDistrict, sound)).toEqual([]);
    const household = { ...sound.household, areaCode: '999102001001', inDistrict: false };
    expect(facts(ofThisDistrict, { ...sound, household })).toEqual([{ areaCode: '999102001001' }]);
  });
});

describe('P05 once', () => {
  it('refuses a second retrofit in the same programme', () => {
    expect(facts(once, sound)).toEqual([]);
    expect(facts(once, after('2026-01-01', { sameProgramme: true }))).toEqual([
      { problem: 'sameProgramme', other: 'R-9', on: '2026-01-01' },
    ]);
    expect(facts(once, after('2025-06-01'))).toEqual([]);
  });

  it('marks one within the bar period, to the day', () => {
    expect(facts(onceAcross, after('2021-02-02'))).toEqual([
      { problem: 'within', other: 'R-9', on: '2021-02-02', barredUntil: '2026-02-02' },
    ]);
    expect(facts(onceAcross, after('2021-02-01'))).toEqual([]);
    expect(facts(onceAcross, after('2026-01-01', {}, 0))).toEqual([]);
    expect(facts(onceAcross, after('2025-01-01', { sameProgramme: true }))).toEqual([]);
  });

  it('marks the later of two only', () => {
    expect(facts(onceAcross, after('2026-02-02'))).toEqual([]);
    const found = withDates(after('2026-02-02'), { appliedOn: null, approvedOn: null });
    expect(facts(onceAcross, found)).toHaveLength(1);
    expect(facts(onceAcross, { ...found, unknown: ['appliedOn'] })).toEqual([]);
  });

  it('marks a household that had the scheme for the elderly, however long ago', () => {
    expect(facts(onceAcross, after('2012-01-01', { kind: 'elderlyScheme' }))).toMatchObject([
      { problem: 'elderlyScheme' },
    ]);
    expect(facts(once, after('2025-01-01', { kind: 'elderlyScheme', sameProgramme: true }))).toEqual([]);
  });
});

describe('P06 no double', () => {
  const others = [
    { id: 'h2', label: 'H-2' },
    { id: 'h3', label: 'H-3' },
  ];

  it('refuses a person of two households and marks two at one address, one by one', () => {
    expect([...facts(noDouble, sound), ...facts(noDoubleAddress, sound)]).toEqual([]);
    const doubled = {
      ...sound,
      person: { ...sound.person, otherHouseholds: others },
      household: { ...sound.household, sameAddress: others },
    };
    expect(facts(noDouble, doubled)).toEqual([
      { problem: 'person', other: 'H-2' },
      { problem: 'person', other: 'H-3' },
    ]);
    expect([...noDoubleAddress.check(doubled)].map(({ mode, subject }) => [mode, subject.part])).toEqual([
      ['flag', 'h2'],
      ['flag', 'h3'],
    ]);
  });
});
