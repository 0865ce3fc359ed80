import { RecordInspection } from '../../src/acceptance/record-inspection';
import { RenderReport } from '../../src/acceptance/render-report';
import { InspectedItemDto } from '../../src/acceptance/acceptance.dto';
import {
  aCompletedRetrofit,
  aDrawnSignature,
  anAcceptedRetrofit,
  anInspection,
  aReportedRetrofit,
  CompletedRetrofit,
  flagsDecided,
  goodBars,
  goodBell,
  signedByAll,
} from '../builders/acceptance';
import { PEOPLE, PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
const hashIn = (html: string): string =>
  /name="(?:contentHash|reportHash)" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';

/** Nested fields under the names that a browser sends: items[0][measured][0][key]. */
function flat(value: object, path = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, entry]: [string, unknown]) => {
      const name = path === '' ? key : `${path}[${key}]`;
      return typeof entry === 'object' && entry !== null
        ? flat(entry, name)
        : { [name]: typeof entry === 'string' ? entry : JSON.stringify(entry ?? '') };
    }),
  ) as Record<string, string>;
}

/** An item as its fieldset sends it: ticked boxes only. */
function itemFields({ unboxed, connected, measured, ...item }: InspectedItemDto): object {
  const ticks = { ...(unboxed && { unboxed: 'yes' }), ...(connected && { connected: 'yes' }) };
  const values = measured.map(({ key, value }) => ({
    key,
    value: value ?? '',
    reasonUnmet: '',
    reasonAgreedBy: '',
  }));
  return { ...item, ...ticks, note: item.note ?? '', measured: values };
}

