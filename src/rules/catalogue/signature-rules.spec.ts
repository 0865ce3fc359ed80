import { aDossier, aSignature, day } from '../../../test/builders/dossier';
import { Dossier, OpinionFacts, SatisfactionStatement, SignatureFacts } from '../dossier';
import { Rule } from '../rule';
import {
  acceptorIsNotBuilder,
  notByTheBuilder,
  notSatisfiedReopens,
  oneHandOneName,
  proxyExplained,
  signedWhatTheySaw,
  signersComplete,
  threePeople,
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

describe('S01 and S08 of an old ledger', () => {
  it('are not asked where nobody wrote down who signed or accepted', () => {
    const old: Dossier = { ...sound, signatures: [], inspection: null };
    expect(facts(signersComplete, { ...old, unknown: ['signers'] })).toEqual([]);
    expect(facts(acceptorIsNotBuilder, { ...old, unknown: ['acceptors'] })).toEqual([]);
  });
});

describe('S02 three people', () => {
  const [community, street, district] = sound.application!.opinions;
  const given = (
    changes: Partial<OpinionFacts>,
    proxyName = '',
    people: Partial<OpinionFacts> = {},
  ): Dossier => ({
    ...sound,
    application: {
      ...sound.application!,
      proxyName,
      opinions: [
        { ...community!, ...people },
        { ...street!, ...people, ...changes },
        { ...district!, ...people },
      ],
    },
  });

  it('is silent for three people, also when two of them bear one name', () => {
    expect(facts(threePeople, sound)).toEqual([]);
    expect(facts(threePeople, { ...sound, application: null })).toEqual([]);
    expect(facts(threePeople, given({ personName: community!.personName }))).toEqual([]);
    expect(facts(threePeople, given({}, '丁'))).toEqual([]);
  });

  it('finds the same person at two levels, and at three', () => {
    const again = given({ personId: community!.personId, personName: community!.personName });
    expect([...threePeople.check(again)]).toEqual([
      {
        rule: 'S02',
        mode: 'block',
        subject: { type: 'opinion', id: 'retrofit/street', part: 'samePerson' },
        facts: { problem: 'samePerson', level: 'street', other: 'community', name: 'community 乙' },
        fixAt: { page: 'opinions', field: 'street' },
      },
    ]);
    expect(facts(threePeople, given({}, '', { personId: '乙', personName: '乙' }))).toMatchObject([
      { level: 'street', other: 'community' },
      { level: 'district', other: 'community' },
    ]);
  });

  it('finds a reviewer who applied as the proxy', () => {
    expect(facts(threePeople, given({ personName: '丁 ' }, '丁'))).toMatchObject([
      { problem: 'proxy', level: 'street', other: null },
    ]);
  });

  it('takes nobody for the same person as nobody', () => {
    for (const personId of [null, ''])
      expect(facts(threePeople, given({}, '', { personId, personName: '' }))).toEqual([]);
  });

  it('asks an old record only for the people that its ledger names', () => {
    const again = given({ personId: community!.personId, personName: '丁' }, '丁');
    expect(facts(threePeople, again)).toHaveLength(2);
    expect(facts(threePeople, { ...again, unknown: ['streetPerson'] })).toEqual([]);
    expect(facts(threePeople, { ...again, unknown: ['proxies'] })).toMatchObject([{ problem: 'samePerson' }]);
    expect(facts(threePeople, { ...again, waivers: ['S02'] })).toHaveLength(2);
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

describe('S04 one hand, one name', () => {
  const twice = changed('street', { sameImageNames: ['戊', 'street 甲 '] });

  it('is silent while each image stands under one name, and of voided signatures', () => {
    expect(facts(oneHandOneName, sound)).toEqual([]);
    expect(facts(oneHandOneName, changed('street', { sameImageNames: ['street 甲'] }))).toEqual([]);
    expect(facts(oneHandOneName, changed('street', { sameImageNames: ['戊'], voided: true }))).toEqual([]);
  });

  it('finds one image under two names, as a flag', () => {
    expect([...oneHandOneName.check({ ...twice, waivers: ['S04'] })]).toMatchObject([
      {
        mode: 'flag',
        subject: { type: 'signature', id: 'signature-street' },
        facts: { name: 'street 甲', role: 'street', purpose: 'acceptance', others: ['戊'] },
        fixAt: { page: 'acceptanceSignatures', field: 'street' },
      },
    ]);
  });

  it('finds the very same strokes under the same name, which nobody draws twice', () => {
    const copied = changed('street', { isCopied: true });
    expect([...oneHandOneName.check(copied)]).toMatchObject([
      { subject: { id: 'signature-street', part: 'copied' }, facts: { name: 'street 甲', others: null } },
    ]);
    expect(facts(oneHandOneName, changed('street', { isCopied: true, voided: true }))).toEqual([]);
  });

  it('is not asked where no images are compared', () => {
    for (const aspect of ['signers', 'signatureImages'] as const)
      expect(facts(oneHandOneName, { ...twice, unknown: [aspect] })).toEqual([]);
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

  it('S05 and S06 are not asked where a ledger says nothing of proxies and signers', () => {
    expect(facts(proxyExplained, { ...proxy({ witnessName: '' }), unknown: ['proxies'] })).toEqual([]);
    const builder = changed('household', { byContractorId: 'builders' });
    expect(facts(notByTheBuilder, builder)).toHaveLength(1);
    expect(facts(notByTheBuilder, { ...builder, unknown: ['signers'] })).toEqual([]);
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

describe('S07 of an old ledger', () => {
  const unhappy: Dossier = {
    ...sound,
    statements: [{ id: 's', outcome: 'notSatisfied', on: day('2026-06-25') }],
  };
  const asked = (...unknown: Dossier['unknown']) =>
    [...notSatisfiedReopens.check({ ...unhappy, unknown })].map(({ subject }) => subject.part);

  it('asks for no defect where none could be written down, and names its findings apart', () => {
    expect(asked()).toEqual(['noDefect', 'notSignedAgain']);
    expect(asked('defects')).toEqual(['notSignedAgain']);
    expect(asked('statements')).toEqual([]);
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
