import { Dossier, OpinionFacts, REVIEW_LEVELS, SignatureFacts } from '../dossier';
import { FindingDraft, FixPage } from '../finding';
import { defineRule, knows, Rule } from '../rule';

const PAGE_OF: Record<SignatureFacts['purpose'], FixPage> = {
  planAgreement: 'plan',
  acceptance: 'acceptanceSignatures',
  satisfaction: 'satisfaction',
};

/**
 * A signature counts while it was not voided and what it signed still stands. An old ledger that has a column for each
 * signer says nothing of those for whom it has none. Facts: `missing` roles.
 */
export const signersComplete: Rule = defineRule({
  code: 'S01',
  key: 'signers-complete',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: acceptance reports without signatures and seals; irregularities 20, 22',
  before: ['acceptance'],
  needs: ['signers'],
  parts: [
    'householdSigner',
    'contractorSigner',
    'communitySigner',
    'streetSigner',
    'districtSigner',
    'thirdPartySigner',
  ],
  *find(dossier) {
    const signed = standing(dossier).filter(
      ({ purpose, signedHash, currentHash }) => purpose === 'acceptance' && signedHash === currentHash,
    );
    const missing = dossier.programme.requiredSigners.filter(
      (role) => knows(dossier, `${role}Signer`) && !signed.some((one) => one.role === role),
    );
    if (missing.length === 0) return;
    yield {
      subject: { type: 'retrofit', id: dossier.retrofitId },
      facts: { missing },
      fixAt: { page: 'acceptanceSignatures', field: missing[0] },
    };
  },
});

/**
 * That each belongs to that level and area, the database keeps: an old paper does not tell it. An account is known by
 * its id, whoever only an old paper names by that name. Facts: `problem` samePerson | proxy; `level`, `other` level at
 * which the same person spoke, `name`.
 */
export const threePeople: Rule = defineRule({
  code: 'S02',
  key: 'three-people',
  mode: 'block',
  waivable: false,
  because: 'Inspection 2022: not one form of 37 went through all three reviews; irregularity 26',
  before: [],
  parts: ['communityPerson', 'streetPerson', 'districtPerson'],
  *find(dossier) {
    const proxyName = knows(dossier, 'proxies') ? (dossier.application?.proxyName.trim() ?? '') : '';
    const opinions = opinionsInOrder(dossier).filter(({ level }) => knows(dossier, `${level}Person`));
    for (const opinion of opinions) {
      const { level, personId, personName: name } = opinion;
      const first = opinions.find((one) => one.personId === personId) ?? opinion;
      if (first !== opinion && personId !== null && personId.trim() !== '')
        yield opinionFinding(dossier, level, { problem: 'samePerson', other: first.level, name });
      if (proxyName !== '' && name.trim() === proxyName)
        yield opinionFinding(dossier, level, { problem: 'proxy', other: null, name });
    }
  },
});

function opinionFinding(
  { retrofitId }: Dossier,
  level: OpinionFacts['level'],
  facts: { problem: string; other: string | null; name: string },
): FindingDraft {
  return {
    subject: { type: 'opinion', id: `${retrofitId}/${level}`, part: facts.problem },
    facts: { level, ...facts },
    fixAt: { page: 'opinions', field: level },
  };
}

/** One for each level that has spoken. */
function opinionsInOrder(dossier: Dossier): OpinionFacts[] {
  const given = dossier.application?.opinions ?? [];
  return REVIEW_LEVELS.flatMap((level) => given.find((opinion) => opinion.level === level) ?? []);
}

/** Facts: `purpose` planAgreement | acceptance | satisfaction | opinion; `role`, `name`. */
export const signedWhatTheySaw: Rule = defineRule({
  code: 'S03',
  key: 'signed-what-they-saw',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 32; Electronic Signature Law 13: later changes of the content must be detectable',
  before: [],
  *find(dossier) {
    for (const { id, purpose, role, name, signedHash, currentHash } of standing(dossier)) {
      if (signedHash === currentHash) continue;
      const fixAt = { page: PAGE_OF[purpose], field: role };
      yield { subject: { type: 'signature', id }, facts: { purpose, role, name }, fixAt };
    }
    for (const { level, personName, signedHash, currentHash } of opinionsInOrder(dossier)) {
      if (signedHash === null || currentHash === null || signedHash === currentHash) continue;
      yield {
        subject: { type: 'opinion', id: `${dossier.retrofitId}/${level}` },
        facts: { purpose: 'opinion', role: level, name: personName },
        fixAt: { page: 'opinions', field: level },
      };
    }
  },
});

/**
 * Near-same counts as the same under another name; under the same name only the very same strokes do, for nobody signs
 * twice alike to the point. Facts: `name`, `role`, `purpose`; `others` under whose names the same image stands, null
 * for a copy under the same name.
 */
