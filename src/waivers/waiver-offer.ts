import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { TantuRequest } from '../platform/http/request';
import { Translate } from '../platform/i18n/translator';
import { SummaryLine } from '../platform/views/form-state';
import { isWaivable } from './acts-allowed';

/** That an exception to a broken rule can be asked for, with the form for those who may; null where there is none. */
export function waiverOffer(
  rule: string,
  retrofitId: string | null,
  role: Actor['role'],
  t: Translate,
): SummaryLine | null {
  if (!isWaivable(rule)) return null;
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
