import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { ConsentKind } from './consent-texts/consent-texts';
import { ConsentRelation, GiveConsentDto } from './consents.dto';

export interface ConsentRow {
  id: string;
  kind: ConsentKind;
  textVersion: string;
  givenByName: string;
  givenByRelation: ConsentRelation;
  givenOn: CalendarDate;
  withdrawnOn: CalendarDate | null;
  recordedAt: Date;
}

const COLUMNS = `id, kind, text_version AS "textVersion", given_by_name AS "givenByName", given_by_relation AS "givenByRelation",
  given_on AS "givenOn", withdrawn_on AS "withdrawnOn", recorded_at AS "recordedAt"`;

@Injectable()
export class ConsentRepository {
  /** All of a household's consents, those in force first. */
  async list(tx: ReadTx, householdId: string): Promise<ConsentRow[]> {
    return tx.sql<ConsentRow>(
      `SELECT ${COLUMNS} FROM consents WHERE household_id = $1 ORDER BY withdrawn_on IS NOT NULL, kind, given_on DESC, id`,
      [householdId],
    );
  }

  /** @throws Problem not-found */
  async lock(tx: Tx, householdId: string, id: string): Promise<ConsentRow> {
    const [row] = await tx.sql<ConsentRow>(
      `SELECT ${COLUMNS} FROM consents WHERE id = $1 AND household_id = $2 FOR UPDATE`,
      [id, householdId],
    );
    if (!row) throw notFound();
    return row;
  }

  async insert(tx: Tx, householdId: string, areaCode: string, consent: GiveConsentDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO consents (id, household_id, area_code, kind, text_version, given_by_name, given_by_relation, given_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, householdId, areaCode, consent.kind, consent.textVersion, consent.givenByName, consent.givenByRelation, consent.givenOn],
    ); // prettier-ignore
    return id;
  }

  async withdraw(tx: Tx, id: string, on: CalendarDate): Promise<void> {
    await tx.change('UPDATE consents SET withdrawn_on = $2 WHERE id = $1', [id, on]);
  }
}
