import readXlsxFile from 'read-excel-file/node';
import { RunAudit } from '../../src/audit/run-audit';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { anOldRecord, anOldYear } from '../builders/found-district';
import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The pages of audits', () => {
  let test: TestApp;
  let supervisor: Visitor;
  let recordId: string;
  let address: string;

  beforeAll(async () => {
    test = await createTestApp();
    supervisor = await Visitor.as(test, 'supervisor');
    await anOldYear(test, 2020);
    const late = { from: calendarDate('2020-04-20'), until: calendarDate('2020-04-20') };
    recordId = await anOldRecord(test, {
      name: '赵小一',
      facts: { contractSignedOn: late, contractor: '=1+1公司' },
    });
    await anOldRecord(test, { name: '钱二' });
  });
  afterAll(() => test.close());

  it('start a run from a form that gives back what was typed', async () => {
    const wrong = await supervisor.send('/audits', { areaCode: '990101', yearFrom: '2022', yearUntil: '2020', sources: 'found' }, '/audits/new'); // prettier-ignore
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('截止年度不能早于起始年度');
    expect(wrong.text).toContain('value="2022"');
    const right = await supervisor.send('/audits', { areaCode: '990101', sources: 'found' }, '/audits/new');
    expect(right.status).toBe(303);
    address = right.headers['location']!;
  });

  it('show a run that is not done without any result, and renew themselves', async () => {
    const { text, headers } = await supervisor.get(address).expect(200);
    expect(headers['refresh']).toBe('3');
    expect(text).toContain('核查即将开始');
    expect(text).not.toContain('按规则');
    await supervisor.get(`${address}/findings`).expect(409);
    await test.get(RunAudit).execute({ runId: address.split('/').at(-1)! });
  });

  it('show what a run found by rule, year, contractor and community, and what it could not judge', async () => {
    const { text, headers } = await supervisor.get(address).expect(200);
    expect(headers['refresh']).toBeUndefined();
    for (const part of [
      '按规则',
      '按年度',
      '按施工单位',
      '按社区',
      '无法判断的规则',
      'C07',
      '=1+1公司',
      '石桥社区',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`${address}/findings?rule=C07`);
    expect((await supervisor.get('/audits').expect(200)).text).toContain(address);
  });

  it('tell each finding in words, in both languages, with the way to its record and the name masked', async () => {
    const { text } = await supervisor.get(`${address}/findings?rule=C07`).expect(200);
    expect(text).toContain('赵*一');
    expect(text).not.toContain('赵小一');
    expect(text).toContain(`/found-records/${recordId}`);
    expect(text).toContain('2020年4月20日');
    const english = await supervisor.get(`${address}/findings?lang=en`).expect(200);
    expect(english.text).toMatch(/20 Apr(il)? 2020/);
    await supervisor.get(`${address}/findings?lang=zh-CN`).expect(200);
  });

  it('give the result as a workbook in the reader’s language: summary, a row for each finding, what was not judged', async () => {
    const read = async (lang: string): Promise<Awaited<ReturnType<typeof readXlsxFile>>> => {
      const answer = await supervisor.get(`${address}/export.xlsx?lang=${lang}`).buffer(true).parse(binary).expect(200);
      return readXlsxFile(answer.body as Buffer);
    };
    const [summary, findings, notJudged] = await read('en');
    expect([summary, findings, notJudged].map((one) => one!.sheet)).toEqual(['Summary', 'Findings', 'Not judged']);
    expect(summary!.data.flat()).toEqual(expect.arrayContaining(['Records', 2, 'Findings', 1]));
    expect(findings!.data).toHaveLength(2);
    expect(findings!.data[1]).toEqual(expect.arrayContaining(['Ledger', 2020, '赵*一', '=1+1公司', 'C07', recordId]));
    expect(notJudged!.data.find(([rule]) => rule === 'E05')).toBeDefined();
    expect((await read('zh-CN'))[1]!.sheet).toBe('疑点');
    const [entry] = await test.db.query<{ count: number }>(`SELECT count(*)::int AS count FROM history_entries WHERE kind = 'audit.exported'`);
    expect(entry).toEqual({ count: 2 });
  }); // prettier-ignore

  it('compare with the run before: new, cured and still there', async () => {
    await anOldRecord(test, { name: '孙三', facts: { completedOn: null } });
    const again = (await supervisor.send('/audits', { areaCode: '990101', sources: 'found' }, '/audits/new')).headers['location']!; // prettier-ignore
    await test.get(RunAudit).execute({ runId: again.split('/').at(-1)! });
    const link = /href="([^"]*\/comparison\?with=[^"]*)"/.exec((await supervisor.get(again)).text)?.[1];
    const { text } = await supervisor.get(link!).expect(200);
    expect(text).toContain('新增的疑点');
    expect(text).toContain('孙*');
    expect(text).not.toContain('赵*一');
  });

  it('audit living files too, with the way to the retrofit', async () => {
    const { id: retrofitId } = await aRetrofit(test).consulted().build();
    const run = (await supervisor.send('/audits', { areaCode: '990101', sources: 'live' }, '/audits/new')).headers['location']!; // prettier-ignore
    await test.get(RunAudit).execute({ runId: run.split('/').at(-1)! });
    const { body } = await test.as('supervisor').get(`/api/v1${run}`).expect(200);
    expect((body as { result: { records: object } }).result.records).toEqual({ found: 0, live: 1 });
    expect((await supervisor.get(`${run}/findings`).expect(200)).text).toContain(`/retrofits/${retrofitId}`);
  });
});

function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
