import { addDays } from '../../src/platform/time/calendar-date';
import { WithdrawWaiver } from '../../src/waivers/withdraw-waiver';
import { aContractor } from '../builders/contractor';
import { aDecision, aPlannedRetrofit, putUnder } from '../builders/contract';
import { aProgramme } from '../builders/programme';
import { BuiltRetrofit, usualDays } from '../builders/retrofit';
import { anApprovedWaiver } from '../builders/waiver';
import { brokenRules, faults, wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('A contract that was signed before the collective decision', () => {
  let test: TestApp;
  let programmeId: string;
  let contractorId: string;
  let holder: BuiltRetrofit;
  let waiverId: string;
  const signedOn = () => usualDays(test).contractSigned;
  const older = (days: number) => addDays(signedOn(), -days);

  beforeAll(async () => {
    test = await createTestApp();
    contractorId = await aContractor(test);
  });
  beforeEach(async () => {
    programmeId = await aProgramme(test, { quota: 5 });
    holder = await aPlannedRetrofit(test, programmeId, { approved: true });
    waiverId = await anApprovedWaiver(test, holder.id, { rule: 'C06', documentDate: older(1) });
  });
  afterAll(() => test.close());

  let next = 1;
  const sign = (change: object = {}) =>
    test.as('supervisor').post(`/api/v1/programmes/${programmeId}/contracts`, {
      number: `样残合〔2021〕${next++}号`, contractorId, signedOn: signedOn(), amountFen: 100_000, worksFrom: signedOn(), worksUntil: signedOn(),
      c06WaiverId: waiverId, ...change,
    }); // prettier-ignore

  it('is taken by a waiver of a retrofit of the programme, and shows that it was waived', async () => {
    const { body } = await sign().expect(201);
    const { body: shown } = await test.as('supervisor').get(`/api/v1/contracts/${body.id}`).expect(200);
    expect(shown).toMatchObject({ c06WaiverId: waiverId, decisionId: null });
    const visitor = await Visitor.as(test, 'supervisor');
    expect((await visitor.get(`/contracts/${body.id}`)).text).toContain('经批准豁免（C06）');
    await putUnder(test, body.id as string, holder);
    const { body: retrofit } = await test.as('supervisor').get(`/api/v1/retrofits/${holder.id}`).expect(200);
    expect((retrofit.missing as { rule: string }[]).map(({ rule }) => rule)).not.toContain('C06');
  });

  it('is refused without one, with another programme’s, with an older contract, and with one that was withdrawn', async () => {
    expect(brokenRules((await sign({ c06WaiverId: null }).expect(422)).body)).toEqual(['C06']);
    expect(wrongFields((await sign({ signedOn: older(1) }).expect(400)).body)).toEqual(['signedOn']);
    const elsewhere = await aPlannedRetrofit(test, await aProgramme(test), { approved: true });
    const other = await anApprovedWaiver(test, elsewhere.id, { rule: 'C06', documentDate: older(1) });
    expect(wrongFields((await sign({ c06WaiverId: other }).expect(400)).body)).toEqual(['c06WaiverId']);
    await test.get(WithdrawWaiver).execute(test.actors.supervisor, waiverId, { reason: '不再需要' });
    expect(wrongFields((await sign().expect(400)).body)).toEqual(['c06WaiverId']);
  });

  it('takes only retrofits with a waiver of their own, older than the contract', async () => {
    const { body } = await sign().expect(201);
    const without = await aPlannedRetrofit(test, programmeId, { approved: true, headName: '李无' });
    const late = await aPlannedRetrofit(test, programmeId, { approved: true, headName: '李迟' });
    await anApprovedWaiver(test, late.id, { rule: 'C06', documentDate: signedOn() });
    const assign = (...retrofitIds: string[]) =>
      test.as('supervisor').post(`/api/v1/contracts/${body.id}/assign`, { retrofitIds });
    const refused = await assign(holder.id, without.id, late.id);
    expect(refused.status).toBe(409);
    expect(wrongFields(refused.body)).toEqual(['retrofitIds[1]', 'retrofitIds[2]']);
    expect(faults(refused.body)).toMatch(/李无.*C06.*李迟.*早于/);
    await putUnder(test, body.id as string, holder);
  });

  it('holds its waiver for as long as it stands', async () => {
    const { body } = await sign().expect(201);
    const withdrawal = () =>
      test.as('supervisor').post(`/api/v1/waivers/${waiverId}/withdrawal`, { reason: '不再需要' });
    expect((await withdrawal().expect(409)).body.code).toBe('still-in-use');
    await putUnder(test, body.id as string, holder);
    expect((await withdrawal().expect(409)).body.code).toBe('still-in-use');
  });

  it('keeps its date behind the paper of every waiver under it, when the date is corrected', async () => {
    const { body } = await sign().expect(201);
    await putUnder(test, body.id as string, holder);
    const correct = (on: string) =>
      test.as('supervisor').put(`/api/v1/contracts/${body.id}/date`, { on, reason: '登记时写错了日期' });
    await correct(older(1)).expect(422);
    await correct(addDays(signedOn(), 1)).expect(200);
  });

  it('is offered the waivers of its programme on its form, with a decision or without', async () => {
    const visitor = await Visitor.as(test, 'supervisor');
    const form = `/programmes/${programmeId}/contracts/new`;
    expect((await visitor.get(form).expect(200)).text).toContain(`value="${waiverId}"`);
    await aDecision(test, programmeId);
    expect((await visitor.get(form).expect(200)).text).toContain('样市残〔2021〕88号');
  });
});
