import { may, Permission } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { DateName } from '../rules/dossier';
import { Milestone } from '../rules/milestone';
import { RuleCode } from '../rules/rule-code';
import { GrantedDossier, withWaiversInTime } from '../waivers/acts-allowed';
import { RULE_BOOK } from './rule-book';
import { limitsOf } from './chronology';
import { ofSupposed } from './proposed-dates';
import { reviewOf } from './reviews';

/** A retrofit as the steps look at it: everything known of it, and whether it has ended. */
export interface Standing {
  readonly dossier: GrantedDossier;
  readonly ended: boolean;
}

/** Something that can be done next: who may, and when it is its turn. */
export interface StepAction {
  readonly key: string;
  readonly permission: Permission;
  readonly when: (standing: Standing, actor: Actor) => boolean;
  /** Where it is done, when that is not the page of its step. */
  readonly page?: RetrofitPage;
  /** False where it can be done but nothing waits for it; due whenever it is allowed, when left out. */
  readonly due?: (standing: Standing) => boolean;
}

/** The pages below a retrofit, as `paths.retrofits` names them. */
export type RetrofitPage = Exclude<keyof typeof paths.retrofits, 'list' | 'show' | 'create'>;

export type StepState = 'done' | 'current' | 'blocked' | 'waiting';

/** One of the seven steps 七步工作法. */
export interface Step {
  readonly key: string;
  readonly order: number;
  /** Who records it. */
  readonly permission: Permission;
  /** Who may look at its page. */
  readonly readPermission: Permission;
  /** The dates that it fixes; it is done when the last one stands. */
  readonly dates: readonly DateName[];
  /** Its page, as `paths.retrofits` names it. */
  readonly page: RetrofitPage;
  /** The gate before its last date. */
  readonly milestone: Milestone;
  /** The rules that guard it, as the page of rules names them. */
  readonly rules: readonly RuleCode[];
  /** What the history calls its completion. */
  readonly recordedAs: string;
  readonly actions: readonly StepAction[];
}

const has = (standing: Standing, ...dates: readonly DateName[]): boolean =>
  dates.every((date) => standing.dossier.dates[date] !== undefined);

/** The first dates stand, the last one does not. */
const between =
  (after: readonly DateName[], before: DateName) =>
  (standing: Standing): boolean =>
    has(standing, ...after) && !has(standing, before);

const action = (
  key: string,
  permission: Permission,
  when: StepAction['when'],
  more: Pick<StepAction, 'page' | 'due'> = {},
): StepAction => ({ key, permission, when, ...more });

/** Possible for long, and never what the retrofit waits for. */
const never = (): boolean => false;

const lacks =
  (date: DateName) =>
  (standing: Standing): boolean =>
    !has(standing, date);

const hasOpenPlan = ({ dossier }: Standing): boolean => dossier.plans.at(-1)?.agreedOn === null;

