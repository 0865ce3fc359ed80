import { addDays } from '../../src/platform/time/calendar-date';
import { aContract, aDecision, aDecisionInput, aPlannedRetrofit, putUnder } from '../builders/contract';
import { aContractor } from '../builders/contractor';
import { aProgramme } from '../builders/programme';
import { aRetrofit, usualDays } from '../builders/retrofit';
import { faults, wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('Contracts over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
  const contractInput = (change: object) => ({
    number: `合-${Math.random()}`,
    decisionId: null,
    awardId: null,
    signedOn: usualDays(test).contractSigned,
    amountFen: 5_000_000,
    worksFrom: usualDays(test).contractSigned,
    worksUntil: usualDays(test).completed,
    ...change,
  });

  it('records decision, award and contract, and shows what the contract rests on', async () => {
    const [programmeId, contractorId] = [await aProgramme(test), await aContractor(test)];
    const days = usualDays(test);
    const path = `/api/v1/programmes/${programmeId}`;
    const decision = await test.as('supervisor').post(`${path}/decisions`, aDecisionInput(test)).expect(201);
    const award = await test.as('supervisor').post(`${path}/awards`, { contractorId, method: 'inquiry', awardedOn: days.awarded, document: '样采〔2026〕3号' }).expect(201); // prettier-ignore
    const input = contractInput({ contractorId, decisionId: decision.body.id, awardId: award.body.id });
    const { body } = await test.as('supervisor').post(`${path}/contracts`, input).expect(201);
    const shown = await test.as('auditor').get(`/api/v1/contracts/${body.id}`).expect(200);
    expect(shown.body).toMatchObject({
      ...input, decidedOn: days.decided, awardedOn: days.awarded, awardMethod: 'inquiry', retrofits: 0, lateDays: 100,
    }); // prettier-ignore
    const lists = await Promise.all(['decisions', 'awards', 'contracts'].map((list) => test.as('district').get(`${path}/${list}?limit=1`).expect(200))); // prettier-ignore
    for (const [index, { id }] of [decision.body, award.body, body].entries())
      expect(lists[index]!.body).toMatchObject({ items: [{ id }], next: null });
    const [minutes] = (await test.as('district').get(`/api/v1/decisions/${decision.body.id}`).expect(200)).body.attendees; // prettier-ignore
    expect(minutes).toBe('韩明远');
    const twice = await test.as('supervisor').post(`${path}/contracts`, input).expect(409);
    expect(twice.body).toMatchObject({ code: 'already-exists', errors: [{ field: 'number' }] });
  });

  it('refuses who has not signed in, who may not, and what does not exist', async () => {
    const contract = await aContract(test);
    const programme = `/api/v1/programmes/${contract.programmeId}`;
    const correction = { on: usualDays(test).decided, reason: '录入时看错了会议纪要' };
    const writes: ['post' | 'put', string, object][] = [
      ['post', `${programme}/decisions`, aDecisionInput(test)],
      ['post', `${programme}/awards`, { contractorId: contract.contractorId, method: 'inquiry', awardedOn: correction.on, document: '一' }],
      ['post', `${programme}/contracts`, contractInput({ contractorId: contract.contractorId })],
      ['put', `/api/v1/decisions/${contract.decisionId}/date`, correction],
      ['put', `/api/v1/contracts/${contract.id}/date`, correction],
      ['post', `/api/v1/contracts/${contract.id}/assign`, { retrofitIds: [NOBODY] }],
      ['post', `/api/v1/contracts/${contract.id}/unassign`, { retrofitIds: [NOBODY], reason: '换施工单位' }],
    ]; // prettier-ignore
    for (const [method, path, body] of writes) {
      await test.as(null)[method](path, body).expect(401);
      await test.as('district')[method](path, body).expect(403);
      await test.as('stranger')[method](path, body).expect(404);
      const nowhere = path.replace(contract.id, NOBODY).replace(contract.programmeId, NOBODY).replace(contract.decisionId, NOBODY); // prettier-ignore
      await test.as('supervisor')[method](nowhere, body).expect(404);
    }
    for (const path of [
      `contracts/${NOBODY}`,
      `contracts/${NOBODY}/retrofits`,
      `decisions/${NOBODY}`,
      `programmes/${NOBODY}/contracts`,
    ])
      // prettier-ignore
      await test.as('supervisor').get(`/api/v1/${path}`).expect(404);
    await test.as('contractor').get(`/api/v1/contracts/${contract.id}`).expect(403);
  });

  it('takes no decision of fewer than three different people', async () => {
    const path = `/api/v1/programmes/${await aProgramme(test)}/decisions`;
    for (const attendees of [['甲', '乙'], ['甲', '乙', '甲']]) {
      const { body } = await test.as('supervisor').post(path, aDecisionInput(test, { attendees })).expect(400);
      expect(wrongFields(body)).toEqual(['attendees']);
    }
    const future = await test.as('supervisor').post(path, aDecisionInput(test, { heldOn: '2099-01-01' as never })).expect(422); // prettier-ignore
    expect(future.body.findings[0]).toMatchObject({ rule: 'C13', fixAt: { field: 'heldOn' } });
  }); // prettier-ignore

  it('takes no contract whose parts belong elsewhere or lie before its award', async () => {
    const days = usualDays(test);
    const contract = await aContract(test);
    const path = `/api/v1/programmes/${contract.programmeId}`;
    const { contractorId, decisionId } = contract;
    const award = { contractorId, method: 'inquiry', awardedOn: days.contractSigned, document: '一' };
    const { body } = await test.as('supervisor').post(`${path}/awards`, award).expect(201);
    const elsewhere = await aDecision(test, await aProgramme(test));
    const cases: [string, object][] = [
      ['decisionId', { contractorId, decisionId: elsewhere }],
      ['awardId', { contractorId: await aContractor(test), decisionId, awardId: body.id }],
      ['awardId', { contractorId, decisionId, awardId: NOBODY }],
      [
        'signedOn',
        { contractorId, decisionId, awardId: body.id, signedOn: addDays(days.contractSigned, -1) },
      ],
      ['worksUntil', { contractorId, decisionId, worksUntil: days.programmeStarts }],
    ];
    for (const [field, change] of cases) {
      const refused = await test.as('supervisor').post(`${path}/contracts`, contractInput(change)).expect(400); // prettier-ignore
      expect(wrongFields(refused.body)).toEqual([field]);
    }
    await test
      .as('supervisor')
      .post(`${path}/awards`, { ...award, contractorId: NOBODY })
      .expect(422);
    await test.as('supervisor').post(`${path}/contracts`, contractInput({ contractorId: NOBODY, decisionId })).expect(422); // prettier-ignore
  });

  describe('assigning a contract to retrofits', () => {
    const assign = (contractId: string, retrofitIds: string[], reason: string | null = null) =>
      test.as('supervisor').post(`/api/v1/contracts/${contractId}/assign`, { retrofitIds, reason });

    it('puts several under it at once, and each one’s history tells it', async () => {
      const contract = await aContract(test);
      const made = [await aPlannedRetrofit(test, contract.programmeId), await aPlannedRetrofit(test, contract.programmeId)]; // prettier-ignore
      const ids = made.map(({ id }) => id);
      const free = await test.as('supervisor').get(`/api/v1/contracts/${contract.id}/retrofits?scope=assignable`).expect(200); // prettier-ignore
      expect(idsOf(free.body)).toEqual(ids);
      const { body } = await assign(contract.id, ids).expect(200);
      expect(body.assigned).toEqual(ids);
      const rows = await test.db.query('SELECT contractor_id, contract_signed_on, version FROM retrofits WHERE contract_id = $1', [contract.id]); // prettier-ignore
      const row = { contractor_id: contract.contractorId, contract_signed_on: made[0]!.days.contractSigned };
      expect(rows).toEqual([{ ...row, version: 2 }, { ...row, version: 2 }]); // prettier-ignore
      const entries = await test.db.query(`SELECT retrofit_id FROM history_entries WHERE kind = 'contract.assigned' AND subject_id = $1 ORDER BY id`, [contract.id]); // prettier-ignore
      expect(entries).toEqual(ids.map((id) => ({ retrofit_id: id })));
      const assigned = await test.as('supervisor').get(`/api/v1/contracts/${contract.id}/retrofits?limit=1`).expect(200); // prettier-ignore
      const rest = await test.as('supervisor').get(`/api/v1/contracts/${contract.id}/retrofits?limit=1&after=${assigned.body.next}`).expect(200); // prettier-ignore
      expect([assigned.body.items[0].id, rest.body.items[0].id, rest.body.next]).toEqual([...ids, null]);
    });

    it('reports every retrofit that it can’t take, and takes none of the others', async () => {
      const contract = await aContract(test);
      const other = await aContract(test, { programmeId: contract.programmeId });
      const good = await aPlannedRetrofit(test, contract.programmeId);
      const taken = await aPlannedRetrofit(test, contract.programmeId, { headName: '周已签' });
      await putUnder(test, other.id, taken);
      const early = await aRetrofit(test).inProgramme(contract.programmeId).withHousehold({ headName: '吴方案' }).build(); // prettier-ignore
      const elsewhere = await aPlannedRetrofit(test, await aProgramme(test), { headName: '郑他项' });
      const ids = [good.id, taken.id, early.id, elsewhere.id, NOBODY];
      const { body } = await assign(contract.id, ids).expect(409);
      expect(body.code).toBe('conflict');
      expect(wrongFields(body)).toEqual([
        'retrofitIds[1]',
        'retrofitIds[2]',
        'retrofitIds[3]',
        'retrofitIds[4]',
      ]);
      for (const name of ['周已签', '吴方案', '郑他项']) expect(faults(body)).toContain(name);
      const [row] = await test.db.query('SELECT contract_id FROM retrofits WHERE id = $1', [good.id]);
      expect(row).toEqual({ contract_id: null });
    });

    it('takes a retrofit over from another contract with a reason, and lets it go with one', async () => {
      const contract = await aContract(test);
      const other = await aContract(test, { programmeId: contract.programmeId });
      const made = await aPlannedRetrofit(test, contract.programmeId);
      await putUnder(test, other.id, made);
      const replaceable = await test.as('supervisor').get(`/api/v1/contracts/${contract.id}/retrofits?scope=replaceable`).expect(200); // prettier-ignore
      expect(replaceable.body.items).toMatchObject([{ id: made.id, contractId: other.id }]);
      await assign(contract.id, [made.id], '原施工单位资质到期').expect(200);
      await test.as('supervisor').post(`/api/v1/contracts/${other.id}/unassign`, { retrofitIds: [made.id], reason: '换施工单位' }).expect(409); // prettier-ignore
      await test.as('supervisor').post(`/api/v1/contracts/${contract.id}/unassign`, { retrofitIds: [made.id], reason: '换施工单位' }).expect(200); // prettier-ignore
      const [row] = await test.db.query('SELECT contract_id, contractor_id, contract_signed_on FROM retrofits WHERE id = $1', [made.id]); // prettier-ignore
      expect(row).toEqual({ contract_id: null, contractor_id: null, contract_signed_on: null });
      const entries = await test.db.query<{ kind: string; data: object }>(`SELECT kind, data FROM history_entries WHERE retrofit_id = $1 AND kind LIKE 'contract.%' ORDER BY recorded_at, id`, [made.id]); // prettier-ignore
      expect(entries.map(({ kind }) => kind)).toEqual(['contract.assigned', 'contract.assigned', 'contract.unassigned']); // prettier-ignore
      expect(entries[1]!.data).toMatchObject({ replaced: expect.any(String), reason: '原施工单位资质到期' });
    });

    it('lets one of two contracts have a retrofit that both want at once', async () => {
      const contract = await aContract(test);
      const other = await aContract(test, { programmeId: contract.programmeId });
      const made = await aPlannedRetrofit(test, contract.programmeId);
      const answers = await Promise.all([contract.id, other.id].map((id) => assign(id, [made.id])));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(faults(answers.find(({ status }) => status === 409)!.body)).toContain('已在合同');
    });

    it('finds retrofits by name and address', async () => {
      const contract = await aContract(test);
      await aPlannedRetrofit(test, contract.programmeId, { headName: '孙找我', address: '北巷 1 号' });
      const made = await aPlannedRetrofit(test, contract.programmeId, { headName: '李别人', address: '南巷 9 号' }); // prettier-ignore
      for (const search of ['李别', '南巷']) {
        const { body } = await test.as('supervisor').get(`/api/v1/contracts/${contract.id}/retrofits?scope=assignable&search=${encodeURIComponent(search)}`).expect(200); // prettier-ignore
        expect(idsOf(body)).toEqual([made.id]);
      }
    });
  });
});
