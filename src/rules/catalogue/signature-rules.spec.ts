import { aDossier, aSignature, day } from '../../../test/builders/dossier';
import { Dossier, SatisfactionStatement, SignatureFacts } from '../dossier';
import { Rule } from '../rule';
import {
  acceptorIsNotBuilder,
  notByTheBuilder,
  notSatisfiedReopens,
  proxyExplained,
  signedWhatTheySaw,
  signersComplete,
} from './signature-rules';

const sound = aDossier();
const facts = (rule: Rule, dossier: Dossier) => [...rule.check(dossier)].map((finding) => finding.facts);
const changed = (role: SignatureFacts['role'], changes: Partial<SignatureFacts>): Dossier => ({
  ...sound,
  signatures: sound.signatures.map((one) => (one.role === role ? { ...one, ...changes } : one)),
});

describe('S01 signers complete', () => {
  it('is silent when every required party signed', () => {
    expect(facts(signersComplete, sound)).toEqual([]);
    const fewer = { ...sound.programme, requiredSigners: ['household', 'district'] as const };
    const signatures = sound.signatures.filter(({ role }) => ['household', 'district'].includes(role));
    expect(facts(signersComplete, { ...sound, programme: fewer, signatures })).toEqual([]);
  });

  it('names those who are missing', () => {
    const signatures = sound.signatures.filter(({ role }) => role !== 'street' && role !== 'household');
    expect(facts(signersComplete, { ...sound, signatures })).toEqual([{ missing: ['household', 'street'] }]);
  });

  it('counts no voided signature, none under other content, none of another paper', () => {
    for (const changes of [
      { voided: true },
      { currentHash: 'other' },
      { purpose: 'planAgreement' },
    ] as const) {
      expect(facts(signersComplete, changed('district', changes))).toEqual([{ missing: ['district'] }]);
    }
  });
});

describe('S03 signed what they saw', () => {
  it('is silent while the content stands, and of voided signatures', () => {
    expect(facts(signedWhatTheySaw, sound)).toEqual([]);
    expect(facts(signedWhatTheySaw, changed('street', { currentHash: 'other', voided: true }))).toEqual([]);
  });

  it('finds a signature whose content was changed', () => {
    expect(facts(signedWhatTheySaw, changed('street', { currentHash: 'other' }))).toEqual([
      { purpose: 'acceptance', role: 'street', name: 'street 甲' },
    ]);
  });

  it('finds an opinion whose application was changed, and knows nothing of those without a hash', () => {
    const opinions = sound.application!.opinions;
    const spoilt = (currentHash: string | null) => ({
      ...sound,
      application: {
        ...sound.application!,
        opinions: [{ ...opinions[0]!, currentHash }, ...opinions.slice(1)],
      },
    });
    expect(facts(signedWhatTheySaw, spoilt('other'))).toMatchObject([
      { purpose: 'opinion', role: 'community' },
    ]);
    expect(facts(signedWhatTheySaw, spoilt(null))).toEqual([]);
  });
});

describe('S05 proxy explained', () => {
  const proxy = (changes: Partial<SignatureFacts>) =>
    changed('household', {
      relation: 'proxy',
      name: '丁',
      proxyRelation: '女儿',
      proxyReason: '本人视力障碍',
      witnessName: '戊',
      ...changes,
    });

  it('is silent for a proxy who is explained, and for who signed in person', () => {
    expect(facts(proxyExplained, sound)).toEqual([]);
    expect(facts(proxyExplained, proxy({}))).toEqual([]);
  });

  it('names what is missing; a proxy is not their own witness', () => {
    expect(facts(proxyExplained, proxy({ proxyRelation: ' ', proxyReason: '' }))).toMatchObject([
      { name: '丁', missing: ['proxyRelation', 'proxyReason'] },
    ]);
    expect(facts(proxyExplained, proxy({ witnessName: '丁 ' }))).toMatchObject([{ missing: ['witness'] }]);
  });
});

describe('S06 not by the builder', () => {
  it('is silent when the contractor signs as the contractor', () =>
    expect(facts(notByTheBuilder, sound)).toEqual([]));

  it.each(['household', 'community', 'street', 'district', 'thirdParty'] as const)(
    'finds the contractor signing as %s',
    (role) => {
      const signatures = [
        ...sound.signatures,
        aSignature({ role, byContractorId: 'builders', purpose: 'satisfaction' }),
      ];
      expect(facts(notByTheBuilder, { ...sound, signatures })).toMatchObject([
        { role, purpose: 'satisfaction' },
      ]);
    },
  );
});

describe('S07 not satisfied reopens', () => {
  const said = (...outcomes: SatisfactionStatement['outcome'][]): SatisfactionStatement[] =>
    outcomes.map((outcome, index) => ({ id: String(index), outcome, on: day('2026-06-25') }));
  const defect = (reinspectedOn: string | null, source: 'household' | 'inspection' = 'household') => ({
    id: 'defect',
    source,
    foundOn: day('2026-06-25'),
    curedOn: reinspectedOn === null ? null : day(reinspectedOn),
    reinspectedOn: reinspectedOn === null ? null : day(reinspectedOn),
  });

  it('is silent for the satisfied, and for who was not and signed again after the cure', () => {
    expect(facts(notSatisfiedReopens, sound)).toEqual([]);
    expect(facts(notSatisfiedReopens, { ...sound, statements: [] })).toEqual([]);
    const cured = { ...sound, statements: said('notDone', 'satisfied'), defects: [defect('2026-06-28')] };
    expect(facts(notSatisfiedReopens, cured)).toEqual([]);
  });

  it('finds a complaint that nobody recorded as a defect', () => {
    const problems = (dossier: Dossier) => facts(notSatisfiedReopens, dossier).map(({ problem }) => problem);
    expect(problems({ ...sound, statements: said('notSatisfied') })).toEqual(['noDefect', 'notSignedAgain']);
    const other = {
      ...sound,
      statements: said('notDone', 'satisfied'),
      defects: [defect('2026-06-28', 'inspection')],
    };
    expect(problems(other)).toEqual(['noDefect']);
  });

  it('finds a defect that is not inspected again, and that they did not sign again', () => {
    const open = { ...sound, statements: said('satisfied', 'notDone'), defects: [defect(null)] };
    expect(facts(notSatisfiedReopens, open)).toMatchObject([
      { problem: 'openDefects', open: 1, outcome: 'notDone' },
      { problem: 'notSignedAgain' },
    ]);
  });
});

describe('S08 acceptor is not builder', () => {
  const acceptors = (...list: NonNullable<Dossier['inspection']>['acceptors']): Dossier => ({
    ...sound,
    inspection: { ...sound.inspection!, acceptors: list },
  });
  const street = { userId: 'street', name: '己', level: 'street', contractorId: null } as const;

  it('is silent when somebody of the district accepts', () =>
    expect(facts(acceptorIsNotBuilder, sound)).toEqual([]));

  it('finds an acceptance without the district', () => {
    expect(facts(acceptorIsNotBuilder, acceptors(street))).toMatchObject([{ problem: 'noDistrict' }]);
    expect(facts(acceptorIsNotBuilder, { ...sound, inspection: null })).toMatchObject([
      { problem: 'noDistrict' },
    ]);
  });

  it('finds an acceptor who works for a contractor', () => {
    const builder = { userId: 'b', name: '庚', level: 'thirdParty', contractorId: 'builders' } as const;
    expect(facts(acceptorIsNotBuilder, acceptors(...sound.inspection!.acceptors, builder))).toEqual([
      { problem: 'worksForContractor', name: '庚' },
    ]);
  });
});