describe('The pages of acceptance', () => {
  let test: TestApp;
  const visitors = new Map<PersonKey, Visitor>();
  beforeAll(async () => {
    test = await createTestApp();
    for (const person of [
      'caseworker',
      'street',
      'district',
      'contractor',
      'supervisor',
      'auditor',
      'stranger',
    ] as const)
      visitors.set(person, await Visitor.as(test, person));
  });
  afterAll(() => test.close());

  const as = (person: PersonKey): Visitor => visitors.get(person)!;
  const acceptance = (id: string): string => `/retrofits/${id}/acceptance`;
  const inspected = async (retrofit: CompletedRetrofit): Promise<void> =>
    void (await test
      .get(RecordInspection)
      .execute(test.actors.district, retrofit.id, anInspection(retrofit), null));

  it('show what is planned, what is demanded and how sure that is, and take a round of inspection', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const page = `${acceptance(retrofit.id)}/inspection`;
    const { text } = await as('district').get(page).expect(200);
    expect(text).toContain('坐便器扶手');
    expect(text).toContain('方案：2 副');
    expect(text).toContain('650 mm 至 700 mm');
    expect(text).toContain('据二手资料');
    expect(text).toContain('方案值 700 mm');
    const fields = {
      inspectedOn: retrofit.days.accepted,
      opinion: '合格',
      version: versionIn(text),
      items: [itemFields(goodBars(retrofit)), itemFields(goodBell(retrofit))],
    };
    const answer = await as('district').send(page, flat(fields));
    expect([answer.status, answer.headers.location]).toEqual([303, acceptance(retrofit.id)]);
    const shown = await as('district').get(acceptance(retrofit.id)).expect(200);
    expect(shown.text).toContain('第 1 次检查');
    expect(shown.text).toContain('请住户签字');
    expect(shown.text).toContain('验收缺少签字');
  });

  it('bring the form back with everything typed and each fault at its field', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const page = `${acceptance(retrofit.id)}/inspection`;
    const boxed = itemFields(goodBell(retrofit, { unboxed: false, note: '还在箱子里' }));
    const fields = {
      inspectedOn: retrofit.days.accepted,
      opinion: '写了很多',
      items: [itemFields(goodBars(retrofit)), boxed],
    };
    const { status, text } = await as('district').send(page, flat(fields));
    expect(status).toBe(400);
    expect(text).toContain('没有拆箱、没有接好的设备不能判为合格');
    expect(text).toContain('href="#items-1-result"');
    expect(text).toContain('还在箱子里');
    expect(text).toContain('写了很多');
    const early = await as('district').send(page, flat({ ...fields, inspectedOn: retrofit.days.started }));
    expect(early.status).toBe(422);
    expect(early.text).toContain('C10');
    expect(early.text).toContain('href="#inspectedOn"');
  });

  it('let the contractor cure a defect and the district inspect what failed', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const failed = goodBars(retrofit, { result: 'defect', note: '扶手松动' });
    await test
      .get(RecordInspection)
      .execute(
        test.actors.district,
        retrofit.id,
        anInspection(retrofit, { items: [failed, goodBell(retrofit)] }),
        null,
      );
    const { text } = await as('contractor').get(acceptance(retrofit.id)).expect(200);
    expect(text).toContain('扶手松动');
    const cure = /action="([^"]+\/cure)"/.exec(text)![1]!;
    const refused = await as('contractor').send(
      cure,
      { curedOn: retrofit.days.completed, note: '已加固' },
      acceptance(retrofit.id),
    );
    expect([refused.status, refused.text.includes('C19'), refused.text.includes('已加固')]).toEqual([
      422,
      true,
      true,
    ]);
    const done = await as('contractor').send(
      cure,
      { curedOn: retrofit.days.accepted, note: '已加固' },
      acceptance(retrofit.id),
    );
    expect(done.status).toBe(303);
    const again = await as('district')
      .get(`${acceptance(retrofit.id)}/inspection`)
      .expect(200);
    expect(again.text).toContain('坐便器扶手');
    expect(again.text).not.toContain('闪光门铃');
    const all = await as('district')
      .get(`${acceptance(retrofit.id)}/inspection?all=yes`)
      .expect(200);
    expect(all.text).toContain('闪光门铃');
  });

  it('take each signature from whom it is, say who is missing and who has to sign in, then complete', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspected(retrofit);
    const strokes = JSON.stringify(aDrawnSignature());
    const page = (role: string): string => `${acceptance(retrofit.id)}/signatures/${role}`;
    const sign = async (person: PersonKey, role: string): Promise<string | undefined> => {
      const { text } = await as(person).get(page(role)).expect(200);
      if (role !== 'household') {
        expect(text).toContain(`以您本人的名义签字：${PEOPLE[person].name}`);
        expect(text).not.toContain('name="signerName"');
      }
      const answer = await as(person).send(page(role), {
        ...(role === 'household' && { relation: 'self' }),
        contentHash: hashIn(text),
        signedOn: retrofit.days.accepted,
        strokes,
      });
      expect(answer.status).toBe(303);
      return answer.headers.location;
    };
    const missing = await as('district').get(acceptance(retrofit.id)).expect(200);
    expect(missing.text).toContain('由长坡街道石桥社区的用户登录本人账号签');
    expect(missing.text).toContain('由长坡街道的用户登录本人账号签');
    expect(missing.text).not.toContain('/signatures/street');
    await as('district').get(page('street')).expect(404);
    await as('supervisor').get(page('household')).expect(404);
    expect(await sign('caseworker', 'household')).toBe(page('community'));
    expect(await sign('caseworker', 'community')).toBe(acceptance(retrofit.id));
    for (const person of ['street', 'district', 'contractor'] as const)
      expect(await sign(person, person)).toBe(acceptance(retrofit.id));
    const waiting = await as('supervisor').get(acceptance(retrofit.id)).expect(200);
    expect(waiting.text).toContain('等待主管决定的疑点');
    expect(waiting.text).toContain(`href="/retrofits/${retrofit.id}/findings"`);
    expect(waiting.text).not.toContain('/acceptance/completion');
    await flagsDecided(test, retrofit);
    const whole = await as('supervisor').get(acceptance(retrofit.id)).expect(200);
    expect(whole.text).toContain('签字齐全');
    expect(whole.text).not.toContain('等待主管决定的疑点');
    const fields = { acceptedOn: retrofit.days.accepted, version: versionIn(whole.text) };
    const done = await as('supervisor').send(
      `${acceptance(retrofit.id)}/completion`,
      fields,
      acceptance(retrofit.id),
    );
    expect(done.headers.location).toBe(acceptance(retrofit.id));
    expect((await as('supervisor').get(acceptance(retrofit.id))).text).toContain('验收合格');
  });

  it('keep a refused signature: what a proxy said stays on the page', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspected(retrofit);
    const page = `${acceptance(retrofit.id)}/signatures/household`;
    const { text } = await as('district').get(page).expect(200);
    const proxy = {
      relation: 'proxy',
      signerName: '李四',
      proxyRelation: '侄子',
      proxyReason: '本人不识字',
      witnessName: '李四',
    };
    const fields = {
      ...proxy,
      contentHash: hashIn(text),
      signedOn: retrofit.days.accepted,
      strokes: JSON.stringify(aDrawnSignature()),
    };
    const { status, text: again } = await as('district').send(page, fields);
    expect(status).toBe(422);
    expect(again).toContain('S05');
    expect(again).toContain('本人不识字');
    expect(again).toContain(`value="${fields.strokes}"`);
  });

  it('show readers everything and let them do nothing', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await inspected(retrofit);
    const { text } = await as('auditor').get(acceptance(retrofit.id)).expect(200);
    expect(text).not.toContain('/signatures/');
    expect(text).not.toContain('/inspection"');
    await as('auditor')
      .get(`${acceptance(retrofit.id)}/inspection`)
      .expect(403);
    await as('caseworker')
      .get(`${acceptance(retrofit.id)}/inspection`)
      .expect(404);
    await as('stranger').get(acceptance(retrofit.id)).expect(404);
  });

  it('issue the report after asking once more, say that it is being made, hand it out', async () => {
    const retrofit = await anAcceptedRetrofit(test, { withPictures: true });
    const page = `/retrofits/${retrofit.id}/report`;
    const { text } = await as('supervisor').get(page).expect(200);
    expect(text).toContain('签发后内容不能更改');
    expect((await as('caseworker').get(page).expect(200)).text).not.toContain('签发后内容不能更改');
    const issued = await as('supervisor').send(page, {});
    expect([issued.status, issued.headers.location]).toEqual([303, page]);
    const making = await as('supervisor').get(page).expect(200);
    expect(making.text).toContain('正在生成 PDF');
    expect(making.headers.refresh).toBe('3');
    const [report] = await test.db.query<{ id: string }>(
      'SELECT id FROM acceptance_reports WHERE retrofit_id = $1',
      [retrofit.id],
    );
    const early = await as('supervisor').get(`${page}/${report!.id}/pdf`).expect(409);
    expect(early.text).toContain('正在生成 PDF');
    await test.get(RenderReport).execute({ reportId: report!.id });
    const ready = await as('supervisor').get(page).expect(200);
    expect(ready.text).toContain('下载 PDF');
    expect(ready.headers.refresh).toBeUndefined();
    const pdf = await as('supervisor').get(`${page}/${report!.id}/pdf`).buffer(true).expect(200);
    expect(pdf.headers['content-type']).toContain('application/pdf');
    const replaced = await as('supervisor').send(page, { supersedesId: report!.id, reason: '' });
    expect(replaced.status).toBe(400);
    expect(
      (await as('supervisor').send(page, { supersedesId: report!.id, reason: '住户姓名有误' })).status,
    ).toBe(303);
    const both = await as('supervisor').get(page).expect(200);
    expect(both.text).toContain('已被替代的报告');
  });

  it('ask the household in plain words and sign, or note what is wrong', async () => {
    const retrofit = await aReportedRetrofit(test);
    const page = `/retrofits/${retrofit.id}/satisfaction`;
    const { text } = await as('caseworker').get(page).expect(200);
    expect(text).toContain('您满意吗');
    expect(text).toContain('坐便器扶手（卫生间）2 副');
    const fields = {
      outcome: 'notDone', words: '', relation: 'self', statedOn: retrofit.days.signed, reportHash: hashIn(text), version: versionIn(text),
      strokes: JSON.stringify(aDrawnSignature()),
    }; // prettier-ignore
    const unexplained = await as('caseworker').send(page, fields);
    expect([unexplained.status, unexplained.text.includes('href="#words"')]).toEqual([400, true]);
    expect((await as('caseworker').send(page, { ...fields, words: '门铃没有装' })).status).toBe(303);
    const complained = await as('caseworker').get(page).expect(200);
    expect(complained.text).toContain('门铃没有装');
    const hasty = await as('caseworker').send(page, {
      ...fields,
      outcome: 'satisfied',
      version: versionIn(complained.text),
    });
    expect([hasty.status, hasty.text.includes('S07')]).toEqual([422, true]);
  });

  it('say in English what they say in Chinese', async () => {
    const retrofit = await aReportedRetrofit(test);
    for (const path of ['acceptance', 'report', 'satisfaction']) {
      const { text } = await as('supervisor').get(`/retrofits/${retrofit.id}/${path}?lang=en`).expect(200);
      expect(text).toContain('lang="en"');
    }
    const { text } = await as('district')
      .get(`/retrofits/${(await signedOnly()).id}/acceptance?lang=en`)
      .expect(200);
    expect(text).toContain('Not signed');
  });

  const signedOnly = async (): Promise<CompletedRetrofit> => {
    const retrofit = await aCompletedRetrofit(test);
    await inspected(retrofit);
    await signedByAll(test, retrofit, ['street']);
    return retrofit;
  };
});
