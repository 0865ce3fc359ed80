import { Actor } from '../../platform/database/actor';
import { CONSENT_KINDS } from '../../households/consent-texts/consent-texts';
import { paths } from '../../paths';
import { bindingTerms } from '../../workflow/terms';

/** One kind of work that waits for somebody: for whom, which retrofits, since when, and where it is done. */
export interface TaskKind {
  readonly kind: string;
  readonly isFor: (actor: Actor) => boolean;
  /** FROM and WHERE over `retrofits r`; row security narrows it to what the actor may see. */
  readonly from: string;
  /** The day since which it waits, as SQL. */
  readonly since: string;
  readonly page: (retrofitId: string, householdId: string) => string;
}

const digits =
  (role: Actor['role'], length: number) =>
  (actor: Actor): boolean =>
    actor.role === role && actor.areaCode.length === length;
const isCommunity = digits('caseworker', 12);
const isStreet = digits('caseworker', 9);
const isOffice = digits('caseworker', 6);
const isSupervisor = digits('supervisor', 6);
const isDistrict = (actor: Actor): boolean => isOffice(actor) || isSupervisor(actor);
const isContractor = (actor: Actor): boolean => actor.role === 'contractor';

const opinion = (level: 1 | 2 | 3): string =>
  `retrofits r JOIN application_steps s ON s.retrofit_id = r.id AND s.level = ${level - 1} AND s.verdict = 'agree'
    WHERE r.ended_on IS NULL AND NOT EXISTS (SELECT FROM application_steps n WHERE n.retrofit_id = r.id AND n.level = ${level})`;

/** A step is due when the ones before it are done, the application is in, and nobody refused it. */
const step = (done: number): string =>
  `retrofits r JOIN application_steps s ON s.retrofit_id = r.id AND s.level = 0
    WHERE r.ended_on IS NULL AND r.steps_done = ${done}
      AND NOT EXISTS (SELECT FROM application_steps n WHERE n.retrofit_id = r.id AND n.verdict = 'refuse')`;

const defects = (condition: string, since: string): string =>
  `(SELECT d.retrofit_id, min(d.${since}) AS since FROM defects d WHERE d.reinspected_on IS NULL AND ${condition} GROUP BY d.retrofit_id) d
    JOIN retrofits r ON r.id = d.retrofit_id WHERE r.ended_on IS NULL`;

/** A party signs by its own account, so that each has to be told. The district's own stands under its acceptance. */
const unsigned = (role: 'community' | 'street' | 'contractor'): string =>
  `retrofits r JOIN programmes p ON p.id = r.programme_id AND ${bindingTerms('p')} -> 'requiredSigners' ? '${role}'
    JOIN LATERAL (SELECT t.id, t.result, t.inspected_on FROM inspections t WHERE t.retrofit_id = r.id ORDER BY t.round DESC LIMIT 1) t ON t.result = 'passed'
    WHERE r.ended_on IS NULL AND r.steps_done = 5 AND NOT EXISTS (SELECT FROM signatures g
      WHERE g.retrofit_id = r.id AND g.inspection_id = t.id AND g.signer_role = '${role}' AND g.voided_at IS NULL)
      AND NOT EXISTS (SELECT FROM defects d WHERE d.retrofit_id = r.id AND d.source = 'inspection' AND d.reinspected_on IS NULL)`;

const report = `SELECT FROM acceptance_reports p WHERE p.retrofit_id = r.id AND p.is_current`;
const to = paths.retrofits;

