import { aContract, aDecision, aPlannedRetrofit, putUnder } from '../builders/contract';
import { aContractor, aContractorInput, aCreditCode } from '../builders/contractor';
import { aProgramme } from '../builders/programme';
import { usualDays } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('The pages of contractors and contracts', () => {
  let test: TestApp;
  let supervisor: Visitor;
  beforeAll(async () => {
    test = await createTestApp();
    supervisor = await Visitor.as(test, 'supervisor');
  });
  afterAll(() => test.close());

  it('take a contractor; a wrong check sign comes back at its field with everything typed', async () => {
    const input = aContractorInput({ name: '坦路建筑' });
    const wrong = await supervisor.send('/contractors', { ...input, creditCode: '911234' }, '/contractors/new'); // prettier-ignore
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('统一社会信用代码应为 18 位');
    expect(wrong.text).toContain('value="坦路建筑"');
    const right = await supervisor.send('/contractors', input, '/contractors/new');
    expect(right.status).toBe(303);
    const { text } = await supervisor.get(right.headers['location']!).expect(200);
    expect(text).toContain('施工单位已登记');
    expect(text).toContain(input.creditCode);
  });

  it('change a contractor only for who saw the present one', async () => {
    const input = aContractorInput();
    const id = await aContractor(test, input);
    const edit = `/contractors/${id}/edit`;
    const sent = { ...input, creditCode: aCreditCode(), version: '1' };
    expect((await supervisor.send(`/contractors/${id}`, sent, edit)).status).toBe(303);
    const stale = await supervisor.send(`/contractors/${id}`, sent, edit);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('有人更改了这条记录');
  });

  it('lead from the decision to the contract, and say which date is wrong', async () => {
    const programmeId = await aProgramme(test);
    const contractorId = await aContractor(test);
    const days = usualDays(test);
    const overview = `/programmes/${programmeId}/contracts`;
    const early = await supervisor.get(`${overview}/new`).expect(200);
    expect(early.text).toContain('请先登记决定');
    const decision = { heldOn: days.decided, subject: '确定施工单位', attendees: '甲\n乙\n丙', minutes: '经集体研究，一致同意由该单位施工。' }; // prettier-ignore
    const decided = await supervisor.send(`/programmes/${programmeId}/decisions`, decision, `/programmes/${programmeId}/decisions/new`); // prettier-ignore
    expect([decided.status, decided.headers['location']]).toEqual([303, overview]);
    const award = { contractorId, method: 'inquiry', awardedOn: days.awarded, document: '样采〔2026〕1号' };
    expect((await supervisor.send(`/programmes/${programmeId}/awards`, award, `/programmes/${programmeId}/awards/new`)).status).toBe(303); // prettier-ignore
    const [row] = await test.db.query<{ id: string }>('SELECT id FROM decisions WHERE programme_id = $1', [programmeId]); // prettier-ignore
    const contract = {
      number: '样合 1 号', contractorId, decisionId: row!.id, awardId: '', signedOn: days.programmeStarts, amountFen: '12,000.50',
      worksFrom: days.started, worksUntil: days.completed,
    }; // prettier-ignore
    const refused = await supervisor.send(overview, contract, `${overview}/new`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('(C06)');
    expect(refused.text).toContain('value="样合 1 号"');
    const signed = await supervisor.send(overview, { ...contract, signedOn: days.contractSigned }, `${overview}/new`); // prettier-ignore
    expect(signed.status).toBe(303);
    const { text } = await supervisor.get(signed.headers['location']!).expect(200);
    expect(text).toContain('12,000.50 元');
    expect(text).toContain('请安排改造');
    for (const page of [overview, `/decisions/${row!.id}`, `/contractors/${contractorId}`])
      await supervisor.get(page).expect(200);
  });

  it('assign ticked retrofits, take them out again, and keep the ticks where one is refused', async () => {
    const contract = await aContract(test);
    const other = await aContract(test, { programmeId: contract.programmeId });
    const [good, taken] = [await aPlannedRetrofit(test, contract.programmeId, { headName: '好路平' }), await aPlannedRetrofit(test, contract.programmeId, { headName: '先有约' })]; // prettier-ignore
    await putUnder(test, other.id, taken);
    const page = `/contracts/${contract.id}`;
    const shown = await supervisor.get(page).expect(200);
    expect(shown.text).toContain('好路平');
    expect(shown.text).not.toContain('先有约');
    const none = await supervisor.send(`${page}/assign`, {}, page);
    expect(none.status).toBe(400);
    expect(none.text).toContain('id="retrofitIds"');
    const refused = await supervisor.send(`${page}/assign`, { retrofitIds: [good.id, taken.id], others: 'yes' }, page); // prettier-ignore
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('先有约：已在合同');
    expect(refused.text.match(/id="retrofitIds-\d"[^>]* checked/g)).toHaveLength(2);
    const assigned = await supervisor.send(`${page}/assign`, { retrofitIds: good.id }, page);
    expect(assigned.status).toBe(303);
    expect((await supervisor.get(page)).text).toContain('已安排 1 户');
    expect((await supervisor.get(`/retrofits/${good.id}/contract`).expect(303)).headers['location']).toBe(page); // prettier-ignore
    const noReason = await supervisor.send(`${page}/unassign`, { retrofitIds: good.id }, page);
    expect(noReason.status).toBe(400);
    const out = await supervisor.send(`${page}/unassign`, { retrofitIds: good.id, reason: '换施工单位' }, page); // prettier-ignore
    expect(out.status).toBe(303);
    expect((await supervisor.get(page)).text).toContain('已移出 1 户');
  });

  it('report as many retrofits as were sent', async () => {
    const contract = await aContract(test);
    await aPlannedRetrofit(test, contract.programmeId);
    const page = `/contracts/${contract.id}`;
    const ids = Array.from({ length: 40 }, (_, index) => NOBODY.slice(0, -2) + String(index + 10));
    const answer = await supervisor.send(`${page}/assign`, { retrofitIds: ids }, page);
    expect(answer.status).toBe(409);
    expect(answer.text.match(/href="#retrofitIds-\d+"/g)).toHaveLength(40);
  });

  it('correct a mistyped date with its reason, or say what contradicts it', async () => {
    const contract = await aContract(test);
    const days = usualDays(test);
    const page = `/decisions/${contract.decisionId}/date`;
    const wrong = await supervisor.send(page, { on: days.started, reason: '会议纪要为准' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('(C06)');
    const right = await supervisor.send(page, { on: days.planAgreed, reason: '会议纪要为准' });
    expect([right.status, right.headers['location']]).toEqual([303, `/decisions/${contract.decisionId}`]);
    const ofContract = await supervisor.send(`/contracts/${contract.id}/date`, { on: days.decided, reason: '合同原件为准' }); // prettier-ignore
    expect([ofContract.status, ofContract.headers['location']]).toEqual([303, `/contracts/${contract.id}`]);
  });

  it('show readers everything and offer them nothing to change', async () => {
    const contract = await aContract(test);
    await aDecision(test, contract.programmeId);
    const caseworker = await Visitor.as(test, 'caseworker');
    for (const page of ['/contractors', `/contractors/${contract.contractorId}`, `/contracts/${contract.id}`, `/programmes/${contract.programmeId}/contracts`]) {
      const { text } = await caseworker.get(`${page}?lang=en`).expect(200);
      expect(text).not.toMatch(/\/(new|edit|date)"/);
    }
    await caseworker.get('/contractors/new').expect(403);
    await (await Visitor.as(test, 'contractor')).get(`/contracts/${contract.id}`).expect(403);
    const stranger = await Visitor.as(test, 'stranger');
    await stranger.get(`/contracts/${contract.id}`).expect(404);
    await Visitor.at(test).get('/contractors').expect(303);
  }); // prettier-ignore
});
