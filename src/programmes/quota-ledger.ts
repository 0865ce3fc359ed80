import { Injectable } from '@nestjs/common';
import { Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { CalendarDate } from '../platform/time/calendar-date';
import { Retrofit } from '../workflow/retrofit.entity';
import { overdrawn } from './book-quota';

/** The retrofit that takes a place, and the programme it takes it from. */
export type QuotaPlace = Pick<Retrofit, 'id' | 'programmeId' | 'districtCode'>;

/**
 * The places of a programme as other features take them, each inside the transaction of its own act. The balance
 * is kept by the database on the programme's row: who comes too late for the last place waits on that row and gets
 * rule-broken Q01 (409). A retrofit holds one place at a time: a reservation, or an advance where a waiver lets the
 * works precede the programme; a second place is rule-broken Q01 (409) too.
 */
@Injectable()
export class QuotaLedger {
  /** Takes a place, in advance where a waiver says so. @throws Problem rule-broken Q01 (409) when none is left, or this retrofit has had one */
  async reserve(tx: Tx, retrofit: QuotaPlace, occurredOn: CalendarDate): Promise<void> {
    // Waits for whoever is taking one, so that the refusal can name what is left; the CHECK decides all the same.
    const [programme] = await tx.sql<{ available: number }>(
      'SELECT quota_available AS available FROM programmes WHERE id = $1 FOR NO KEY UPDATE',
      [retrofit.programmeId],
    );
    if (programme !== undefined && programme.available < 1) throw overdrawn(programme.available);
    await this.take(tx, retrofit, occurredOn);
  }

  /**
   * A waiver was approved or withdrawn: the place that is held, if any, is given back and taken anew as what it is now.
   * @throws Problem rule-broken Q01 (409) when it is used already
   */
  async bookAnew(tx: Tx, retrofit: QuotaPlace, occurredOn: CalendarDate): Promise<void> {
    const [place] = await tx.sql<{ held: 'reserve' | 'advance' | null; due: 'reserve' | 'advance' }>(
      `SELECT place_held($1) AS held, CASE WHEN advance_authorised($1) THEN 'advance' ELSE 'reserve' END AS due`,
      [retrofit.id],
    );
    if (!place || place.held === null || place.held === place.due) return;
    await this.book(tx, retrofit, 'release', occurredOn);
    await this.take(tx, retrofit, occurredOn);
  }

  /** The reserved place is used up, for good. @throws Problem rule-broken Q01 (409) when none is reserved */
  async use(tx: Tx, retrofit: QuotaPlace, occurredOn: CalendarDate): Promise<void> {
    await this.book(tx, retrofit, 'use', occurredOn);
  }

  /** Gives the reserved place back. @throws Problem rule-broken Q01 (409) when none is reserved, or it is used */
  async release(tx: Tx, retrofit: QuotaPlace, occurredOn: CalendarDate): Promise<void> {
    await this.book(tx, retrofit, 'release', occurredOn);
  }

  private async take(tx: Tx, retrofit: QuotaPlace, occurredOn: CalendarDate): Promise<void> {
    const [waiver] = await tx.sql<{ advances: boolean }>('SELECT advance_authorised($1) AS advances', [
      retrofit.id,
    ]);
    await this.book(tx, retrofit, waiver!.advances ? 'advance' : 'reserve', occurredOn);
  }

  private async book(
    tx: Tx,
    { id, programmeId, districtCode }: QuotaPlace,
    kind: 'reserve' | 'advance' | 'use' | 'release',
    occurredOn: CalendarDate,
  ): Promise<void> {
    await tx.change(
      `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
       VALUES ($1, $2, $3, $4, 1, $5, $6)`,
      [newId(), districtCode, programmeId, kind, id, occurredOn],
    );
  }
}