/** Everything that can wait, in the order of the road; the worklist is these lines and nothing else. */
export const TASK_KINDS: readonly TaskKind[] = [
  {
    kind: 'application', isFor: isCommunity, page: to.application, since: 'local_day(r.created_at)',
    from: `retrofits r WHERE r.ended_on IS NULL AND NOT EXISTS (SELECT FROM application_steps n WHERE n.retrofit_id = r.id)`,
  },
  {
    kind: 'consent', isFor: isCommunity, page: (_, householdId) => `${paths.households.show(householdId)}#consents`, since: 'local_day(r.created_at)',
    from: `retrofits r WHERE r.ended_on IS NULL AND r.steps_done < 7
      AND (SELECT count(*) FROM consents c WHERE c.household_id = r.household_id AND c.withdrawn_on IS NULL) < ${CONSENT_KINDS.length}`,
  },
  { kind: 'communityOpinion', isFor: isCommunity, page: to.application, since: 's.given_on', from: opinion(1) },
  { kind: 'streetOpinion', isFor: isStreet, page: to.application, since: 's.given_on', from: opinion(2) },
  { kind: 'districtOpinion', isFor: isDistrict, page: to.application, since: 's.given_on', from: opinion(3) },
  { kind: 'survey', isFor: isCommunity, page: to.survey, since: 's.given_on', from: step(0) },
  { kind: 'measurement', isFor: isCommunity, page: to.measurement, since: 'r.surveyed_on', from: step(1) },
  { kind: 'consultation', isFor: isCommunity, page: to.consultation, since: 'r.measured_on', from: step(2) },
  { kind: 'plan', isFor: isCommunity, page: to.plan, since: 'r.consulted_on', from: step(3) },
  {
    kind: 'contract', isFor: isDistrict, page: to.contract, since: 'greatest(r.plan_agreed_on, r.approved_on)',
    from: `retrofits r WHERE r.ended_on IS NULL AND r.steps_done = 4 AND r.approved_on IS NOT NULL AND r.contract_id IS NULL`,
  },
  {
    kind: 'start', isFor: isContractor, page: to.works, since: 'greatest(r.contract_signed_on, r.plan_agreed_on, r.approved_on)',
    from: `retrofits r WHERE r.ended_on IS NULL AND r.contract_id IS NOT NULL AND r.started_on IS NULL`,
  },
  {
    kind: 'works', isFor: isContractor, page: to.works, since: 'r.started_on',
    from: `retrofits r WHERE r.started_on IS NOT NULL AND r.completed_on IS NULL`,
  },
  {
    kind: 'variation', isFor: isCommunity, page: to.plan, since: 'local_day(v.proposed_at)',
    from: `plans v JOIN retrofits r ON r.id = v.retrofit_id
      WHERE r.ended_on IS NULL AND v.revision > 1 AND v.agreed_on IS NULL AND v.withdrawn_at IS NULL`,
  },
  {
    kind: 'waiver', isFor: isSupervisor, page: to.waivers, since: 'w.since',
    from: `(SELECT retrofit_id, min(local_day(requested_at)) AS since FROM waivers WHERE decision IS NULL AND withdrawn_at IS NULL
        AND requested_by IS DISTINCT FROM nullif(current_setting('tantu.actor_id', true), '')::uuid GROUP BY retrofit_id) w
      JOIN retrofits r ON r.id = w.retrofit_id WHERE r.ended_on IS NULL`,
  },
  {
    kind: 'acceptance', isFor: isDistrict, page: to.acceptance, since: 'r.completed_on',
    from: `retrofits r WHERE r.steps_done = 5 AND r.ended_on IS NULL
      AND NOT EXISTS (SELECT FROM defects d WHERE d.retrofit_id = r.id AND d.reinspected_on IS NULL)`,
  },
  { kind: 'communitySignature', isFor: isCommunity, page: to.acceptance, since: 't.inspected_on', from: unsigned('community') },
  { kind: 'streetSignature', isFor: isStreet, page: to.acceptance, since: 't.inspected_on', from: unsigned('street') },
  { kind: 'contractorSignature', isFor: isContractor, page: to.acceptance, since: 't.inspected_on', from: unsigned('contractor') },
  { kind: 'cure', isFor: isContractor, page: to.acceptance, since: 'd.since', from: defects('d.cured_on IS NULL', 'found_on') },
  { kind: 'openDefect', isFor: isSupervisor, page: to.acceptance, since: 'd.since', from: defects('d.cured_on IS NULL', 'found_on') },
  { kind: 'reinspection', isFor: isDistrict, page: to.acceptance, since: 'd.since', from: defects('d.cured_on IS NOT NULL', 'cured_on') },
  {
    kind: 'flags', isFor: isSupervisor, page: to.findings, since: 'f.since',
    from: `(SELECT f.retrofit_id, local_day(min(f.opened_at)) AS since FROM findings f WHERE f.mode = 'flag' AND f.state = 'open' GROUP BY f.retrofit_id) f
      JOIN retrofits r ON r.id = f.retrofit_id WHERE r.ended_on IS NULL`,
  },
  {
    kind: 'damagedFile', isFor: isSupervisor, page: to.photos, since: 'd.since',
    from: `(SELECT p.retrofit_id, local_day(min(c.damaged_since)) AS since FROM file_checks c JOIN photos p ON p.sha256 = c.sha256
        WHERE c.state <> 'whole' GROUP BY p.retrofit_id) d JOIN retrofits r ON r.id = d.retrofit_id WHERE true`,
  },
  {
    kind: 'report', isFor: isSupervisor, page: to.report, since: 'r.accepted_on',
    from: `retrofits r WHERE r.steps_done = 6 AND r.ended_on IS NULL AND NOT EXISTS (${report})`,
  },
  {
    kind: 'satisfaction', isFor: (actor) => isCommunity(actor) || isSupervisor(actor), page: to.satisfaction, since: 'r.accepted_on',
    from: `retrofits r WHERE r.steps_done = 6 AND r.ended_on IS NULL AND EXISTS (${report})`,
  },
]; // prettier-ignore

/** The kinds of work that can wait for this actor. */
export function kindsFor(actor: Actor): readonly TaskKind[] {
  return TASK_KINDS.filter(({ isFor }) => isFor(actor));
}
