import { RecordInspection } from '../../src/acceptance/record-inspection';
import { RecordWorksDate } from '../../src/construction/record-works-date';
import { FindFindings } from '../../src/findings/find-findings';
import { CreateHousehold } from '../../src/households/create-household';
import { AgreePlan } from '../../src/plans/agree-plan';
import { ProposePlan } from '../../src/plans/propose-plan';
import { aCompletedRetrofit, aDrawnSignature, anAcceptedRetrofit, anInspection, aReportedRetrofit, CompletedRetrofit, signedByAll } from '../builders/acceptance'; // prettier-ignore
import { aContract } from '../builders/contract';
import { aHousehold } from '../builders/household';
import { aRetrofit, BuiltRetrofit, RetrofitBuilder } from '../builders/retrofit';
import { aWaiverRequest } from '../builders/waiver';
import { TestApp } from '../support/test-app';

const OPENED = {
  opened: (one) => one,
  applied: (one) => one.selected().noticed(),
  surveyed: (one) => one.surveyed(),
  measured: (one) => one.measured(),
  consulted: (one) => one.consulted(),
  proposed: (one) => one.consulted(),
  agreed: (one) => one.consulted().approved(),
} as const satisfies Record<string, (one: RetrofitBuilder) => RetrofitBuilder>;

/** What the pages are about: retrofits that stand still at every stage, so that each form can be looked at. */
export type Stages = Record<
  'programme' | 'contract' | 'decision' | 'finding' | 'household' | 'person' | 'started' | 'completed' | 'inspected' | 'allSigned' | 'accepted' | 'reported' | 'contracted' | 'waiver' | 'device' | keyof typeof OPENED,
  string
>; // prettier-ignore

export async function makeStages(test: TestApp): Promise<Stages> {
  const contract = await aContract(test);
  const programme = contract.programmeId;
  const { id: household } = await test.get(CreateHousehold).execute(test.actors.caseworker, aHousehold());
  const [person] = await test.db.query<{ id: string }>('SELECT id FROM people WHERE household_id = $1', [household]); // prettier-ignore
  const made = {} as Record<keyof typeof OPENED, BuiltRetrofit>;
  for (const [stage, change] of Object.entries(OPENED) as [
    keyof typeof OPENED,
    (one: RetrofitBuilder) => RetrofitBuilder,
  ][])
    // prettier-ignore
    made[stage] = await change(aRetrofit(test).inProgramme(programme)).build();
  await propose(test, made.proposed);
  await propose(test, made.agreed);
  await agree(test, made.agreed);
  const [contracted, started] = [
    await aCompletedRetrofit(test, { programme, completed: false, withPictures: true }),
    await aCompletedRetrofit(test, { programme, completed: false, withPictures: true }),
  ];
  await test.get(RecordWorksDate).execute(test.actors.contractor, started.id, 'startedOn', started.days.started, null); // prettier-ignore
  const [inspected, allSigned] = [await inspect(test, programme), await inspect(test, programme)];
  await signedByAll(test, allSigned);
  const { findings } = await test.get(FindFindings).ofRetrofit(test.actors.supervisor, inspected.id);
  const completed = await aCompletedRetrofit(test, { programme, withPictures: true });
  const [device] = await test.db.query<{ id: string }>('SELECT id FROM devices WHERE retrofit_id = $1', [completed.id]); // prettier-ignore
  return {
    ...(Object.fromEntries(Object.entries(made).map(([stage, { id }]) => [stage, id])) as Record<keyof typeof OPENED, string>),
    waiver: await aWaiverRequest(test, made.agreed.id, { rule: 'C07', documentDate: made.agreed.days.planAgreed }),
    programme, contract: contract.id, decision: contract.decisionId, household, person: person!.id, finding: findings[0]!.id,
    contracted: contracted.id, started: started.id, inspected: inspected.id, allSigned: allSigned.id,
    completed: completed.id, device: device!.id,
    accepted: (await anAcceptedRetrofit(test, { programme, withPictures: true })).id,
    reported: (await aReportedRetrofit(test, { programme, withPictures: true })).id,
  }; // prettier-ignore
}

async function inspect(test: TestApp, programme: string): Promise<CompletedRetrofit> {
  const retrofit = await aCompletedRetrofit(test, { programme, withPictures: true });
  await test.get(RecordInspection).execute(test.actors.district, retrofit.id, anInspection(retrofit), null);
  return retrofit;
}

async function propose(test: TestApp, { id, rooms }: BuiltRetrofit): Promise<void> {
  const line = { itemId: null, note: null, quantity: 1, dimensions: [] };
  const lines = [
    { ...line, catalogueCode: 'toilet-grab-bar', roomId: rooms.bathroom!, unitPriceFen: 36_000, dimensions: [{ key: 'horizontalHeight', value: 700 }] },
    { ...line, catalogueCode: 'flashing-doorbell', roomId: rooms.entrance!, unitPriceFen: 26_000 },
  ]; // prettier-ignore
  await test.get(ProposePlan).execute(test.actors.caseworker, id, { reason: null, lines }, null);
}

async function agree(test: TestApp, { id, days }: BuiltRetrofit): Promise<void> {
  const nobody = { proxyRelation: null, proxyReason: null, witnessName: null };
  const input = { agreedOn: days.planAgreed, name: '张三丰', relation: 'self', strokes: aDrawnSignature(), ...nobody } as const; // prettier-ignore
  await test.get(AgreePlan).execute(test.actors.caseworker, id, input, null);
}
