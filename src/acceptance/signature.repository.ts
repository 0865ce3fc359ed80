import { Injectable } from '@nestjs/common';
import { Strokes } from '../platform/http/fields';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { CalendarDate } from '../platform/time/calendar-date';
import { SignerRole } from '../rules/dossier';
import { compareSignature } from '../signatures/compare-signature';
import { Relation } from './acceptance.dto';

export const VOID_REASONS = ['newRound', 'contentChanged', 'reportSuperseded'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export interface Signature {
  id: string;
  inspectionId: string | null;
  role: SignerRole;
  name: string;
  relation: Relation | 'office';
  proxyRelation: string;
  proxyReason: string;
  witnessName: string;
  /** Whom a third party works for; empty for everybody else. */
  firm: string;
  /** Who signed by an account; null where the phone was passed on. The database fills it in. */
  signerId: string | null;
  strokes: Strokes;
  /** Hexadecimal SHA-256 of what was signed. */
  contentHash: string;
  signedOn: CalendarDate;
  recordedAt: Date;
  voidedAt: Date | null;
  voidedReason: VoidReason | null;
}

export type NewSignature = Omit<Signature, 'id' | 'signerId' | 'recordedAt' | 'voidedAt' | 'voidedReason'> & {
  purpose: 'acceptance' | 'satisfaction';
};

@Injectable()
export class SignatureRepository {
  /** Of the acceptance, voided ones included, in the order in which they were given. A contractor sees its own. */
  async ofAcceptance(tx: ReadTx, retrofitId: string): Promise<Signature[]> {
    return tx.sql<Signature>(
      `SELECT id, inspection_id AS "inspectionId", signer_role AS role, signer_name AS name, relation, proxy_relation AS "proxyRelation",
              proxy_reason AS "proxyReason", witness_name AS "witnessName", signer_firm AS firm, signer_id AS "signerId", strokes, encode(content_hash, 'hex') AS "contentHash",
              signed_on AS "signedOn", recorded_at AS "recordedAt", voided_at AS "voidedAt", voided_reason AS "voidedReason"
         FROM signatures WHERE retrofit_id = $1 AND purpose = 'acceptance' ORDER BY recorded_at, id`,
      [retrofitId],
    );
  }

  /** Those that count: not voided. */
  async standing(tx: ReadTx, retrofitId: string): Promise<Signature[]> {
    return (await this.ofAcceptance(tx, retrofitId)).filter(({ voidedAt }) => voidedAt === null);
  }

  async insert(tx: Tx, retrofitId: string, signature: NewSignature): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO signatures (id, retrofit_id, purpose, inspection_id, signer_role, signer_name, relation, proxy_relation, proxy_reason,
                               witness_name, signer_firm, strokes, content_hash, signed_on, taken_by, taken_by_role)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), $14, $15, $16)`,
      [id, retrofitId, signature.purpose, signature.inspectionId, signature.role, signature.name, signature.relation,
       signature.proxyRelation, signature.proxyReason, signature.witnessName, signature.firm, JSON.stringify(signature.strokes),
       signature.contentHash, signature.signedOn, tx.actor.id, tx.actor.role], // prettier-ignore
    );
    await compareSignature(tx, { id, retrofitId, strokes: signature.strokes });
    return id;
  }

  /** A voided signature stays where it is, with the reason. The builder's role may add one, not void one. */
  async void(tx: Tx, ids: readonly string[], reason: VoidReason): Promise<void> {
    if (ids.length === 0) return;
    await tx.withSystemSight(() =>
      tx.change(`UPDATE signatures SET voided_at = tantu_now(), voided_reason = $2 WHERE id = ANY ($1)`, [
        ids,
        reason,
      ]),
    );
  }
}