export const oneHandOneName: Rule = defineRule({
  code: 'S04',
  key: 'one-hand-one-name',
  mode: 'flag',
  waivable: false,
  because: 'Irregularity 21: signatures and fingerprints that were not the residents’',
  before: [],
  needs: ['signers', 'signatureImages'],
  *find(dossier) {
    for (const { id, role, name, purpose, sameImageNames, isCopied } of standing(dossier)) {
      const others = sameImageNames.filter((other) => other.trim() !== name.trim());
      const fixAt = { page: PAGE_OF[purpose], field: role };
      const facts = { name, role, purpose };
      if (others.length > 0) yield { subject: { type: 'signature', id }, facts: { ...facts, others }, fixAt };
      if (isCopied)
        yield {
          subject: { type: 'signature', id, part: 'copied' },
          facts: { ...facts, others: null },
          fixAt,
        };
    }
  },
});

/** A witness is somebody else. Facts: `name`, `purpose`, `missing` of proxyRelation | proxyReason | witness. */
export const proxyExplained: Rule = defineRule({
  code: 'S05',
  key: 'proxy-explained',
  mode: 'gate',
  waivable: false,
  because: 'Irregularity 22: no occupant’s signature, and no note why',
  before: ['planAgreement', 'acceptance', 'signature'],
  needs: ['proxies'],
  *find(dossier) {
    for (const signature of standing(dossier)) {
      const { id, name, purpose, witnessName } = signature;
      if (signature.relation !== 'proxy') continue;
      const missing = [
        ...(isBlank(signature.proxyRelation) ? ['proxyRelation'] : []),
        ...(isBlank(signature.proxyReason) ? ['proxyReason'] : []),
        ...(isBlank(witnessName) || witnessName.trim() === name.trim() ? ['witness'] : []),
      ];
      if (missing.length === 0) continue;
      const fixAt = { page: PAGE_OF[purpose], field: missing[0] };
      yield { subject: { type: 'signature', id }, facts: { name, purpose, missing }, fixAt };
    }
  },
});

/** Facts: `role`, `name`, `purpose`. */
export const notByTheBuilder: Rule = defineRule({
  code: 'S06',
  key: 'not-by-the-builder',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 21: one hand signed for many',
  before: [],
  needs: ['signers'],
  *find(dossier) {
    for (const { id, role, name, purpose, byContractorId } of standing(dossier)) {
      if (byContractorId === null || role === 'contractor') continue;
      const fixAt = { page: PAGE_OF[purpose], field: role };
      yield { subject: { type: 'signature', id }, facts: { role, name, purpose }, fixAt };
    }
  },
});

/** Facts: `problem` noDefect | openDefects | notSignedAgain; `outcome`, `on`, `open` how many are not cured. */
export const notSatisfiedReopens: Rule = defineRule({
  code: 'S07',
  key: 'not-satisfied-reopens',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: satisfaction signed for works that were not done; irregularity 57',
  before: ['closing'],
  needs: ['statements'],
  parts: ['defects', 'reinspections'],
  *find(dossier) {
    const complaint = dossier.statements.findLast(({ outcome }) => outcome !== 'satisfied');
    if (complaint === undefined) return;
    const { id, outcome, on } = complaint;
    const defects = dossier.defects.filter(({ source }) => source === 'household');
    const open = defects.filter(({ reinspectedOn }) => reinspectedOn === null).length;
    const finding = (problem: string, page: FixPage): FindingDraft => ({
      subject: { type: 'statement', id, part: problem },
      facts: { problem, outcome, on, open },
      fixAt: { page },
    });
    const isTold = knows(dossier, 'defects');
    if (isTold && !defects.some(({ foundOn }) => foundOn >= on)) yield finding('noDefect', 'defects');
    if (isTold && open > 0 && knows(dossier, 'reinspections')) yield finding('openDefects', 'defects');
    if (dossier.statements.at(-1)?.outcome !== 'satisfied') yield finding('notSignedAgain', 'satisfaction');
  },
});

/** Facts: `problem` noDistrict | worksForContractor; `name`. */
export const acceptorIsNotBuilder: Rule = defineRule({
  code: 'S08',
  key: 'acceptor-is-not-builder',
  mode: 'block',
  waivable: false,
  because: 'Irregularities 59, 61: acceptance by form only, without a visit of the district',
  before: ['acceptance'],
  needs: ['acceptors'],
  *find(dossier) {
    const acceptors = dossier.inspection?.acceptors ?? [];
    const finding = (problem: string, name: string | null, part: string): FindingDraft => ({
      subject: { type: 'inspection', id: dossier.inspection?.id ?? dossier.retrofitId, part },
      facts: { problem, name },
      fixAt: { page: 'inspection', field: 'acceptors' },
    });
    if (!acceptors.some(({ level }) => level === 'district')) yield finding('noDistrict', null, 'noDistrict');
    for (const { userId, name, contractorId } of acceptors) {
      if (contractorId !== null) yield finding('worksForContractor', name, userId);
    }
  },
});

function standing(dossier: Dossier): SignatureFacts[] {
  return dossier.signatures.filter(({ voided }) => !voided);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
