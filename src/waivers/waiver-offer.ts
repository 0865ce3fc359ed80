import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { ReadTx } from '../platform/database/database';
import { TantuRequest } from '../platform/http/request';
import { Translate } from '../platform/i18n/translator';
import { SummaryLine } from '../platform/views/form-state';
import { isWaivable } from './acts-allowed';

/** By rule, the requests of a retrofit on which nobody has decided; none for whoever may read no waivers. */
export async function waitingWaivers(tx: ReadTx, retrofitId: string): Promise<ReadonlyMap<string, string>> {
  if (!may(tx.actor.role, 'waiver.read')) return new Map();
  const rows = await tx.sql<{ id: string; rule: string }>(
    'SELECT id, rule FROM waivers WHERE retrofit_id = $1 AND decision IS NULL AND withdrawn_at IS NULL',
    [retrofitId],
  );
  return new Map(rows.map(({ id, rule }) => [rule, id]));
}

/** That an exception to a broken rule can be asked for, with the form for those who may, or that it was; null where there is none. */
export function waiverOffer(
  rule: string,
  retrofitId: string | null,
  role: Actor['role'],
  t: Translate,
  waiting: ReadonlyMap<string, string> = new Map(),
): SummaryLine | null {
  if (!isWaivable(rule)) return null;
  const waitingId = waiting.get(rule);
  if (waitingId) return { text: t('waivers.offer.waits', { rule }), href: paths.waivers.show(waitingId) };
  const mayAsk = retrofitId !== null && may(role, 'waiver.request');
  return mayAsk
    ? { text: t('waivers.offer.ask', { rule }), href: paths.waivers.request(retrofitId, rule) }
    : { text: t('waivers.offer.others', { rule }) };
}

/** The same for a form that was refused: its address tells whose retrofit it is about. */
export function offerOnForm(request: TantuRequest, rule: string, t: Translate): SummaryLine | null {
  const retrofitId = /^\/retrofits\/([0-9a-f-]{36})\//.exec(request.path)?.[1] ?? null;
  return waiverOffer(rule, retrofitId, request.tantu.actor?.role ?? 'contractor', t);
}
