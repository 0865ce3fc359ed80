import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, Json, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { invalid, Problem, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { Dossier, SignatureFacts, SignerRole } from '../rules/dossier';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { SignedContent, SignedDossier } from '../workflow/signed-content';
import { TakeSignatureDto } from './acceptance.dto';
import { assertNotAhead, refused } from './acceptance-refusals';
import { DefectRepository } from './defect.repository';
import { InspectionRepository, StoredInspection } from './inspection.repository';
import { SignatureRepository } from './signature.repository';
import { accountSigner, householdSigner, Signer, thirdPartySigner } from './signer';
import { mayTake, signsByAccount } from './who-signs';

/**
 * One of those whom the programme asks for signs the newest round of inspection: offices and the builder each by an
 * account of their own, the household and a third party on a phone that is passed on.
 */
@Injectable()
export class TakeSignature {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly content: SignedContent,
    private readonly inspections: InspectionRepository,
    private readonly defects: DefectRepository,
    private readonly signatures: SignatureRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, forbidden (not this actor's party), already-exists, conflict (nothing to sign, defects,
   *   content changed, the actor signed for another party), invalid-input, rule-broken C13 S05 S06
   */
  async execute(actor: Actor, retrofitId: string, input: TakeSignatureDto): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      const found = await this.content.dossier(tx, retrofitId);
      const { signature, facts } = await this.signatureOf(tx, retrofitId, input, found.dossier);
      refuseIf(rulesAgainst(found.dossier, facts));
      if (!mayTake(actor, input.role)) throw notYours(input.role);
      const inspection = await this.signable(tx, retrofitId, found, input);
      assertNotAhead(input.signedOn, this.clock.now(), 'signedOn', 'acceptanceSignatures');
      if (input.signedOn < inspection.inspectedOn)
        throw invalid({
          field: 'signedOn',
          key: 'acceptance.signedOn.beforeInspection',
          params: { on: inspection.inspectedOn },
        });
      await this.replaceStale(tx, retrofit, found, input.role);
      await this.assertOneParty(tx, retrofitId, input.role);
      const id = await this.signatures.insert(tx, retrofitId, {
        ...signature,
        purpose: 'acceptance',
        inspectionId: inspection.id,
        role: input.role,
        strokes: input.strokes,
        contentHash: input.contentHash,
        signedOn: input.signedOn,
      });
      const { role, signedOn, contentHash } = input;
      const data = { purpose: 'acceptance', role, relation: signature.relation, signedOn, contentHash };
      await this.record(tx, retrofit, 'signature.given', id, data);
      return { id };
    });
  }

  private async signatureOf(
    tx: Tx,
    retrofitId: string,
    input: TakeSignatureDto,
    dossier: Dossier,
  ): Promise<{ signature: Signer; facts: SignatureFacts }> {
    if (!dossier.programme.requiredSigners.includes(input.role)) throw refused('signerNotRequired');
    const isBuilder = tx.actor.role === 'contractor';
    // What a builder's user sends for somebody else is refused by S06, whatever name it gives.
    const signature =
      isBuilder || signsByAccount(input.role)
        ? accountSigner(tx.actor)
        : input.role === 'household'
          ? await householdSigner(tx, retrofitId, input)
          : thirdPartySigner(tx.actor, input);
    const facts: SignatureFacts = {
      ...signature,
      id: newId(),
      purpose: 'acceptance',
      role: input.role,
      signedOn: input.signedOn,
      byContractorId: tx.actor.contractorId,
      signedHash: input.contentHash,
      currentHash: input.contentHash,
      sameImageNames: [],
      isCopied: false,
      voided: false,
    };
    return { signature, facts };
  }

  /** What is signed is the newest round, without defects, against the plan in force, as it was shown. */
  private async signable(
    tx: Tx,
    retrofitId: string,
    { contentHash }: SignedDossier,
    input: TakeSignatureDto,
  ): Promise<StoredInspection> {
    const inspection = await this.inspections.newest(tx, retrofitId);
    if (!inspection || contentHash === null) throw refused('notInspected');
    const open = await this.defects.open(tx, retrofitId);
    if (inspection.result === 'defects' || open.some(({ source }) => source === 'inspection'))
      throw refused('openDefects', { count: Math.max(open.length, 1) });
    const plan = await this.inspections.agreedPlan(tx, retrofitId, input.signedOn);
    if (plan?.id !== inspection.planId) throw refused('planChanged');
    if (input.contentHash !== contentHash) throw refused('contentChanged');
    return inspection;
  }

  /** One signature per role: one that still stands for this content stays, one for other content is voided. */
  private async replaceStale(
    tx: Tx,
    retrofit: Retrofit,
    { dossier, contentHash }: SignedDossier,
    role: SignerRole,
  ): Promise<void> {
    const earlier = dossier.signatures.filter(
      (one) => one.purpose === 'acceptance' && one.role === role && !one.voided,
    );
    if (earlier.some(({ signedHash }) => signedHash === contentHash)) throw new Problem('already-exists');
    const ids = earlier.map(({ id }) => id);
    await this.signatures.void(tx, ids, 'contentChanged');
    for (const id of ids)
      await this.record(tx, retrofit, 'signature.voided', id, { role, reason: 'contentChanged' });
  }

  /** One person signs for one party: who has moved to another office does not sign for that one as well. */
  private async assertOneParty(tx: Tx, retrofitId: string, role: SignerRole): Promise<void> {
    if (!signsByAccount(role)) return;
    const standing = await this.signatures.standing(tx, retrofitId);
    if (standing.some(({ signerId }) => signerId === tx.actor.id)) throw refused('signedForAnother');
  }

  private async record(
    tx: Tx,
    { id: retrofitId, areaCode, householdId }: Retrofit,
    kind: 'signature.given' | 'signature.voided',
    id: string,
    data: { [key: string]: Json },
  ): Promise<void> {
    const subject = { type: 'signature', id };
    await this.history.record(tx, { kind, subject, areaCode, retrofitId, householdId, data });
  }
}

/** S05 and S06 of this signature alone: others' faults are no reason to refuse it. */
function rulesAgainst(dossier: Dossier, signature: SignatureFacts): ReturnType<typeof RULE_BOOK.check> {
  return RULE_BOOK.check({ ...dossier, signatures: [signature] }, ['S05', 'S06']);
}

function notYours(role: SignerRole): Problem {
  return new Problem('forbidden', { errors: [{ field: '', key: `acceptance.signer.by.${role}` }] });
}
