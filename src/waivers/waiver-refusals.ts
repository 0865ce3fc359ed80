import { Problem } from '../platform/problems/problem';
import { actBefore, Grant, GrantedDossier } from './acts-allowed';

/**
 * A consent that came when the thing was done excuses nothing.
 * @throws Problem impossible-value at the document's date, naming the act and its day
 */
export function refuseTooLate(dossier: GrantedDossier, { rule, documentDate }: Grant): void {
  const act = actBefore(dossier, { rule, documentDate });
  if (act === null) return;
  const error = {
    field: 'documentDate',
    key: `waivers.fault.after.${act.date}`,
    params: { on: act.on, documentDate },
  };
  throw new Problem('impossible-value', { errors: [error] });
}
