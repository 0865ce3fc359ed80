import { AuditKind } from '../history/audit-kinds';
import { History, HistoryEntry } from '../history/history';
import { Json, Tx } from '../platform/database/database';
import { AssignedRetrofit } from './assignment.repository';

/** One entry for each retrofit that an act on its contract or decision concerns, so that its own history tells it. */
export async function recordOnRetrofits(
  history: History,
  tx: Tx,
  kind: AuditKind,
  subject: HistoryEntry['subject'],
  retrofits: readonly AssignedRetrofit[],
  data: (retrofit: AssignedRetrofit) => Readonly<Record<string, Json>>,
): Promise<void> {
  for (const retrofit of retrofits) {
    const { areaCode, id: retrofitId, householdId } = retrofit;
    await history.record(tx, { kind, subject, areaCode, retrofitId, householdId, data: data(retrofit) });
  }
}
