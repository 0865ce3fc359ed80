import { Database } from '../../src/platform/database/database';
import { addDays } from '../../src/platform/time/calendar-date';
import { QuotaLedger } from '../../src/programmes/quota-ledger';
import { RetrofitRepository } from '../../src/workflow/retrofit.repository';
import { anAcceptedRetrofit } from '../builders/acceptance';
import { aProgramme, aProgrammeInput, grantQuota } from '../builders/programme';
import { aRetrofit, BuiltRetrofit, usualDays } from '../builders/retrofit';
import { wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('Programmes over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const booking = (change: object = {}) => ({
    kind: 'grant',
    households: 3,
    document: '样财社〔2026〕12号',
    occurredOn: usualDays(test).granted,
    note: null,
    ...change,
  });

  it('takes a programme with its terms in the supervisor’s district', async () => {
    const input = aProgrammeInput(test);
    const { body } = await test.as('supervisor').post('/api/v1/programmes', input).expect(201);
    const shown = await test.as('caseworker').get(`/api/v1/programmes/${body.id}`).expect(200);
    expect(shown.body).toMatchObject({ ...input, areaCode: '990101', version: 1 });
    expect(shown.body.quota).toEqual({
      granted: 0, transferredIn: 0, transferredOut: 0, reserved: 0, used: 0, available: 0,
    }); // prettier-ignore
    expect(shown.body.progress.steps).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const [entry] = await test.db.query('SELECT kind, data FROM history_entries WHERE subject_id = $1', [body.id]); // prettier-ignore
    expect(entry).toMatchObject({ kind: 'programme.created', data: { capFen: 600_000 } });
  });

  it('refuses who has not signed in, who may not, and what does not exist', async () => {
    const input = aProgrammeInput(test);
    await test.as(null).post('/api/v1/programmes', input).expect(401);
    await test.as('caseworker').post('/api/v1/programmes', input).expect(403);
    await test.as('contractor').get('/api/v1/programmes').expect(403);
    await test.as('supervisor').get(`/api/v1/programmes/${NOBODY}`).expect(404);
    await test.as('supervisor').put(`/api/v1/programmes/${NOBODY}`, input).expect(404);
    await test.as('supervisor').post(`/api/v1/programmes/${NOBODY}/quota-entries`, booking()).expect(404);
  });

  it('keeps another district’s programmes out of sight', async () => {
    const id = await aProgramme(test);
    await test.as('stranger').get(`/api/v1/programmes/${id}`).expect(404);
    await test.as('stranger').put(`/api/v1/programmes/${id}`, aProgrammeInput(test)).expect(404);
    const { body } = await test.as('stranger').get('/api/v1/programmes').expect(200);
    expect(body.items).toEqual([]);
    await test.as('auditor').get(`/api/v1/programmes/${id}`).expect(200);
  });

  it('names every field whose day is out of order', async () => {
    const days = usualDays(test);
    const { body } = await test
      .as('supervisor')
      .post(
        '/api/v1/programmes',
        aProgrammeInput(test, {
          planBy: addDays(days.programmeStarts, -1),
          finishBy: days.programmeStarts,
          grantedOn: addDays(days.signed, 400),
          requiredSigners: ['community'],
        }),
      )
      .expect(400);
    expect(wrongFields(body)).toEqual([
      'planBy', 'finishBy', 'grantedOn', 'requiredSigners',
    ]); // prettier-ignore
  });

  it('has one programme of a name in a year', async () => {
    const input = aProgrammeInput(test);
    await test.as('supervisor').post('/api/v1/programmes', input).expect(201);
    const { body } = await test.as('supervisor').post('/api/v1/programmes', input).expect(409);
    expect(body).toMatchObject({ code: 'already-exists', errors: [{ field: 'name' }] });
  });

  it('changes the terms of who has seen the present ones, and keeps what they were', async () => {
    const input = aProgrammeInput(test);
    const { body } = await test.as('supervisor').post('/api/v1/programmes', input).expect(201);
    const change = { ...input, capFen: 800_000, grades: [2, 1] };
    await test.as('supervisor').put(`/api/v1/programmes/${body.id}`, change).set('If-Match', '"1"').expect(200); // prettier-ignore
    const stale = await test.as('supervisor').put(`/api/v1/programmes/${body.id}`, change).set('If-Match', '"1"').expect(409); // prettier-ignore
    expect(stale.body.code).toBe('stale-version');
    const entries = await test.db.query<{ data: object }>(
      `SELECT data FROM history_entries WHERE subject_id = $1 AND kind = 'programme.changed'`,
      [body.id],
    );
    expect(entries).toEqual([{ data: { changes: { capFen: { before: 600_000, after: 800_000 } } } }]);
  });

  it('sets the thresholds that the rules compare with, and shows how they were changed', async () => {
    const input = aProgrammeInput(test);
    const { body } = await test.as('supervisor').post('/api/v1/programmes', input).expect(201);
    const path = `/api/v1/programmes/${body.id}`;
    const change = { contractWithinDays: null, warrantyMonths: 60, worksRequired: true, peerFactor: 2.5, radiusM: 300, visitsPerDay: 8, fastestKmh: 50 }; // prettier-ignore
    await test
      .as('supervisor')
      .put(path, { ...input, ...change })
      .expect(200);
    expect((await test.as('caseworker').get(path).expect(200)).body).toMatchObject(change);
    const { body: changes } = await test.as('caseworker').get(`${path}/changes`).expect(200);
    expect(changes.items).toMatchObject([
      {
        actorName: '韩明远',
        changes: { contractWithinDays: { before: 30, after: null }, peerFactor: { before: 3, after: 2.5 } },
      },
    ]);
    await test.as('stranger').get(`${path}/changes`).expect(404);
  });

  it('takes the approval of its plan and its report only whole, and not from tomorrow', async () => {
    const days = usualDays(test);
    const post = (change: object) =>
      test.as('supervisor').post('/api/v1/programmes', { ...aProgrammeInput(test), ...change });
    const { body } = await post({ planDocument: '样残联〔2026〕3号', reportedOn: days.signed }).expect(400);
    expect(wrongFields(body)).toEqual(['planApprovedOn', 'reportedAccepted']);
    const future = await post({ planApprovedOn: addDays(days.signed, 400), planDocument: '样残联〔2026〕3号' }).expect(400); // prettier-ignore
    expect(wrongFields(future.body)).toEqual(['planApprovedOn']);
    await post({ planApprovedOn: days.granted, planDocument: '样残联〔2026〕3号', reportedAccepted: 0, reportedOn: days.signed }).expect(201); // prettier-ignore
  });

  it('lists by year and name, and pages by key', async () => {
    const marker = `翻页 ${Date.now()}`;
    for (const name of ['一', '二', '三']) await aProgramme(test, { name: `${marker}${name}`, quota: 0 });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await test
        .as('district')
        .get(`/api/v1/programmes?limit=2&search=${encodeURIComponent(marker)}${after && `&after=${after}`}`)
        .expect(200);
      for (const { name } of body.items as { name: string }[]) seen.push(name);
      after = body.next as string | null;
    }
    expect(seen).toEqual(['一', '二', '三'].map((name) => marker + name));
    await test.as('district').get('/api/v1/programmes?year=1066').expect(400);
  });

  it('books grants and transfers, and never lets more places go than there are', async () => {
    const id = await aProgramme(test, { quota: 0 });
    const path = `/api/v1/programmes/${id}/quota-entries`;
    await test
      .as('supervisor')
      .post(path, booking({ households: 3 }))
      .expect(201);
    await test
      .as('supervisor')
      .post(path, booking({ kind: 'transferOut', households: 2 }))
      .expect(201);
    const { body } = await test.as('supervisor').post(path, booking({ kind: 'transferOut', households: 2 })).expect(409); // prettier-ignore
    expect(body).toMatchObject({ code: 'rule-broken', findings: [{ rule: 'Q01', facts: { available: 1 } }] });
    const ledger = await test.as('auditor').get(`${path}?limit=1`).expect(200);
    expect(ledger.body.items).toMatchObject([{ kind: 'transferOut', households: 2 }]);
    const rest = await test.as('auditor').get(`${path}?after=${ledger.body.next}`).expect(200);
    expect(rest.body.items).toMatchObject([{ kind: 'grant', households: 3 }]);
    const future = await test
      .as('supervisor')
      .post(path, booking({ occurredOn: '2099-01-01' }))
      .expect(422);
    expect(future.body.findings[0].rule).toBe('C13');
    await test.as('district').post(path, booking()).expect(403);
  });

  describe('the places that retrofits take', () => {
    const take = (made: BuiltRetrofit, kind: 'reserve' | 'use' | 'release') =>
      test
        .get(Database)
        .as(test.actors.caseworker)
        .write(async (tx) => {
          const retrofit = await test.get(RetrofitRepository).get(tx, made.id);
          await test.get(QuotaLedger)[kind](tx, retrofit, made.days.applied);
        });

    it('reserves, uses and releases, each once and in that order', async () => {
      const programmeId = await aProgramme(test, { quota: 3 });
      const open = await aRetrofit(test).inProgramme(programmeId).build();
      const released = await aRetrofit(test).inProgramme(programmeId).build();
      const refused = { code: 'rule-broken', status: 409, findings: [{ rule: 'Q01' }] };
      await expect(take(open, 'use')).rejects.toMatchObject(refused);
      await expect(take(open, 'release')).rejects.toMatchObject(refused);
      await take(open, 'reserve');
      await expect(take(open, 'reserve')).rejects.toMatchObject(refused);
      // A place is used up by its acceptance, and by nothing else.
      await expect(take(open, 'use')).rejects.toMatchObject({
        ...refused,
        status: expect.any(Number) as number,
      });
      const used = await anAcceptedRetrofit(test, { programme: programmeId });
      await expect(take(used, 'release')).rejects.toMatchObject(refused);
      await take(released, 'reserve');
      await take(released, 'release');
      const { body } = await test.as('supervisor').get(`/api/v1/programmes/${programmeId}`).expect(200);
      expect(body.quota).toMatchObject({ granted: 3, reserved: 1, used: 1, available: 1 });
      expect(body.progress.steps[0]).toBe(2);
    });

    it('«the last quota place taken by two at once»: one wins, the other gets a clear 409, nothing is lost', async () => {
      const programmeId = await aProgramme(test, { quota: 1 });
      const rivals = await Promise.all([1, 2].map(() => aRetrofit(test).inProgramme(programmeId).build()));
      const results = await Promise.allSettled(rivals.map((rival) => take(rival, 'reserve')));
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { status: 409, code: 'rule-broken', findings: [{ rule: 'Q01' }] },
      });
      const entries = await test.db.query(`SELECT FROM quota_entries WHERE programme_id = $1 AND kind = 'reserve'`, [programmeId]); // prettier-ignore
      expect(entries).toHaveLength(1);
      const [programme] = await test.db.query('SELECT quota_available FROM programmes WHERE id = $1', [programmeId]); // prettier-ignore
      expect(programme).toEqual({ quota_available: 0 });
      await grantQuota(test, programmeId, 1);
      await take(rivals[results.findIndex(({ status }) => status === 'rejected')]!, 'reserve');
    });

    it('does not let one place be used and released at once', async () => {
      const programmeId = await aProgramme(test, { quota: 1 });
      const made = await aRetrofit(test).inProgramme(programmeId).build();
      await take(made, 'reserve');
      const results = await Promise.allSettled([take(made, 'use'), take(made, 'release')]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('belong to them while they go on: an act that forgets one is refused as it ends (Q01)', async () => {
      const approved = await aRetrofit(test).approved().build();
      const refused = { code: 'rule-broken', status: 409, findings: [{ rule: 'Q01' }] };
      await expect(take(approved, 'release')).rejects.toMatchObject(refused);
      const withoutPlace = test
        .get(Database)
        .as(test.actors.supervisor)
        .write(async (tx) => {
          const retrofit = await test.get(RetrofitRepository).lock(tx, approved.id, null);
          const end = { endedOn: approved.days.signed, endedReason: 'withdrawn' } as const;
          await test.get(RetrofitRepository).change(tx, retrofit, end);
        });
      await expect(withoutPlace).rejects.toMatchObject(refused);
      const end = { reason: 'withdrawn', note: '搬走' };
      await test.as('supervisor').post(`/api/v1/retrofits/${approved.id}/end`, end).expect(201);
    });

    it('keeps the balance and the ledger as they were written, whoever connects', async () => {
      const programmeId = await aProgramme(test, { quota: 1 });
      const statements = [
        'UPDATE programmes SET quota_available = 99 WHERE id = $1',
        'UPDATE quota_entries SET households = 99 WHERE programme_id = $1',
        'DELETE FROM quota_entries WHERE programme_id = $1',
      ];
      for (const statement of statements)
        await expect(test.db.query(statement, [programmeId])).rejects.toThrow();
    });
  });
});
