import request from 'supertest';
import { CompleteAcceptance } from '../../src/acceptance/complete-acceptance';
import { RecordInspection } from '../../src/acceptance/record-inspection';
import { newId } from '../../src/platform/database/ids';
import { addDays } from '../../src/platform/time/calendar-date';
import {
  aCompletedRetrofit,
  anAcceptedRetrofit,
  anInspection,
  CompletedRetrofit,
  signedByAll,
} from '../builders/acceptance';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { anApprovedWaiver, aWaiverInput, aWaiverRequest, SCAN } from '../builders/waiver';
import { brokenRules, wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

describe('Waivers over the API', () => {
  let test: TestApp;
  let made: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp({ env: { TANTU_MAX_DOCUMENT_MB: '1' } });
  });
  beforeEach(async () => {
    made = await aRetrofit(test).applied().build();
  });
  afterAll(() => test.close());

  const input = (change: Record<string, string> = {}): Record<string, string> => ({
    ...aWaiverInput({ rule: 'C03', documentDate: made.days.applied }),
    ...change,
  });
  const ask = (who: PersonKey | null, fields = input(), file: Buffer | null = SCAN, id = made.id) => {
    let sent: request.Test = test.as(who).post(`/api/v1/retrofits/${id}/waivers`);
    for (const [field, value] of Object.entries(fields)) sent = sent.field(field, value);
    return file ? sent.attach('file', file, '同意函.pdf') : sent;
  };
  const decide = (who: PersonKey | null, id: string, body: object = { verdict: 'approve' }) =>
    test.as(who).post(`/api/v1/waivers/${id}/decision`, body);
  const withdraw = (who: PersonKey | null, id: string, body: object = { reason: '不再需要' }) =>
    test.as(who).post(`/api/v1/waivers/${id}/withdrawal`, body);
  const list = async (id = made.id) =>
    (await test.as('auditor').get(`/api/v1/retrofits/${id}/waivers`).expect(200)).body.items as Record<string, unknown>[]; // prettier-ignore
  const waivedRules = async () =>
    (await test.db.query<{ rules: string[] }>('SELECT waived_rules AS rules FROM retrofits WHERE id = $1', [made.id]))[0]!.rules; // prettier-ignore
  const kinds = async (id: string) =>
    (await test.db.query<{ kind: string }>('SELECT kind FROM history_entries WHERE subject_id = $1 ORDER BY recorded_at, id', [id])).map(({ kind }) => kind); // prettier-ignore

  describe('are asked for', () => {
    it('with the paper, by staff of the area, and wait', async () => {
      const { body } = await ask('caseworker').expect(201);
      const [waiver] = await list();
      expect(waiver).toMatchObject({
        id: body.id, rule: 'C03', state: 'requested', authority: '样板市残疾人联合会', documentNumber: '样市残〔2021〕88号',
        documentDate: made.days.applied, requesterName: '何巧云', deciderName: null,
      }); // prettier-ignore
      expect(await waivedRules()).toEqual([]);
      expect(await kinds(body.id as string)).toEqual(['waiver.requested']);
      const scan = await test.as('supervisor').get(`/api/v1/documents/${waiver!.documentId as string}/file`).buffer(true).expect(200); // prettier-ignore
      expect(scan.headers['content-type']).toBe('application/pdf');
    });

    it('by nobody else', async () => {
      await ask(null).expect(401);
      await ask('auditor').expect(403);
      await ask('contractor').expect(403);
      await ask('neighbour').expect(404);
      await ask('caseworker', input(), SCAN, newId()).expect(404);
    });

    it('with everything that they must say', async () => {
      const nothing = await ask('caseworker', {}).expect(400);
      expect(wrongFields(nothing.body).sort()).toEqual(['authority', 'documentDate', 'documentNumber', 'reason', 'rule']); // prettier-ignore
      for (const [field, value] of Object.entries({ rule: 'C05', reason: '没空', documentDate: '2999-01-01' }))
        expect(wrongFields((await ask('caseworker', input({ [field]: value })).expect(400)).body)).toEqual([field]); // prettier-ignore
      expect(wrongFields((await ask('caseworker', input(), null).expect(400)).body)).toEqual(['file']);
      await ask('caseworker', input(), Buffer.from('<html>')).expect(415);
      await ask('caseworker', input(), Buffer.concat([SCAN, Buffer.alloc(1_048_576)])).expect(413);
      await test.as('caseworker').post(`/api/v1/retrofits/${made.id}/waivers`, input()).expect(400);
      expect(await list()).toEqual([]);
      const papers = await test.db.query(`SELECT FROM documents WHERE retrofit_id = $1`, [made.id]);
      expect(papers).toEqual([]);
    });

    it('once for each rule, until one is refused', async () => {
      const { body } = await ask('caseworker').expect(201);
      const again = await ask('caseworker').expect(409);
      expect(again.body.code).toBe('already-exists');
      await ask('caseworker', input({ rule: 'C15', documentDate: addDays(made.days.applied, -1) })).expect(201); // prettier-ignore
      await decide('supervisor', body.id as string, { verdict: 'refuse', note: '理由不足' }).expect(200);
      await ask('caseworker').expect(201);
      expect((await list()).map(({ state }) => state)).toEqual(['requested', 'requested', 'refused']);
    });

    it('not for what was done before the paper was written', async () => {
      const completed = await aCompletedRetrofit(test);
      const { started } = completed.days;
      const { body } = await ask('caseworker', input({ rule: 'C07', documentDate: started }), SCAN, completed.id).expect(422); // prettier-ignore
      expect(wrongFields(body)).toEqual(['documentDate']);
      await ask('caseworker', input({ rule: 'C07', documentDate: addDays(started, -1) }), SCAN, completed.id).expect(201); // prettier-ignore
    });

    it('not for what has happened by then, though no rule was broken', async () => {
      const done = await anAcceptedRetrofit(test);
      for (const rule of ['C15', 'C17', 'C18', 'C12'])
        expect(wrongFields((await ask('caseworker', input({ rule, documentDate: done.days.accepted }), SCAN, done.id).expect(422)).body)).toEqual(['documentDate']); // prettier-ignore
    });

    it('not of a retrofit that has ended', async () => {
      await test.as('supervisor').post(`/api/v1/retrofits/${made.id}/end`, { reason: 'withdrawn', note: '不改造了' }).expect(201); // prettier-ignore
      await ask('caseworker').expect(409);
    });
  });

  describe('are decided', () => {
    const waits = () => aWaiverRequest(test, made.id, { rule: 'C03', documentDate: made.days.applied });

    it('by another supervisor of the district, and then the rule is waived', async () => {
      const id = await waits();
      await decide('supervisor', id, { verdict: 'approve', note: '情况属实' }).expect(200);
      expect(await waivedRules()).toEqual(['C03']);
      expect(await list()).toEqual([
        expect.objectContaining({ state: 'approved', deciderName: '韩明远', decisionNote: '情况属实' }),
      ]);
      expect(await kinds(id)).toEqual(['waiver.requested', 'waiver.approved']);
    });

    it('or refused, with a note', async () => {
      const id = await waits();
      expect(wrongFields((await decide('supervisor', id, { verdict: 'refuse' }).expect(400)).body)).toEqual(['note']); // prettier-ignore
      await decide('supervisor', id, { verdict: 'refuse', note: '理由不足' }).expect(200);
      expect(await waivedRules()).toEqual([]);
      expect(await list()).toEqual([expect.objectContaining({ state: 'refused', decisionNote: '理由不足' })]);
    });

    it('by nobody else, and by nobody who asked', async () => {
      const id = await waits();
      await decide(null, id).expect(401);
      await decide('caseworker', id).expect(403);
      await decide('auditor', id).expect(403);
      await decide('stranger', id).expect(404);
      await decide('supervisor', newId()).expect(404);
      const own = await aWaiverRequest(test, made.id, {
        rule: 'C15',
        documentDate: addDays(made.days.applied, -1),
        by: 'supervisor',
      });
      await decide('supervisor', own).expect(403);
      expect(await waivedRules()).toEqual([]);
    });

    it('one way or the other, and once', async () => {
      const id = await waits();
      expect(wrongFields((await decide('supervisor', id, { verdict: 'perhaps' }).expect(400)).body)).toEqual(['verdict']); // prettier-ignore
      await decide('supervisor', id).expect(200);
      await decide('supervisor', id, { verdict: 'refuse', note: '又不同意' }).expect(409);
      expect(await waivedRules()).toEqual(['C03']);
    });
  });

  describe('are withdrawn', () => {
    it('by the one who asked, while they wait, and stay in the list', async () => {
      const id = await aWaiverRequest(test, made.id, { rule: 'C03', documentDate: made.days.applied });
      expect(wrongFields((await withdraw('caseworker', id, {}).expect(400)).body)).toEqual(['reason']);
      await withdraw('street', id).expect(403);
      await withdraw('supervisor', id).expect(403);
      await withdraw('caseworker', id).expect(200);
      expect(await list()).toEqual([
        expect.objectContaining({ state: 'withdrawn', withdrawerName: '何巧云', withdrawalReason: '不再需要' }), // prettier-ignore
      ]);
      await withdraw('caseworker', id).expect(409);
      await decide('supervisor', id).expect(409);
      expect(await kinds(id)).toEqual(['waiver.requested', 'waiver.withdrawn']);
    });

    it('by the district’s supervisor once approved, while nothing rests on them', async () => {
      const id = await anApprovedWaiver(test, made.id, { rule: 'C03', documentDate: made.days.applied });
      await withdraw(null, id).expect(401);
      await withdraw('auditor', id).expect(403);
      await withdraw('caseworker', id).expect(403);
      await withdraw('stranger', id).expect(404);
      await withdraw('supervisor', newId()).expect(404);
      await withdraw('supervisor', id).expect(200);
      expect(await waivedRules()).toEqual([]);
    });

    it('not when something rests on them', async () => {
      const id = await anApprovedWaiver(test, made.id, {
        rule: 'C15',
        documentDate: addDays(made.days.applied, -1),
      });
      await test.db.query(
        `UPDATE people SET certificate_valid_from = $2::date - 400, certificate_valid_until = $2::date - 1 WHERE id = $1`,
        [made.personId, made.days.applied],
      );
      const { body } = await withdraw('supervisor', id).expect(409);
      expect(body.code).toBe('still-in-use');
    });
  });

  it('let an act pass that no table would refuse, while the paper is older than it', async () => {
    const unnoticed = async (): Promise<CompletedRetrofit> => {
      const retrofit = await aCompletedRetrofit(test, { completed: false });
      await test.db.query('UPDATE applications SET notice_until = notice_from WHERE retrofit_id = $1', [
        retrofit.id,
      ]);
      return retrofit;
    };
    const start = ({ id, days }: CompletedRetrofit) =>
      test.as('contractor').post(`/api/v1/retrofits/${id}/start`, { startedOn: days.started });
    const [older, younger] = [await unnoticed(), await unnoticed()];
    expect(brokenRules((await start(older).expect(422)).body)).toEqual(['C03']);
    const { started } = older.days;
    const id = await anApprovedWaiver(test, older.id, { rule: 'C03', documentDate: addDays(started, -1) });
    await start(older).expect(200);
    expect((await withdraw('supervisor', id).expect(409)).body.code).toBe('still-in-use');
    // One rule only: another one that is broken as well stays broken.
    await anApprovedWaiver(test, younger.id, { rule: 'C02', documentDate: addDays(started, -1) });
    expect(brokenRules((await start(younger).expect(422)).body)).toEqual(['C03']);
    await anApprovedWaiver(test, younger.id, { rule: 'C03', documentDate: started });
    expect(brokenRules((await start(younger).expect(422)).body)).toEqual(['C03']);
  });

  it('count for nothing once their act was recorded on an earlier day: not approved, and not on the report', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const { accepted, completed } = retrofit.days;
    const { district, supervisor } = test.actors;
    await anApprovedWaiver(test, retrofit.id, { rule: 'C17', documentDate: addDays(completed, -1) });
    await anApprovedWaiver(test, retrofit.id, { rule: 'C15', documentDate: addDays(accepted, 1) });
    const waiting = await aWaiverRequest(test, retrofit.id, {
      rule: 'C18',
      documentDate: addDays(accepted, 1),
    });
    await test.get(RecordInspection).execute(district, retrofit.id, anInspection(retrofit), null);
    await signedByAll(test, retrofit);
    await test.get(CompleteAcceptance).execute(supervisor, retrofit.id, { acceptedOn: accepted }, null);
    const late = await decide('supervisor', waiting).expect(422);
    expect(wrongFields(late.body)).toEqual(['documentDate']);
    const reports = `/api/v1/retrofits/${retrofit.id}/reports`;
    const { body } = await test.as('supervisor').post(reports, {}).expect(201);
    const content = await test
      .as('supervisor')
      .get(`${reports}/${body.id as string}/content`)
      .expect(200);
    expect((content.body.waivers as { rule: string }[]).map(({ rule }) => rule)).toEqual(['C17']);
  });

  it('are listed for who may see the retrofit, and for no contractor', async () => {
    const path = `/api/v1/retrofits/${made.id}/waivers`;
    await test.as(null).get(path).expect(401);
    await test.as('contractor').get(path).expect(403);
    await test.as('neighbour').get(path).expect(404);
    await test.as('street').get(path).expect(200);
  });

  it('wait in the worklist of the supervisor who did not ask', async () => {
    const tasks = async (): Promise<string[]> => {
      const { body } = await test.as('supervisor').get('/api/v1/worklist?kind=waiver&limit=200').expect(200);
      return (body.items as { retrofitId: string }[]).map(({ retrofitId }) => retrofitId);
    };
    await aWaiverRequest(test, made.id, { rule: 'C03', documentDate: made.days.applied, by: 'supervisor' });
    expect(await tasks()).not.toContain(made.id);
    const id = await aWaiverRequest(test, made.id, { rule: 'C02', documentDate: made.days.applied });
    expect((await tasks()).filter((one) => one === made.id)).toHaveLength(1);
    await decide('supervisor', id).expect(200);
    expect(await tasks()).not.toContain(made.id);
  });
});
