import { invalid } from '../platform/problems/problem';
import { ReadTx } from '../platform/database/database';
import { Relation } from './acceptance.dto';

/** Who signs, as it will stand on the paper. */
export interface Signer {
  name: string;
  relation: Relation | 'office';
  proxyRelation: string;
  proxyReason: string;
  witnessName: string;
}

interface TypedSigner {
  signerName: string | null;
  relation: Relation | null;
  proxyRelation: string | null;
  proxyReason: string | null;
  witnessName: string | null;
}

/** Who signs for an office or firm. @throws Problem invalid-input without a name */
export function officeSigner(input: TypedSigner): Signer {
  if (!input.signerName) throw invalid({ field: 'signerName', key: 'validation.required' });
  return { name: input.signerName, relation: 'office', proxyRelation: '', proxyReason: '', witnessName: '' };
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
  };
}
