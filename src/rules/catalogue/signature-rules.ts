import { Dossier, SignatureFacts } from '../dossier';
import { FixPage } from '../finding';
import { defineRule, Rule } from '../rule';

const PAGE_OF: Record<SignatureFacts['purpose'], FixPage> = {
  planAgreement: 'plan',
  acceptance: 'acceptanceSignatures',
  satisfaction: 'satisfaction',
};

/** A signature counts while it was not voided and what it signed still stands. Facts: `missing` roles. */
export const signersComplete: Rule = defineRule({
  code: 'S01',
  key: 'signers-complete',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: acceptance reports without signatures and seals; irregularities 20, 22',
  before: ['acceptance'],
  *find(dossier) {
    const signed = standing(dossier).filter(
      ({ purpose, signedHash, currentHash }) => purpose === 'acceptance' && signedHash === currentHash,
    );
    const missing = dossier.programme.requiredSigners.filter(
      (role) => !signed.some((one) => one.role === role),
    );
    if (missing.length === 0) return;
    yield {
      subject: { type: 'retrofit', id: dossier.retrofitId },
      facts: { missing },
      fixAt: { page: 'acceptanceSignatures', field: missing[0] },
    };
  },
});

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
    for (const { level, personName, signedHash, currentHash } of dossier.application?.opinions ?? []) {
      if (signedHash === null || currentHash === null || signedHash === currentHash) continue;
      yield {
        subject: { type: 'opinion', id: `${dossier.retrofitId}/${level}` },
        facts: { purpose: 'opinion', role: level, name: personName },
        fixAt: { page: 'opinions', field: level },
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
  *find(dossier) {
    const complaint = dossier.statements.findLast(({ outcome }) => outcome !== 'satisfied');
    if (complaint === undefined) return;
    const { id, outcome, on } = complaint;
    const defects = dossier.defects.filter(({ source }) => source === 'household');
    const open = defects.filter(({ reinspectedOn }) => reinspectedOn === null).length;
    const subject = { type: 'statement', id } as const;
    const facts = { outcome, on, open };
    if (!defects.some(({ foundOn }) => foundOn >= on))
      yield { subject, facts: { problem: 'noDefect', ...facts }, fixAt: { page: 'defects' } };
    if (open > 0) yield { subject, facts: { problem: 'openDefects', ...facts }, fixAt: { page: 'defects' } };
    if (dossier.statements.at(-1)?.outcome !== 'satisfied')
      yield { subject, facts: { problem: 'notSignedAgain', ...facts }, fixAt: { page: 'satisfaction' } };
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
  *find(dossier) {
    const acceptors = dossier.inspection?.acceptors ?? [];
    const subject = {
      type: 'inspection',
      id: dossier.inspection?.id ?? dossier.retrofitId,
    } as const;
    const fixAt = { page: 'inspection', field: 'acceptors' } as const;
    if (!acceptors.some(({ level }) => level === 'district'))
      yield { subject, facts: { problem: 'noDistrict', name: null }, fixAt };
    for (const { name, contractorId } of acceptors) {
      if (contractorId !== null) yield { subject, facts: { problem: 'worksForContractor', name }, fixAt };
    }
  },
});

function standing(dossier: Dossier): SignatureFacts[] {
  return dossier.signatures.filter(({ voided }) => !voided);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