/** The seven steps, in their order. Page, form, permission and the API's list of allowed actions all follow from this table. */
export const STEPS: readonly Step[] = [
  {
    key: 'siteSurvey', order: 1, permission: 'survey.write', readPermission: 'retrofit.read', dates: ['surveyedOn'], page: 'survey', milestone: 'survey',
    rules: ['C04', 'C13', 'C14', 'C16'], recordedAs: 'survey.recorded',
    actions: [
      action('survey.record', 'survey.write', between([], 'surveyedOn')),
      action('room.add', 'survey.write', between(['surveyedOn'], 'completedOn'), { due: never }),
      action('photo.add', 'photo.write', between(['surveyedOn'], 'acceptedOn'), { page: 'photos', due: never }),
    ],
  },
  {
    key: 'measurement', order: 2, permission: 'survey.write', readPermission: 'retrofit.read', dates: ['measuredOn'], page: 'measurement', milestone: 'survey',
    rules: ['C04', 'C13', 'C14'], recordedAs: 'measurement.recorded',
    actions: [action('measurement.record', 'survey.write', between(['surveyedOn'], 'planAgreedOn'), { due: lacks('measuredOn') })],
  },
  {
    key: 'consultation', order: 3, permission: 'survey.write', readPermission: 'household.read', dates: ['consultedOn'], page: 'consultation', milestone: 'survey',
    rules: ['C04', 'C13', 'C14'], recordedAs: 'consultation.recorded',
    actions: [action('consultation.record', 'survey.write', between(['measuredOn'], 'consultedOn'))],
  },
  {
    key: 'customPlan', order: 4, permission: 'plan.write', readPermission: 'retrofit.read', dates: ['planAgreedOn'], page: 'plan', milestone: 'planAgreement',
    rules: ['C04', 'C05', 'M01', 'M02', 'M03'], recordedAs: 'plan.agreed',
    actions: [
      action('plan.propose', 'plan.write', between(['consultedOn'], 'planAgreedOn')),
      action('plan.agree', 'plan.write', (one) => between(['consultedOn'], 'acceptedOn')(one) && hasOpenPlan(one)),
      action('variation.propose', 'variation.write', (one) => between(['planAgreedOn'], 'acceptedOn')(one) && !hasOpenPlan(one), { due: never }),
      action('contract.assign', 'contract.write', between(['planAgreedOn', 'approvedOn'], 'startedOn'), { page: 'contract', due: lacks('contractSignedOn') }),
    ],
  },
  {
    key: 'construction', order: 5, permission: 'works.write', readPermission: 'retrofit.read', dates: ['startedOn', 'completedOn'], page: 'works', milestone: 'completion',
    rules: ['C02', 'C03', 'C05', 'C07', 'C09', 'C12', 'C17'], recordedAs: 'works.completed',
    actions: [
      action('works.start', 'works.write', between(['planAgreedOn', 'approvedOn', 'contractSignedOn'], 'startedOn')),
      action('works.note', 'works.write', between(['startedOn'], 'acceptedOn'), { due: never }),
      action('device.install', 'works.write', between(['startedOn'], 'acceptedOn'), { due: never }),
      action('works.complete', 'works.write', between(['startedOn'], 'completedOn')),
    ],
  },
  {
    key: 'completionAcceptance', order: 6, permission: 'inspection.write', readPermission: 'retrofit.read', dates: ['acceptedOn'], page: 'acceptance', milestone: 'acceptance',
    rules: ['C10', 'C12', 'C15', 'C16', 'C18', 'E01', 'E10', 'F04', 'S01', 'S06', 'S08', 'T01'], recordedAs: 'acceptance.completed',
    actions: [
      action('inspection.record', 'inspection.write', between(['completedOn'], 'acceptedOn')),
      action('signature.take', 'signature.take', (one) => between(['completedOn'], 'acceptedOn')(one) && one.dossier.inspection !== null),
      action('acceptance.complete', 'inspection.write', (one) => between(['completedOn'], 'acceptedOn')(one) && one.dossier.inspection !== null),
      action('report.issue', 'report.issue', (one) => has(one, 'acceptedOn'), { page: 'report', due: lacks('signedOn') }),
    ],
  },
  {
    key: 'satisfactionSignature', order: 7, permission: 'satisfaction.write', readPermission: 'report.read', dates: ['signedOn'], page: 'satisfaction', milestone: 'signature',
    rules: ['C11', 'S05', 'S07'], recordedAs: 'retrofit.signed',
    actions: [action('satisfaction.state', 'satisfaction.write', between(['acceptedOn'], 'signedOn'))],
  },
]; // prettier-ignore

const hasApplied = (standing: Standing): boolean => has(standing, 'appliedOn');

