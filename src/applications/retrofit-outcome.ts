import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Tx } from '../platform/database/database';
import { Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { QuotaLedger } from '../programmes/quota-ledger';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitChange, RetrofitRepository } from '../workflow/retrofit.repository';

export interface EndOfRetrofit {
  readonly on: CalendarDate;
  readonly reason: 'refused' | 'withdrawn' | 'householdDeclined';
  readonly note: string;
}

/** What becomes of an application: approved, it holds a place of the quota; ended, the place goes back. */
@Injectable()
export class RetrofitOutcome {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly quota: QuotaLedger,
    private readonly history: History,
  ) {}

  /** The district agreed. @throws Problem rule-broken Q01 (409) when no place is left */
  async approve(tx: Tx, retrofit: Retrofit, on: CalendarDate): Promise<void> {
    await this.retrofits.change(tx, retrofit, { approvedOn: on });
    await this.quota.reserve(tx, retrofit, on);
  }

  /**
   * Nothing follows an end; a new application is a new retrofit.
   * @param also what the same act records beside the end, e.g. the day of the consultation
   * @throws Problem conflict once works have started
   */
  async end(tx: Tx, retrofit: Retrofit, end: EndOfRetrofit, also: RetrofitChange = {}): Promise<void> {
    if (retrofit.startedOn !== null) throw new Problem('conflict', { facts: { reason: 'started' } });
    const { on, reason, note } = end;
    await this.retrofits.change(tx, retrofit, { ...also, endedOn: on, endedReason: reason, endedNote: note });
    if (retrofit.approvedOn !== null) await this.quota.release(tx, retrofit, on);
    await this.history.record(tx, {
      kind: 'retrofit.ended',
      subject: { type: 'retrofit', id: retrofit.id },
      areaCode: retrofit.areaCode,
      retrofitId: retrofit.id,
      householdId: retrofit.householdId,
      data: { on, reason, note },
    });
  }
}
