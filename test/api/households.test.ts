import { aHousehold, aPerson } from '../builders/household';
import { createTestApp, TestApp } from '../support/test-app';

describe('Households over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('takes a household and shows it with masked numbers', async () => {
    const input = aHousehold();
    const { body } = await test.as('caseworker').post('/api/v1/households', input).expect(201);
    const shown = await test.as('supervisor').get(`/api/v1/households/${body.id}`).expect(200);
    expect(shown.body.people[0].idNumberMasked).toBe(
      `${input.people[0]!.idNumber.slice(0, 4)}**********${input.people[0]!.idNumber.slice(-4)}`,
    );
    expect(JSON.stringify(shown.body)).not.toContain(input.people[0]!.idNumber);
    expect(shown.body.longitude).toBe(113.123456);
  });

  it('refuses somebody who has not signed in, and who has the wrong role', async () => {
    await test.as(null).post('/api/v1/households', aHousehold()).expect(401);
    const { body } = await test.as('supervisor').post('/api/v1/households', aHousehold()).expect(403);
    expect(body).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('names every field that is wrong', async () => {
    const person = aPerson({ idNumber: '410404196803041234' });
    const { body } = await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ address: ' ', people: [person] }))
      .expect(400);
    expect(body.errors).toEqual([{ field: 'address', message: '请填写' }]);
    const second = await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ people: [person] }))
      .expect(400);
    expect((second.body.errors as { field: string }[]).map(({ field }) => field)).toContain(
      'people[0].idNumber',
    );
  });

  it('lets one person be in one household only', async () => {
    const person = aPerson();
    await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ people: [person] }))
      .expect(201);
    const { body } = await test
      .as('neighbour')
      .post('/api/v1/households', aHousehold({ areaCode: '990102001001', people: [person] }))
      .expect(409);
    expect(body.findings[0].rule).toBe('P06');
  });

  it('does not let a caseworker take up a household elsewhere, nor see one', async () => {
    await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ areaCode: '990101002001' }))
      .expect(403);
    const { body } = await test
      .as('neighbour')
      .post('/api/v1/households', aHousehold({ areaCode: '990102001001' }))
      .expect(201);
    await test.as('caseworker').get(`/api/v1/households/${body.id}`).expect(404);
    await test.as('auditor').get(`/api/v1/households/${body.id}`).expect(200);
  });

  it('finds by name, address and number, and pages by key', async () => {
    const person = aPerson({ name: '𠮷䶮·阿依古丽' });
    await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ address: '稀有字胡同', people: [person] }))
      .expect(201);
    for (const search of ['𠮷䶮', '胡同', person.idNumber, person.certificateNumber!]) {
      const { body } = await test
        .as('district')
        .get(`/api/v1/households?search=${encodeURIComponent(search)}`)
        .expect(200);
      expect((body.items as { address: string }[]).map(({ address }) => address)).toEqual(['稀有字胡同']);
    }
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await test
        .as('district')
        .get(`/api/v1/households?limit=1${after && `&after=${after}`}`)
        .expect(200);
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
      after = body.next as string | null;
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('pages over several districts without losing or repeating one', async () => {
    for (const [person, areaCode] of [
      ['caseworker', '990101001001'],
      ['neighbour', '990102001001'],
      ['caseworker', '990101001001'],
    ] as const)
      await test.as(person).post('/api/v1/households', aHousehold({ areaCode, address: '隔区大院' })).expect(201); // prettier-ignore
    for (const sort of ['newest', 'headName', 'address']) {
      const seen: string[] = [];
      for (let after: string | null = ''; after !== null;) {
        const { body } = await test
          .as('auditor')
          .get(`/api/v1/households?limit=2&sort=${sort}${after && `&after=${after}`}`)
          .expect(200);
        seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
        after = body.next as string | null;
      }
      const all = await test.db.query<{ id: string }>('SELECT id FROM households');
      expect([...seen].sort()).toEqual(all.map(({ id }) => id).sort());
    }
  });

  it('answers a retry with the first answer and writes once', async () => {
    const input = aHousehold();
    const first = await test
      .as('caseworker')
      .post('/api/v1/households', input)
      .set('Idempotency-Key', 'k1')
      .expect(201);
    const again = await test
      .as('caseworker')
      .post('/api/v1/households', input)
      .set('Idempotency-Key', 'k1')
      .expect(201);
    expect(again.body).toEqual(first.body);
  });
});
