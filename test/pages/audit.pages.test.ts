import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { RunAudit } from '../../src/audit/run-audit';
import { importLedger } from '../../src/cli/import-ledger';
import { CliContext } from '../../src/cli/installation-for-cli';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { aFlaggedRetrofit } from '../builders/finding';
import { anOldRecord, anOldYear } from '../builders/found-district';
import { aRetrofit } from '../builders/retrofit';
import { aWorkbook } from '../builders/workbook';
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

  const audited = async (input: object): Promise<string> => {
    const { status, headers } = await supervisor.send('/audits', { areaCode: '990101', sources: 'found', ...input }, '/audits/new'); // prettier-ignore
    expect(status).toBe(303);
    await test.get(RunAudit).execute({ runId: headers['location']!.split('/').at(-1)! });
    return headers['location']!;
  };
  const workbook = async (path: string): ReturnType<typeof readXlsxFile> => {
    const answer = await supervisor.get(path).buffer(true).parse(binary).expect(200);
    return readXlsxFile(answer.body as Buffer);
  };

  it('say of an audit of nothing that there was nothing, and what to do', async () => {
    const run = await audited({ yearFrom: '2011', yearUntil: '2012' });
    const { text } = await supervisor.get(run).expect(200);
    expect(text).toContain('这些年度没有档案');
    expect(text).not.toContain('没有发现疑点');
    expect(text).not.toContain('每条规则都能判断');
    expect((await supervisor.get('/audits/new').expect(200)).text).toContain('只填一项，则只核查这一年度');
  });

  it('lead from a finding to its row in the ledger, and from the old record to its findings', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tantu-audit-'));
    const file = join(folder, '申请表.xlsx');
    const rows = [['年度', '姓名', '社区', '申请日期', '社区意见日期'], ['2018', '周小川', '石桥社区', '2018.5.9', '2018.5.2']]; // prettier-ignore
    writeFileSync(file, aWorkbook([{ name: '台账', rows }]));
    const context = { app: () => Promise.resolve(test.app) } as unknown as CliContext;
    const quiet = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
    for (const one of quiet) one.mockReturnValue(true);
    await importLedger(context, ['--ledger', 'applications', '--area', '990101', file]);
    for (const one of quiet) one.mockRestore();
    rmSync(folder, { recursive: true });
    const run = await audited({ yearFrom: '2018', yearUntil: '2018' });
    const place = '申请表.xlsx · 台账 第 2 行';
    const { text } = await supervisor.get(`${run}/findings?rule=C01`).expect(200);
    expect(text).toContain(place);
    expect(text).toContain('查原始材料');
    const [, sheet] = await workbook(`${run}/export.xlsx`);
    expect(sheet!.data[0]).toEqual(expect.arrayContaining(['处理办法', '台账位置', '档案编号']));
    expect(sheet!.data.find(([, , , , , rule]) => rule === 'C01')).toContain(place);
    const { headers } = await supervisor.get(`${run}/export.xlsx`).expect(200);
    expect(headers['content-disposition']).toContain(encodeURIComponent('核查疑点-990101'));
    const id = /\/audits\/records\/([0-9a-f-]{36})/.exec(text)![1]!;
    expect((await supervisor.get(`/found-records/${id}`).expect(200)).text).toContain(
      `/audits/records/${id}`,
    );
    const { headers: there } = await supervisor.get(`/audits/records/${id}`).expect(303);
    expect(there['location']).toBe(`${run}/findings?recordId=${id}`);
    const own = await supervisor.get(there['location']!).expect(200);
    expect(own.text).toContain('只列出一份档案的疑点');
    expect(own.text).toContain('周*川');
  });

  it('list what is still there between two runs, and give the comparison as a workbook', async () => {
    const [before, after] = [await audited({ yearFrom: '2020' }), await audited({ yearFrom: '2020' })];
    const other = before.split('/').at(-1)!;
    const { text } = await supervisor.get(`${after}/comparison?with=${other}`).expect(200);
    expect(text).toContain(`${after}/comparison?with=${other}&amp;show=same&amp;rule=C07`);
    expect(text).not.toContain('赵*一');
    const same = await supervisor.get(`${after}/comparison?with=${other}&show=same&rule=C07`).expect(200);
    expect(same.text).toContain('赵*一');
    expect(same.text).not.toContain('孙*');
    const sheets = await workbook(`${after}/comparison.xlsx?with=${other}`);
    expect(sheets.map((one) => one.sheet)).toEqual(['汇总', '新增', '已消除', '仍存在']);
    expect(sheets[0]!.data.find(([rule]) => rule === 'C07')!.slice(2)).toEqual([0, 0, 1]);
    expect(sheets[3]!.data.find(([, , , , , rule]) => rule === 'C07')).toContain('赵*一');
  });

  it('show a flag that may stand with who decided so, when and why, and count it apart', async () => {
    const { id, flags } = await aFlaggedRetrofit(test);
    const decision = { ids: flags.slice(0, 1), decision: 'accepted', reason: '停电补录' };
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/findings/decisions`, decision).expect(200);
    const run = await audited({ sources: 'live' });
    const { text } = await supervisor.get(`${run}/findings?recordId=${id}`).expect(200);
    expect(text.match(/韩明远于 [^<]* 决定可以保留：停电补录/g)).toHaveLength(1);
    const { body } = await test.as('supervisor').get(`/api/v1${run}`).expect(200);
    expect((body as { result: { decided: number } }).result.decided).toBe(1);
    expect((await supervisor.get(run).expect(200)).text).toContain('其中已决定可以保留 1');
  });
});

function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
