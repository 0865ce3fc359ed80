import { invalid } from '../platform/problems/problem';
import { Actor } from '../platform/database/actor';
import { ReadTx } from '../platform/database/database';
import { Relation } from './acceptance.dto';

/** Who signs, as it will stand on the paper. */
export interface Signer {
  name: string;
  relation: Relation | 'office';
  proxyRelation: string;
  proxyReason: string;
  witnessName: string;
  /** Whom a third party works for; empty for everybody else. */
  firm: string;
}

interface TypedSigner {
  signerName: string | null;
  relation: Relation | null;
  proxyRelation: string | null;
  proxyReason: string | null;
  witnessName: string | null;
}

const OFFICE = { relation: 'office', proxyRelation: '', proxyReason: '', witnessName: '' } as const;

/** Who signs by an account, in its name: nobody types who an office is. */
export function accountSigner({ name }: Actor): Signer {
  return { ...OFFICE, name, firm: '' };
}

/**
 * Who signs for an audit or supervision firm, on the district's phone.
 * @throws Problem invalid-input without name and firm, or in the name of who holds the phone
 */
export function thirdPartySigner(
  actor: Actor,
  { signerName, signerFirm }: Pick<TypedSigner, 'signerName'> & { signerFirm: string | null },
): Signer {
  const missing = [...(signerName ? [] : ['signerName']), ...(signerFirm ? [] : ['signerFirm'])];
  if (!signerName || !signerFirm)
    throw invalid(...missing.map((field) => ({ field, key: 'validation.required' })));
  if (signerName.trim() === actor.name) throw invalid({ field: 'signerName', key: 'acceptance.sign.notYou' });
  return { ...OFFICE, name: signerName, firm: signerFirm };
}

/**
 * Who signs for the household. In person and as guardian it is the name on the record; what a proxy must tell is
 * rule S05. @throws Problem invalid-input without a relation or a name
 */
export async function householdSigner(tx: ReadTx, retrofitId: string, input: TypedSigner): Promise<Signer> {
  if (!input.relation) throw invalid({ field: 'relation', key: 'validation.choice' });
  const [person] = await tx.sql<{ name: string; guardianName: string | null }>(
    `SELECT n.name, n.guardian_name AS "guardianName" FROM retrofits r JOIN people n ON n.id = r.person_id WHERE r.id = $1`,
    [retrofitId],
  );
  const recorded = { self: person?.name, guardian: person?.guardianName, proxy: null }[input.relation];
  const name = recorded ?? input.signerName;
  if (!name) throw invalid({ field: 'signerName', key: 'validation.required' });
  const isProxy = input.relation === 'proxy';
  return {
    name,
    relation: input.relation,
    proxyRelation: (isProxy && input.proxyRelation) || '',
    proxyReason: (isProxy && input.proxyReason) || '',
    witnessName: (isProxy && input.witnessName) || '',
    firm: '',
  };
}
