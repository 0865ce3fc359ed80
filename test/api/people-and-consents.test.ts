import { addDays, calendarDate } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { aHousehold, aPerson } from '../builders/household';
import { anIdNumber } from '../builders/identity';
import { createTestApp, TestApp } from '../support/test-app';

describe('The people of a household, and what they consent to', () => {
  let test: TestApp;
  let path: string;
  let person: ReturnType<typeof aPerson>;
  let personPath: string;
  const today = localDay(new Date());

  beforeAll(async () => {
    test = await createTestApp();
  });
  beforeEach(async () => {
    person = aPerson();
    const { body } = await test
      .as('caseworker')
      .post('/api/v1/households', aHousehold({ people: [person] }))
      .expect(201);
    path = `/api/v1/households/${body.id as string}`;
    const shown = await test.as('caseworker').get(path).expect(200);
    personPath = `${path}/people/${shown.body.people[0].id as string}`;
  });
  afterAll(() => test.close());

  /** What the trail says of the household, as one text. */
  const trail = async (kind: string): Promise<string> =>
    JSON.stringify(
      await test.db.query(
        `SELECT data FROM history_entries WHERE household_id = $1 AND kind = $2 ORDER BY id`,
        [path.split('/').pop(), kind],
      ),
    );
  const { people: _people, ...details } = aHousehold();

  describe('a household', () => {
    it('is put right by a caseworker, with before and after in the history', async () => {
      const change = {
        ...details,
        address: '石桥社区四组 2 号',
        annualIncomeFen: 900_000,
        notes: '院门朝东',
      };
      await test.as('caseworker').put(path, change).set('If-Match', '"9"').expect(409);
      await test.as('caseworker').put(path, change).set('If-Match', '"1"').expect(200);
      const { body } = await test.as('supervisor').get(path).expect(200);
      expect(body).toMatchObject({ address: '石桥社区四组 2 号', annualIncomeFen: 900_000, version: 2 });
      const [{ data }] = JSON.parse(await trail('household.changed'));
      expect(Object.keys(data.changes as object).sort()).toEqual(['address', 'annualIncomeFen', 'notes']);
      const history = await test.as('auditor').get(`${path}/history`).expect(200);
      expect(history.body[0].kind).toBe('household.changed');
    });

    it('takes its people along to another community of the same street', async () => {
      const moved = { ...details, areaCode: '990101001002' };
      await test.as('caseworker').put(path, moved).expect(403); // the caseworker's own community is another
      await test.as('street').put(path, moved).expect(200);
      await test.as('caseworker').get(path).expect(404);
      const { body } = await test.as('street').get(path).expect(200);
      expect(body.people).toHaveLength(1);
    });

    it('is changed by nobody else, and not found elsewhere', async () => {
      await test.as(null).put(path, details).expect(401);
      for (const other of ['supervisor', 'auditor', 'contractor', 'admin'] as const)
        await test.as(other).put(path, details).expect(403);
      await test.as('neighbour').put(path, details).expect(404);
      await test
        .as('caseworker')
        .put(path, { ...details, address: '' })
        .expect(400);
    });
  });

  describe('a person', () => {
    it('is added with numbers that pass P01 and P02, once in all households', async () => {
      const second = aPerson({ name: '李四' });
      await test.as('caseworker').post(`${path}/people`, second).expect(201);
      const again = await test.as('caseworker').post(`${path}/people`, second).expect(409);
      expect(again.body.findings[0].rule).toBe('P06');
      const wrong = await test
        .as('caseworker')
        .post(`${path}/people`, aPerson({ idNumber: '410404196803041234' }))
        .expect(400);
      expect(wrong.body.errors[0].field).toBe('idNumber');
      await test.as('neighbour').post(`${path}/people`, aPerson()).expect(404);
      await test.as('supervisor').post(`${path}/people`, aPerson()).expect(403);
    });

    it('is put right without typing the numbers again, and the history does not hold them', async () => {
      const { idNumber, certificateNumber, category: _c, grade: _g, ...rest } = person;
      await test
        .as('caseworker')
        .put(personPath, { ...rest, name: '张三峰', phone: '13911112222' })
        .set('If-Match', '"1"')
        .expect(200);
      const { body } = await test.as('caseworker').get(path).expect(200);
      expect(body.people[0]).toMatchObject({ name: '张三峰', grade: 1, category: 4, version: 2 });
      const said = await trail('person.changed');
      expect(said).toContain('张三丰');
      expect(said).not.toContain(idNumber);
      expect(said).not.toContain(certificateNumber);
      await test
        .as('caseworker')
        .put(personPath, { ...rest, name: '张三峰' })
        .set('If-Match', '"1"')
        .expect(409);
    });

    it('gets a corrected number, which the history tells without telling the number', async () => {
      const idNumber = anIdNumber({ bornOn: '1961-05-06' });
      const { category: _c, grade: _g, ...rest } = person;
      const alone = await test
        .as('caseworker')
        .put(personPath, { ...rest, certificateNumber: null, idNumber })
        .expect(400);
      expect(alone.body.errors[0].field).toBe('certificateNumber'); // the one recorded belongs to the old number
      await test
        .as('caseworker')
        .put(personPath, { ...rest, idNumber, certificateNumber: `${idNumber}12` })
        .expect(200);
      const { body } = await test.as('caseworker').get(path).expect(200);
      expect(body.people[0]).toMatchObject({ bornOn: '1961-05-06', category: 1, grade: 2 });
      const said = await trail('person.changed');
      expect(said).toContain('"idNumber":"corrected"');
      expect(said).toContain('"certificateNumber":"corrected"');
      expect(said).not.toContain(idNumber);
      const found = await test.as('district').get(`/api/v1/households?search=${idNumber}`).expect(200);
      expect(found.body.items).toHaveLength(1);
    });

    it('loses a certificate only when it is said so', async () => {
      const { idNumber: _i, certificateNumber: _n, category: _c, grade: _g, ...rest } = person;
      await test
        .as('caseworker')
        .put(personPath, { ...rest, withoutCertificate: true })
        .expect(200);
      const { body } = await test.as('caseworker').get(path).expect(200);
      expect(body.people[0]).toMatchObject({ certificateMasked: null, grade: null });
    });

    it('shows the full numbers to whoever may and says why, each look in the history', async () => {
      await test.as('caseworker').post(`${personPath}/identity`, {}).expect(400);
      for (const other of ['auditor', 'contractor', 'admin'] as const)
        await test.as(other).post(`${personPath}/identity`, { purpose: 'checkPapers' }).expect(403);
      await test.as('stranger').post(`${personPath}/identity`, { purpose: 'checkPapers' }).expect(404);
      const { body } = await test
        .as('supervisor')
        .post(`${personPath}/identity`, { purpose: 'inspection' })
        .set('Idempotency-Key', 'look')
        .expect(200);
      expect(body).toEqual({
        name: person.name,
        idNumber: person.idNumber,
        certificateNumber: person.certificateNumber,
      });
      expect(await trail('identity.viewed')).toBe('[{"data":{"purpose":"inspection"}}]');
      const kept = await test.db.query('SELECT * FROM idempotency_keys');
      expect(JSON.stringify(kept)).not.toContain(person.idNumber);
    });
  });

  describe('a consent', () => {
    const consent = (change: object = {}): object => ({
      kind: 'photos',
      textVersion: '2026-1',
      givenByName: '张三丰',
      givenByRelation: 'self',
      givenOn: addDays(today, -3),
      ...change,
    });

    it('is given to the words in use today, once at a time', async () => {
      await test.as('caseworker').post(`${path}/consents`, consent()).expect(201);
      await test.as('caseworker').post(`${path}/consents`, consent()).expect(409);
      await test
        .as('caseworker')
        .post(`${path}/consents`, consent({ kind: 'publicNotice' }))
        .expect(201);
      const { body } = await test.as('supervisor').get(`${path}/consents`).expect(200);
      expect(body).toHaveLength(2);
      const outdated = await test
        .as('caseworker')
        .post(`${path}/consents`, consent({ kind: 'personalData', textVersion: '1999-1' }))
        .expect(400);
      expect(outdated.body.errors[0].field).toBe('textVersion');
    });

    it('does not lie in the future', async () => {
      const { body } = await test
        .as('caseworker')
        .post(`${path}/consents`, consent({ givenOn: addDays(today, 1) }))
        .expect(422);
      expect(body.findings[0].rule).toBe('C13');
    });

    it('is withdrawn on a day after it was given, stays on record, and can be given anew', async () => {
      const { body } = await test.as('caseworker').post(`${path}/consents`, consent()).expect(201);
      const withdrawal = `${path}/consents/${body.id as string}/withdrawal`;
      const on = (days: number): object => ({ withdrawnOn: addDays(calendarDate(today), days) });
      await test.as('caseworker').post(withdrawal, on(-4)).expect(400);
      await test.as('caseworker').post(withdrawal, on(1)).expect(400);
      await test.as('auditor').post(withdrawal, on(0)).expect(403);
      await test.as('caseworker').post(withdrawal, on(0)).expect(200);
      await test.as('caseworker').post(withdrawal, on(0)).expect(409);
      await test
        .as('caseworker')
        .post(`${path}/consents`, consent({ givenOn: today }))
        .expect(201);
      const all = await test.as('caseworker').get(`${path}/consents`).expect(200);
      expect((all.body as { withdrawnOn: string | null }[]).map(({ withdrawnOn }) => withdrawnOn)).toEqual([
        null,
        today,
      ]);
    });
  });
});