/** Beside the seven steps: the application with its reviews, and the end of a retrofit that is not built. */
export const OTHER_ACTIONS: readonly StepAction[] = [
  action('application.submit', 'application.write', (one) => !hasApplied(one), { page: 'application' }),
  action('opinion.give', 'application.review', ({ dossier }, actor) => {
    const given = dossier.application?.opinions.length ?? null;
    return given !== null && reviewOf(actor.areaCode)?.level === given + 1;
  }, { page: 'application' }),
  action('selection.record', 'application.write', (one) => hasApplied(one) && !has(one, 'approvedOn'), { page: 'application', due: ({ dossier }) => dossier.application?.selection === null }),
  action('notice.record', 'application.write', (one) => hasApplied(one) && !has(one, 'startedOn'), { page: 'application', due: ({ dossier }) => dossier.application?.notice === null }),
  action('survey.correct', 'survey.write', between(['surveyedOn'], 'planAgreedOn'), { page: 'survey', due: never }),
  action('consultation.correct', 'survey.write', between(['consultedOn'], 'planAgreedOn'), { page: 'consultation', due: never }),
  action('date.correct', 'survey.write', between(['surveyedOn'], 'acceptedOn'), { page: 'survey', due: never }),
  action('retrofit.end', 'retrofit.end', (one) => !has(one, 'startedOn'), { page: 'end', due: never }),
]; // prettier-ignore
/** Where each action is done. */
export const ACTION_PAGES: ReadonlyMap<string, RetrofitPage> = new Map([
  ...OTHER_ACTIONS.map(({ key, page }): [string, RetrofitPage] => [key, page ?? 'application']),
  ...STEPS.flatMap((step) =>
    step.actions.map(({ key, page }): [string, RetrofitPage] => [key, page ?? step.page]),
  ),
]);

/** The first step that is not done; null when all are. */
export function nextStep({ dossier }: Standing): Step | null {
  return STEPS.find((step) => dossier.dates[step.dates.at(-1)!] === undefined) ?? null;
}

/** The date that a step records next; null when it is done. */
export function nextDate(step: Step, { dossier }: Standing): DateName | null {
  return step.dates.find((date) => dossier.dates[date] === undefined) ?? null;
}

/** Where a step stands, and what this actor can do in it. `blocked`: it is its turn, but an earlier date is missing elsewhere. */
export function stateOf(
  step: Step,
  standing: Standing,
  actor: Actor,
): { state: StepState; actions: string[] } {
  const next = nextDate(step, standing);
  const actions = allowedIn(step.actions, standing, actor);
  if (next === null) return { state: 'done', actions };
  if (standing.ended || nextStep(standing) !== step) return { state: 'waiting', actions };
  const { dossier } = standing;
  const known = Object.fromEntries(Object.entries(dossier.dates).map(([name, { on }]) => [name, on]));
  const isBlocked = limitsOf(next, known, dossier.today, dossier.waivers).missing.length > 0;
  return { state: isBlocked ? 'blocked' : 'current', actions };
}

/** Everything that this actor can do next. */
export function allowedActions(standing: Standing, actor: Actor): string[] {
  return allowedIn([...OTHER_ACTIONS, ...STEPS.flatMap((step) => step.actions)], standing, actor);
}

/** Of those, what the retrofit waits for. */
export function dueActions(standing: Standing, actor: Actor): string[] {
  const due = [...OTHER_ACTIONS, ...STEPS.flatMap((step) => step.actions)].filter(
    (one) => one.due?.(standing) ?? true,
  );
  return allowedIn(due, standing, actor);
}

function allowedIn(actions: readonly StepAction[], standing: Standing, actor: Actor): string[] {
  if (standing.ended) return [];
  return actions
    .filter(({ permission, when }) => may(actor.role, permission) && when(standing, actor))
    .map(({ key }) => key);
}

/** What stands between this retrofit and its next date, were it recorded today: what is missing, and why. */
export function missingNext(standing: Standing): ReturnType<typeof RULE_BOOK.check> {
  const { dossier, ended } = standing;
  const step = nextStep(standing);
  const date = step && nextDate(step, standing);
  if (ended || !step || !date) return [];
  const proposed = withWaiversInTime({
    ...dossier,
    dates: { ...dossier.dates, [date]: { on: dossier.today, recordedAt: null } },
  });
  const milestone = date === 'startedOn' ? 'start' : step.milestone;
  return RULE_BOOK.stopping(RULE_BOOK.checkBefore(milestone, proposed)).map((one) => ofSupposed(date, one));
}

/**
 * What stands between an application and its approval; nothing after it is decided. Before it is handed in only the
 * programme's terms (P03): who does not meet them learns it before anybody surveys the home for nothing.
 */
export function missingForApproval(standing: Standing): ReturnType<typeof RULE_BOOK.check> {
  const { dossier, ended } = standing;
  if (ended || dossier.dates.approvedOn !== undefined) return [];
  return RULE_BOOK.check(dossier, dossier.application === null ? ['P03'] : ['F01', 'F02', 'P03']);
}
