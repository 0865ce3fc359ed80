import { aContract, aPlannedRetrofit, putUnder } from '../builders/contract';
import { aContractor, aContractorInput, aCreditCode } from '../builders/contractor';
import { wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('Contractors over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('takes a contractor and keeps its credit code as the register writes it', async () => {
    const input = aContractorInput();
    const typed = ` ${input.creditCode.slice(0, 8).toLowerCase()} ${input.creditCode.slice(8).toLowerCase()}`;
    const { body } = await test.as('supervisor').post('/api/v1/contractors', { ...input, creditCode: typed }).expect(201); // prettier-ignore
    const shown = await test.as('district').get(`/api/v1/contractors/${body.id}`).expect(200);
    expect(shown.body).toMatchObject({ ...input, licenceState: 'valid', version: 1 });
  });

  it('refuses who has not signed in, who may not, and what does not exist', async () => {
    await test.as(null).post('/api/v1/contractors', aContractorInput()).expect(401);
    await test.as('caseworker').post('/api/v1/contractors', aContractorInput()).expect(403);
    await test.as('contractor').get('/api/v1/contractors').expect(403);
    await test.as('supervisor').get(`/api/v1/contractors/${NOBODY}`).expect(404);
    await test.as('supervisor').put(`/api/v1/contractors/${NOBODY}`, aContractorInput()).expect(404);
    const id = await aContractor(test);
    await test.as('stranger').get(`/api/v1/contractors/${id}`).expect(404);
  });

  it('names what is wrong: the check sign, the licence’s period, the same firm twice', async () => {
    const right = aCreditCode();
    const creditCode = right.slice(0, -1) + (right.endsWith('0') ? '1' : '0');
    const input = aContractorInput({ creditCode, licenceValidUntil: '2019-01-01' as never });
    const { body } = await test.as('supervisor').post('/api/v1/contractors', input).expect(400);
    expect(wrongFields(body)).toEqual(['creditCode', 'licenceValidUntil']); // prettier-ignore
    await aContractor(test, { creditCode: right });
    const twice = await test.as('supervisor').post('/api/v1/contractors', aContractorInput({ creditCode: right })).expect(409); // prettier-ignore
    expect(twice.body).toMatchObject({ code: 'already-exists', errors: [{ field: 'creditCode' }] });
  });

  it('renews a licence for who has seen the present one, and keeps what it was', async () => {
    const input = aContractorInput();
    const id = await aContractor(test, input);
    const change = { ...input, licenceValidUntil: '2040-12-31' };
    await test.as('supervisor').put(`/api/v1/contractors/${id}`, change).set('If-Match', '"1"').expect(200);
    await test.as('supervisor').put(`/api/v1/contractors/${id}`, change).set('If-Match', '"1"').expect(409);
    const [entry] = await test.db.query(`SELECT data FROM history_entries WHERE subject_id = $1 AND kind = 'contractor.changed'`, [id]); // prettier-ignore
    expect(entry).toEqual({
      data: { changes: { licenceValidUntil: { before: '2035-12-31', after: '2040-12-31' } } },
    });
  });

  it('finds by name and by the beginning of the credit code, and pages by key', async () => {
    const marker = `查找 ${Date.now()}`;
    for (const name of ['甲', '乙', '丙']) await aContractor(test, { name: marker + name });
    const creditCode = aCreditCode();
    const coded = await aContractor(test, { creditCode });
    const byCode = await test.as('auditor').get(`/api/v1/contractors?search=${creditCode.slice(0, 17).toLowerCase()}`).expect(200); // prettier-ignore
    expect(byCode.body.items).toMatchObject([{ id: coded }]);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await test
        .as('auditor')
        .get(`/api/v1/contractors?limit=2&search=${encodeURIComponent(marker)}${after && `&after=${after}`}`)
        .expect(200);
      for (const { name } of body.items as { name: string }[]) seen.push(name);
      after = body.next as string | null;
    }
    expect([...seen].sort()).toEqual(['甲', '乙', '丙'].map((name) => marker + name).sort());
  });

  it('shows a contractor’s contracts and retrofits', async () => {
    const contract = await aContract(test);
    const made = await aPlannedRetrofit(test, contract.programmeId, { headName: '钱有路' });
    await putUnder(test, contract.id, made);
    const path = `/api/v1/contractors/${contract.contractorId}`;
    const contracts = await test.as('supervisor').get(`${path}/contracts`).expect(200);
    expect(contracts.body.items).toMatchObject([{ id: contract.id, retrofits: 1 }]);
    const retrofits = await test.as('supervisor').get(`${path}/retrofits?search=${encodeURIComponent('钱有路')}`).expect(200); // prettier-ignore
    expect(retrofits.body.items).toMatchObject([
      { id: made.id, headName: '钱有路', contractId: contract.id },
    ]);
    await test.as('supervisor').get(`/api/v1/contractors/${NOBODY}/contracts`).expect(404);
    await test.as('supervisor').get(`/api/v1/contractors/${NOBODY}/retrofits`).expect(404);
  });
});
