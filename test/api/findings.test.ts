import readXlsxFile from 'read-excel-file/node';
import { newId } from '../../src/platform/database/ids';
import { aFlaggedRetrofit, FlaggedRetrofit } from '../builders/finding';
import { aCompletedRetrofit, anInspection, aSigning, ALL_SIGNERS, SIGNING } from '../builders/acceptance';
import { TakeSignature } from '../../src/acceptance/take-signature';
import { brokenRules, faults, wrongFields } from '../support/answers';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

interface Item {
  id: string;
  rule: string;
  state: string;
  decision: { by: string; reason: string } | null;
}

describe('Findings over the API', () => {
  let test: TestApp;
  let made: FlaggedRetrofit;
  beforeAll(async () => {
    test = await createTestApp();
    made = await aFlaggedRetrofit(test);
  });
  afterAll(() => test.close());

  const decide = (id: string, body: object, who: PersonKey = 'supervisor') =>
    test.as(who).post(`/api/v1/retrofits/${id}/findings/decisions`, body);
  const itemsOf = async (id: string, query = ''): Promise<Item[]> =>
    ((await test.as('caseworker').get(`/api/v1/retrofits/${id}/findings${query}`).expect(200)).body as { items: Item[] }).items; // prettier-ignore

  describe('of one retrofit', () => {
    it('are told with what was found, where it is put right and since when', async () => {
      const items = await itemsOf(made.id);
      expect(items.map(({ rule, state }) => [rule, state])).toEqual([['C14', 'open'], ['C14', 'open']]); // prettier-ignore
      expect(items.find(({ id }) => id === made.flags[0])).toMatchObject({
        mode: 'flag',
        subject: { type: 'retrofit', id: made.id, part: 'appliedOn' },
        facts: { date: 'appliedOn', on: made.days.applied, limitDays: 7 },
        fixAt: { page: 'application' },
        openedAt: expect.stringMatching(/^\d{4}-/) as string,
        closedAt: null,
        decision: null,
      });
      expect(await itemsOf(made.id, '?state=closed')).toEqual([]);
    });

    it('are for whoever may read them, and exist only with their retrofit', async () => {
      const url = `/api/v1/retrofits/${made.id}/findings`;
      await test.as(null).get(url).expect(401);
      await test.as('contractor').get(url).expect(403);
      await test.as('neighbour').get(url).expect(404);
      await test.as('caseworker').get(`/api/v1/retrofits/${newId()}/findings`).expect(404);
      const { body } = await test.as('caseworker').get(`${url}?state=gone`).expect(400);
      expect(wrongFields(body)).toEqual(['state']);
    });
  });

  describe('are decided', () => {
    it('several at once, with a reason that the file keeps', async () => {
      const { id, flags } = await aFlaggedRetrofit(test);
      const { body } = await decide(id, { ids: flags, decision: 'accepted', reason: '停电补录' }).expect(200);
      expect(body).toEqual({ decided: 2 });
      const items = await itemsOf(id, '?state=accepted');
      expect(items.map(({ decision }) => decision)).toEqual(
        flags.map(() => expect.objectContaining({ by: '韩明远', reason: '停电补录' }) as object),
      );
      const entries = await test.db.query<{ kind: string }>(
        `SELECT kind FROM history_entries WHERE retrofit_id = $1 AND kind LIKE 'finding.%'`,
        [id],
      );
      expect(entries.map(({ kind }) => kind)).toEqual(['finding.accepted', 'finding.accepted']);
    });

    it('by a supervisor of the area alone', async () => {
      const { id, flags } = await aFlaggedRetrofit(test);
      const input = { ids: flags, decision: 'accepted', reason: '补录' };
      await test.as(null).post(`/api/v1/retrofits/${id}/findings/decisions`, input).expect(401);
      for (const who of ['caseworker', 'district', 'contractor', 'auditor', 'admin'] as const)
        await decide(id, input, who).expect(403);
      await decide(id, input, 'stranger').expect(404);
      await decide(id, { ...input, ids: [newId()] }).expect(404);
      await decide(id, { ...input, ids: [made.flags[0]] }).expect(404);
      expect(await itemsOf(id, '?state=open')).toHaveLength(2);
    });

    it('with a decision that exists and a reason', async () => {
      const { body } = await decide(made.id, { ids: [], decision: 'ignored', reason: ' ' }).expect(400);
      expect(wrongFields(body).sort()).toEqual(['decision', 'ids', 'reason']);
    });

    it('not when the cause is gone, nor when a rule refuses it', async () => {
      const { id, flags } = await aFlaggedRetrofit(test);
      await test.db.query(`UPDATE applications SET needs = '另写' WHERE retrofit_id = $1`, [id]);
      await test.db.query('INSERT INTO findings_due (retrofit_id) VALUES ($1)', [id]);
      const stopped = (await itemsOf(id)).find(({ rule }) => rule === 'S03')!;
      const refused = await decide(id, { ids: [stopped.id], decision: 'accepted', reason: '没事' }).expect(409);
      expect(faults(refused.body)).toContain('不能直接认可');
      const level = { level: 0, givenOn: new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10), reason: '看错' };
      await test.db.query('UPDATE application_steps SET given_on = $2 WHERE retrofit_id = $1 AND level = 1', [id, level.givenOn]);
      await test.as('caseworker').post(`/api/v1/retrofits/${id}/application/date-corrections`, level);
      const closed = await decide(id, { ids: [flags[1]], decision: 'accepted', reason: '补录' }).expect(409);
      expect(faults(closed.body)).toContain('原因已经消除');
    }); // prettier-ignore

    it('before the acceptance, which is refused until then; one that must be put right stops it as well', async () => {
      const retrofit = await aCompletedRetrofit(test);
      const path = `/api/v1/retrofits/${retrofit.id}`;
      await test.as('district').post(`${path}/inspections`, anInspection(retrofit)).expect(201);
      for (const role of ALL_SIGNERS) {
        await test
          .get(TakeSignature)
          .execute(test.actors[SIGNING[role]], retrofit.id, await aSigning(test, retrofit, role));
      }
      const accept = () =>
        test.as('supervisor').post(`${path}/acceptance`, { acceptedOn: retrofit.days.accepted });
      expect(brokenRules((await accept().expect(422)).body)).toContain('C14');
      const shown = await test.as('district').get(`${path}/acceptance`).expect(200);
      expect(shown.body).toMatchObject({ blocking: [] });
      const ids = (await itemsOf(retrofit.id)).map(({ id }) => id);
      expect(shown.body.undecidedFlags).toHaveLength(ids.length);
      await decide(retrofit.id, { ids, decision: 'rejected', reason: '纸质记录呢？' }).expect(200);
      expect(brokenRules((await accept().expect(422)).body)).toContain('C14');
      await decide(retrofit.id, { ids, decision: 'accepted', reason: '已看过纸质记录' }).expect(200);
      await accept().expect(200);
    });
  });

  describe('of the whole area', () => {
    const list = async (query: string, who: PersonKey = 'supervisor') =>
      (await test.as(who).get(`/api/v1/findings${query}`).expect(200)).body as { items: (Item & { retrofitId: string; personName: string })[]; next: string | null }; // prettier-ignore

    it('come in pages, each once', async () => {
      const all = (await list('?limit=200&state=all')).items.map(({ id }) => id);
      const paged: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page: { items: Item[]; next: string | null } = await list(`?limit=3&state=all${next && `&after=${next}`}`); // prettier-ignore
        paged.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
      expect(all.length).toBeGreaterThan(4);
      expect(paged).toEqual(all);
      expect(new Set(paged).size).toBe(paged.length);
    });

    it('are those that stand, unless another state is asked for', async () => {
      const states = async (query: string): Promise<string[]> => [
        ...new Set((await list(`?limit=200${query}`)).items.map(({ state }) => state)),
      ];
      expect((await states('')).every((state) => state === 'open' || state === 'rejected')).toBe(true);
      expect(await states('&state=accepted')).toEqual(['accepted']);
    });

    it('are narrowed by rule, mode, programme, contractor, area and name', async () => {
      const count = async (query: string): Promise<number> => (await list(`?limit=200&${query}`)).items.length; // prettier-ignore
      expect(await count(`programme=${made.programmeId}&rule=C14&mode=flag`)).toBe(2);
      expect(await count(`programme=${made.programmeId}&rule=C13`)).toBe(0);
      expect(await count(`programme=${made.programmeId}&mode=block`)).toBe(0);
      expect(await count(`programme=${made.programmeId}&contractor=${test.actors.contractor.contractorId}`)).toBe(0); // prettier-ignore
      expect(await count('area=990101002')).toBe(0);
      const [{ personName } = { personName: '' }] = (await list(`?programme=${made.programmeId}`)).items;
      expect(await count(`programme=${made.programmeId}&search=${encodeURIComponent(personName.slice(0, 1))}`)).toBe(2); // prettier-ignore
      expect(await count(`programme=${made.programmeId}&search=${encodeURIComponent('无此人')}`)).toBe(0);
    });

    it('are those of one’s own area, and none of a contractor’s business', async () => {
      await test.as(null).get('/api/v1/findings').expect(401);
      await test.as('contractor').get('/api/v1/findings').expect(403);
      expect((await list('?state=all', 'stranger')).items).toEqual([]);
      expect((await list(`?programme=${made.programmeId}`, 'auditor')).items).toHaveLength(2);
      for (const wrong of ['rule=c14', 'mode=odd', 'state=odd', 'programme=1', 'area=x', 'limit=0'])
        await test.as('supervisor').get(`/api/v1/findings?${wrong}`).expect(400);
      expect((await list('?after=nonsense')).items.length).toBeGreaterThan(0);
    });
  });

  describe('one by one', () => {
    it('tell everything that happened to them', async () => {
      const { id, flags } = await aFlaggedRetrofit(test);
      await decide(id, { ids: [flags[0]], decision: 'cured', reason: '补了会议记录' }).expect(200);
      const { body } = await test.as('auditor').get(`/api/v1/findings/${flags[0]}`).expect(200);
      expect(body).toMatchObject({ retrofitId: id, state: 'cured', timesOpened: 1 });
      expect((body.events as { kind: string; by: string; reason: string }[]).map(({ kind, by, reason }) => [kind, by, reason])).toEqual([
        ['opened', '', ''],
        ['cured', '韩明远', '补了会议记录'],
      ]); // prettier-ignore
    });

    it('exist for their own area', async () => {
      const url = `/api/v1/findings/${made.flags[0]}`;
      await test.as(null).get(url).expect(401);
      await test.as('contractor').get(url).expect(403);
      await test.as('stranger').get(url).expect(404);
      await test.as('supervisor').get(`/api/v1/findings/${newId()}`).expect(404);
      await test.as('supervisor').get('/api/v1/findings/first').expect(400);
    });
  });

  describe('as a file', () => {
    const file = (query: string, who: PersonKey = 'supervisor', language = 'zh-CN') =>
      test
        .as(who)
        .get(`/api/v1/findings/export?programme=${made.programmeId}&${query}`)
        .set('Accept-Language', language)
        .buffer(true)
        .parse((answer, done) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => done(null, Buffer.concat(chunks)));
        });

    it('are a workbook with a row for each, in the reader’s words', async () => {
      const answer = await file('format=xlsx').expect(200);
      expect(answer.headers['content-disposition']).toContain('.xlsx');
      const [sheet] = await readXlsxFile(answer.body as Buffer);
      const rows = sheet!.data;
      expect(rows[0]!.slice(0, 5)).toEqual(['规则编号', '规则', '类别', '状态', '残疾人']);
      expect(rows.slice(1).map((row) => [row[0], row[3]])).toEqual([['C14', '未决定'], ['C14', '未决定']]);
      expect(String(rows[1]![9])).toContain('迟了');
    }); // prettier-ignore

    it('are text that a spreadsheet reads, and takes no text for a formula', async () => {
      const { id, flags } = await aFlaggedRetrofit(test, made.programmeId);
      await decide(id, { ids: [flags[0]], decision: 'accepted', reason: '=1+1，"已核对"' }).expect(200);
      const answer = await file('format=csv&state=accepted', 'supervisor', 'en').expect(200);
      expect(answer.headers['content-type']).toContain('text/csv');
      const text = (answer.body as Buffer).toString('utf8');
      expect(text.startsWith('\uFEFFRule,What it is about,')).toBe(true);
      expect(text).toContain(`"'=1+1，""已核对"""`);
      expect(text.trim().split('\r\n')).toHaveLength(2);
    });

    it('hide people’s names from an auditor (X01)', async () => {
      const [{ name } = { name: '' }] = await test.db.query<{ name: string }>('SELECT name FROM people WHERE id = $1', [made.personId]); // prettier-ignore
      const read = async (who: PersonKey): Promise<string> => ((await file('format=csv', who).expect(200)).body as Buffer).toString('utf8'); // prettier-ignore
      expect(await read('supervisor')).toContain(name);
      expect(await read('auditor')).not.toContain(name);
      expect(await read('auditor')).toContain(`${name.slice(0, 1)}*`);
    });

    it('are for whoever may read them, in a form that exists', async () => {
      await test.as(null).get('/api/v1/findings/export?format=csv').expect(401);
      await test.as('contractor').get('/api/v1/findings/export?format=csv').expect(403);
      const { body } = await test.as('supervisor').get('/api/v1/findings/export?format=pdf').expect(400);
      expect(wrongFields(body)).toEqual(['format']);
    });
  });
});
