import { AssignContract } from '../../src/contractors/assign-contract';
import { ContractDto, DecisionDto } from '../../src/contractors/contractors.dto';
import { RecordDecision } from '../../src/contractors/record-decision';
import { SignContract } from '../../src/contractors/sign-contract';
import { addDays } from '../../src/platform/time/calendar-date';
import { TestApp } from '../support/test-app';
import { aContractor } from './contractor';
import { aProgramme } from './programme';
import { aRetrofit, BuiltRetrofit, usualDays } from './retrofit';

let next = 1;

export function aDecisionInput(test: TestApp, change: Partial<DecisionDto> = {}): DecisionDto {
  return {
    heldOn: usualDays(test).decided,
    subject: '确定无障碍改造施工单位',
    attendees: ['韩明远', '沈若兰', '罗建平'],
    minutes: '会议听取了比选情况汇报，逐一发表意见，一致同意由成交单位承担改造。',
    ...change,
  };
}

/** A collective decision of a programme. @returns its id */
export async function aDecision(
  test: TestApp,
  programmeId: string,
  change: Partial<DecisionDto> = {},
): Promise<string> {
  const input = aDecisionInput(test, change);
  return (await test.get(RecordDecision).execute(test.actors.supervisor, programmeId, input)).id;
}

export interface BuiltContract {
  id: string;
  programmeId: string;
  contractorId: string;
  decisionId: string;
}

export interface ContractTraits extends Partial<ContractDto> {
  /** A new one with a quota of 20 when left out. */
  programmeId?: string;
  /** Day of the decision that is made for it. */
  decidedOn?: DecisionDto['heldOn'];
}

/** A contract with the programme, contractor and decision that it lacks. */
export async function aContract(test: TestApp, traits: ContractTraits = {}): Promise<BuiltContract> {
  const days = usualDays(test);
  const { programmeId: given, decidedOn = days.decided, ...change } = traits;
  const programmeId = given ?? (await aProgramme(test, { quota: 20 }));
  const contractorId = change.contractorId ?? (await aContractor(test));
  const decisionId = change.decisionId ?? (await aDecision(test, programmeId, { heldOn: decidedOn }));
  const signedOn = change.signedOn ?? days.contractSigned;
  const input: ContractDto = {
    number: `样残合〔2026〕${next++}号`,
    awardId: null,
    amountFen: 5_000_000,
    worksFrom: signedOn,
    worksUntil: addDays(signedOn, 120),
    ...change,
    contractorId,
    decisionId,
    signedOn,
  };
  const { id } = await test.get(SignContract).execute(test.actors.supervisor, programmeId, input);
  return { id, programmeId, contractorId, decisionId };
}

/**
 * A retrofit whose household has agreed to a plan, which is what a contract asks of it. The steps before it are
 * written as dates alone: tests about contracts look at nothing else of them.
 */
export async function aPlannedRetrofit(
  test: TestApp,
  programmeId: string,
  traits: { approved?: boolean; headName?: string; address?: string } = {},
): Promise<BuiltRetrofit> {
  const { approved = false, ...household } = traits;
  const builder = aRetrofit(test).inProgramme(programmeId).withHousehold(household);
  const made = await (approved ? builder.approved() : builder).build();
  const { surveyed, measured, consulted, planAgreed } = made.days;
  await test.db.query(
    'UPDATE retrofits SET surveyed_on = $2, measured_on = $3, consulted_on = $4, plan_agreed_on = $5 WHERE id = $1',
    [made.id, surveyed, measured, consulted, planAgreed],
  );
  return made;
}

/** Puts retrofits under a contract, as the supervisor. */
export async function putUnder(
  test: TestApp,
  contractId: string,
  ...retrofits: readonly { id: string }[]
): Promise<void> {
  const retrofitIds = retrofits.map(({ id }) => id);
  await test.get(AssignContract).execute(test.actors.supervisor, contractId, { retrofitIds, reason: null });
}

/** The works' start as a date alone; whoever tests the works uses their act. */
export async function startWorks(test: TestApp, retrofitId: string, on: string): Promise<void> {
  await test.db.query('UPDATE retrofits SET started_on = $2 WHERE id = $1', [retrofitId, on]);
}
