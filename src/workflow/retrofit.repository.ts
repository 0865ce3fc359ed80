import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { notFound, Problem } from '../platform/problems/problem';
import { newId } from '../platform/database/ids';
import { CalendarDate } from '../platform/time/calendar-date';
import { columnOf, DATE_FIELDS, DateField, Retrofit } from './retrofit.entity';

/** The fields of a retrofit that acts change; everything else follows. */
export type RetrofitChange = Partial<
  Pick<
    Retrofit,
    | 'approvedOn' | 'contractId' | 'contractorId' | 'contractSignedOn' | 'surveyedOn' | 'measuredOn' | 'consultedOn' | 'planAgreedOn'
    | 'startedOn' | 'completedOn' | 'acceptedOn' | 'signedOn' | 'endedOn' | 'endedReason' | 'endedNote'
  >
>; // prettier-ignore

/** What opening a retrofit needs to know of its programme. */
export interface ProgrammePeriod {
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  /** Years after an acceptance in which the household gets no further retrofit; 0 for none. */
  barYears: number;
}

export interface NewRetrofit extends ProgrammePeriod {
  areaCode: string;
  programmeId: string;
  householdId: string;
  personId: string;
}

@Injectable()
export class RetrofitRepository {
  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<Retrofit> {
    const retrofit = await tx.manager.findOneBy(Retrofit, { id });
    if (!retrofit) throw notFound();
    return retrofit;
  }

  /**
   * Locks the row for the rest of the transaction: acts on one retrofit follow one another.
   * @param seenVersion the version that the actor's form or client showed; null when it showed none
   * @throws Problem not-found, stale-version, conflict when the retrofit has ended
   */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Retrofit> {
    const locked = await tx.sql('SELECT FROM retrofits WHERE id = $1 FOR UPDATE', [id]);
    if (locked.length === 0) throw notFound();
    const retrofit = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== retrofit.version) throw new Problem('stale-version');
    if (retrofit.endedOn !== null) throw new Problem('conflict', { facts: { reason: 'ended' } });
    return retrofit;
  }

  /** Changes fields of a locked retrofit and counts its version up. */
  async change(tx: Tx, retrofit: Retrofit, change: RetrofitChange): Promise<void> {
    const fields = Object.entries(change);
    const assignments = fields.map(([field], index) => `${columnOf(field)} = $${index + 2}`);
    await tx.change(
      `UPDATE retrofits SET ${[...assignments, 'version = version + 1'].join(', ')} WHERE id = $1`,
      [retrofit.id, ...fields.map(([, value]) => value)],
    );
    Object.assign(retrofit, change, { version: retrofit.version + 1 });
  }

  /** The community of a person that the actor may know of; null when the person is not of this household. */
  async areaOfPerson(tx: ReadTx, householdId: string, personId: string): Promise<string | null> {
    const [row] = await tx.sql<{ areaCode: string }>(
      'SELECT area_code AS "areaCode" FROM people WHERE id = $1 AND household_id = $2',
      [personId, householdId],
    );
    return row?.areaCode ?? null;
  }

  /** Seen as the system, so that another district's programme is refused by its rule (P04) and not as unknown. */
  async programmeTerms(tx: Tx, programmeId: string): Promise<ProgrammePeriod | null> {
    const [row] = await tx.withSystemSight(() =>
      tx.sql<ProgrammePeriod>(
        'SELECT starts_on AS "startsOn", ends_on AS "endsOn", bar_years AS "barYears" FROM programmes WHERE id = $1',
        [programmeId],
      ),
    );
    return row ?? null;
  }

  /** The newest acceptance of the household or the person, in any programme and district. */
  async lastAcceptance(
    tx: Tx,
    { householdId, personId }: { householdId: string; personId: string },
  ): Promise<CalendarDate | null> {
    const [row] = await tx.withSystemSight(() =>
      tx.sql<{ acceptedOn: CalendarDate | null }>(
        'SELECT max(accepted_on)::text AS "acceptedOn" FROM retrofits WHERE household_id = $1 OR person_id = $2',
        [householdId, personId],
      ),
    );
    return row?.acceptedOn ?? null;
  }

  async insert(tx: Tx, retrofit: NewRetrofit): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO retrofits (id, area_code, programme_id, programme_starts_on, programme_ends_on, household_id, person_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, retrofit.areaCode, retrofit.programmeId, retrofit.startsOn, retrofit.endsOn, retrofit.householdId, retrofit.personId],
    ); // prettier-ignore
    return id;
  }

  /** When the server learned of each date; null where there is none. */
  async recordedAt(tx: ReadTx, id: string): Promise<Record<DateField, Date | null>> {
    const columns = DATE_FIELDS.map(
      (field) => `${columnOf(field).replace(/_on$/, '_recorded_at')} AS "${field}"`,
    );
    const [row] = await tx.sql<Record<DateField, Date | null>>(
      `SELECT ${columns.join(', ')} FROM retrofits WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound();
    return row;
  }
}
