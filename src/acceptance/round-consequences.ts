import { Injectable } from '@nestjs/common';
import { AuditKind } from '../history/audit-kinds';
import { History } from '../history/history';
import { Json, Tx } from '../platform/database/database';
import { Retrofit } from '../workflow/retrofit.entity';
import { defectsOutOfOrder } from './acceptance-refusals';
import { Defect, DefectRepository } from './defect.repository';
import { NewInspection, StoredInspectedItem } from './inspection.repository';
import { SignatureRepository } from './signature.repository';

/** What a round does to the rest of the record: defects are closed or opened, signatures on the round before are voided. */
@Injectable()
export class RoundConsequences {
  constructor(
    private readonly defects: DefectRepository,
    private readonly signatures: SignatureRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem rule-broken C19 when an item passes whose defect was not cured, or was cured after this round */
  async apply(tx: Tx, retrofit: Retrofit, inspection: NewInspection): Promise<void> {
    const open = await this.defects.open(tx, retrofit.id);
    for (const item of inspection.items) {
      const ofItem = open.filter(({ itemId }) => itemId === item.itemId);
      const cured = ofItem.filter(({ curedOn }) => curedOn !== null);
      if (item.result === 'pass' && cured.length < ofItem.length) throw defectsOutOfOrder('curedOn');
      for (const defect of cured) await this.close(tx, retrofit, inspection, defect);
      if (item.result === 'defect' && cured.length === ofItem.length)
        await this.open(tx, retrofit, inspection, item);
    }
    const inspected = new Set(inspection.items.map(({ itemId }) => itemId));
    for (const defect of open)
      if (defect.curedOn !== null && !inspected.has(defect.itemId ?? ''))
        await this.close(tx, retrofit, inspection, defect);
    await this.voidSignatures(tx, retrofit);
  }

  /** A cure that was looked at closes its defect; if the item fails again, a new one says what is still wrong. */
  private async close(
    tx: Tx,
    retrofit: Retrofit,
    { inspectedOn }: NewInspection,
    defect: Defect,
  ): Promise<void> {
    if (inspectedOn < defect.curedOn!) throw defectsOutOfOrder('inspectedOn');
    await this.defects.close(tx, defect.id, inspectedOn);
    await this.record(tx, retrofit, 'defect.reinspected', 'defect', defect.id, {
      reinspectedOn: inspectedOn,
    });
  }

  private async open(
    tx: Tx,
    retrofit: Retrofit,
    { inspectedOn }: NewInspection,
    { itemId, note }: StoredInspectedItem,
  ): Promise<void> {
    const defect = { itemId, source: 'inspection', description: note, foundOn: inspectedOn } as const;
    const id = await this.defects.insert(tx, retrofit.id, defect);
    await this.record(tx, retrofit, 'defect.opened', 'defect', id, {
      itemId,
      source: 'inspection',
      foundOn: inspectedOn,
    });
  }

  private async voidSignatures(tx: Tx, retrofit: Retrofit): Promise<void> {
    const standing = await this.signatures.standing(tx, retrofit.id);
    await this.signatures.void(
      tx,
      standing.map(({ id }) => id),
      'newRound',
    );
    for (const { id, role } of standing)
      await this.record(tx, retrofit, 'signature.voided', 'signature', id, { role, reason: 'newRound' });
  }

  private async record(
    tx: Tx,
    retrofit: Retrofit,
    kind: AuditKind,
    type: string,
    id: string,
    data: { [key: string]: Json },
  ): Promise<void> {
    const { areaCode, householdId } = retrofit;
    await this.history.record(tx, {
      kind,
      subject: { type, id },
      areaCode,
      retrofitId: retrofit.id,
      householdId,
      data,
    });
  }
}
