/**
 * Drives a running Tantu over HTTP, as the five people, from an empty programme to a signed retrofit, and writes
 * the acceptance report.
 *
 *   npm run journey -- --photos DIR --out FILE.pdf [--url http://localhost:3000 --password DEMO_PASSWORD]
 *
 * Without --url it starts a system of its own, with the demonstration's people, in a folder that it removes again. Photos that
 * DIR does not have are drawn.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inventedIdNumber } from '../../src/demo/demo-homes';
import { drawDemoPhoto } from '../../src/demo/demo-photos';
import { sceneOf } from '../../src/demo/demo-scenes';
import { RetrofitStory } from '../../src/demo/retrofit-story';
import { StoryDay, StoryHome } from '../../src/demo/story-world';
import { USUAL_THRESHOLDS } from '../../src/programmes/programmes.dto';
import { StoryApi, StoryFile, StoryPerson } from '../../src/demo/story-api';
import { addDays, CalendarDate, yearOf } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { ownSystem, System } from './own-system';

/** Everything within the last week, so that nothing is a late entry; the notice of this programme takes two days. */
const DAYS_AGO: Record<StoryDay, number> = {
  applied: 7, community: 7, selected: 7, street: 7, noticeFrom: 7, noticeUntil: 5, surveyed: 6, measured: 6, consulted: 6, approved: 4, planned: 4,
  contracted: 3, started: 2, during: 2, completed: 1, inspected: 0, cured: 0, accepted: 0, reported: 0, signed: 0,
}; // prettier-ignore

const today = localDay(new Date());
const day = (what: StoryDay): CalendarDate => addDays(today, -DAYS_AGO[what]);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Photos of a folder one after another; drawn ones once they are used up. */
function photoSource(
  folder: string | undefined,
  turn: number,
): (
  stage: Parameters<typeof drawDemoPhoto>[0]['stage'],
  code: string,
  on: CalendarDate,
) => Promise<StoryFile> {
  const files = folder ? readdirSync(folder).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort() : []; // prettier-ignore
  let used = 0;
  return async (stage, code, on) => {
    const name = files[used];
    used += 1;
    if (folder && name) return { name, content: readFileSync(join(folder, name)) };
    const content = await drawDemoPhoto({
      seed: turn + used,
      scene: sceneOf(code),
      stage,
      takenAt: `${on}T09:${String(used % 60).padStart(2, '0')}:00`,
      offset: '+08:00',
      longSide: 1280,
    });
    return { name: `${stage}-${used}.jpg`, content };
  };
}

async function makeProgramme(
  api: StoryApi,
  turn: number,
): Promise<{ programmeId: string; contractId: string }> {
  const begin = addDays(today, -7);
  const year = yearOf(today);
  const post = (path: string, body: object): Promise<{ id: string }> => api.post('supervisor', path, body);
  const { id: programmeId } = await post('/api/v1/programmes', {
    year, name: `行程演示项目 ${turn}`, grantDocument: `示残联〔${year}〕${turn % 1000}号`, grantedOn: begin, startsOn: begin, endsOn: addDays(today, 90),
    planBy: addDays(today, 30), startBy: addDays(today, 60), finishBy: addDays(today, 80), capFen: 600_000, noticeDays: 2, lateEntryDays: 7, barYears: 0, ...USUAL_THRESHOLDS,
    grades: [1, 2], hardships: ['minimumLiving', 'lowIncome'], tenures: ['owned'], requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
    principalName: '蒋一鸣', deputyName: '梁守正', officerName: '宋清源',
  }); // prettier-ignore
  say(`${begin}  supervisor   年度项目和指标 programme and quota`);
  await post(`/api/v1/programmes/${programmeId}/quota-entries`, {
    kind: 'grant',
    households: 1,
    document: `示残联〔${year}〕${turn % 1000}号`,
    occurredOn: begin,
  });
  const decided = addDays(today, -6);
  const decision = await post(`/api/v1/programmes/${programmeId}/decisions`, {
    heldOn: decided,
    subject: '确定施工单位',
    attendees: ['蒋一鸣', '梁守正', '宋清源'],
    minutes: '会议逐人发表意见并表决，一致同意由该单位承担施工。',
  });
  const { contractorId } = await api.get<{ contractorId: string }>('contractor', '/api/v1/self');
  const signedOn = day('contracted');
  const contract = await post(`/api/v1/programmes/${programmeId}/contracts`, {
    number: `行程合〔${year}〕${turn}`, contractorId, decisionId: decision.id, signedOn, amountFen: 500_000, worksFrom: signedOn, worksUntil: addDays(today, 30),
  }); // prettier-ignore
  say(`${decided}  supervisor   集体决策 collective decision`);
  say(`${signedOn}  supervisor   施工合同 contract`);
  return { programmeId, contractId: contract.id };
}

function homeOf(turn: number): StoryHome {
  return {
    caseworker: 'caseworker',
    areaCode: '990401001001',
    address: `柳堤社区 ${1 + (turn % 9)} 组 ${turn % 400} 号`,
    personName: '司马望舒',
    idNumber: inventedIdNumber('19640521', turn % 1000, String(410_000 + (Math.floor(turn / 1000) % 9000))),
    category: 4,
    grade: 1,
    phone: '0990-5550199',
    memberCount: 2,
    hardship: 'minimumLiving',
    position: { longitude: 113.2251, latitude: 33.7192 },
    needs: '轮椅出不了门，如厕起身困难，听不到敲门。',
    wishes: '门口能推轮椅，厕所有扶手，门铃能闪灯。',
    rooms: [
      { kind: 'entrance', name: '大门口' },
      { kind: 'bathroom', name: '卫生间' },
    ],
    items: [
      { code: 'entrance-ramp', room: '大门口', quantity: 1, unitPriceFen: 140_000 },
      { code: 'toilet-grab-bar', room: '卫生间', quantity: 1, unitPriceFen: 36_000 },
      { code: 'flashing-doorbell', room: '大门口', quantity: 1, unitPriceFen: 26_000 },
    ],
  };
}

async function report(api: StoryApi, retrofitId: string, reportId: string): Promise<Buffer> {
  for (let tries = 0; tries < 300; tries += 1) {
    const pdf = await api.download('supervisor', `/api/v1/retrofits/${retrofitId}/reports/${reportId}/pdf`);
    if (pdf) return pdf;
    await new Promise((resolved) => setTimeout(resolved, 200));
  }
  throw new Error('The report was not made within a minute; see: npm run -s tantu -- jobs:dead');
}

async function journey(): Promise<void> {
  const { values } = parseArgs({
    options: {
      photos: { type: 'string' },
      out: { type: 'string' },
      url: { type: 'string' },
      password: { type: 'string' },
    },
  });
  if (!values.out)
    throw new Error('Say where the report goes: npm run journey -- --photos DIR --out FILE.pdf');
  if (values.photos && !existsSync(values.photos)) throw new Error(`There is no folder ${values.photos}`);
  if (values.url && !values.password)
    throw new Error('With --url give the demo password, as the start prints it: --password');
  const system: System = values.url ? { isOwn: false, address: values.url, password: values.password!, stop: () => Promise.resolve() } : await ownSystem(); // prettier-ignore
  const turn = Math.floor(Date.now() / 1000) % 10_000_000;
  try {
    const api = new StoryApi(system.address, `journey-${turn}`);
    for (const person of [
      'caseworker',
      'street',
      'district',
      'contractor',
      'supervisor',
    ] satisfies StoryPerson[])
      await api.signIn(person, system.password);
    const { programmeId, contractId } = await makeProgramme(api, turn);
    const story = new RetrofitStory(
      {
        api,
        programmeId,
        contractId,
        day,
        at: () => undefined,
        photo: photoSource(values.photos, turn),
        tell: (on, person, what) => say(`${on}  ${person.padEnd(12)} ${what}`),
      },
      homeOf(turn),
    );
    const { retrofitId, reportId } = await story.tell('signed');
    const pdf = await report(api, retrofitId, reportId!);
    mkdirSync(dirname(resolve(values.out)), { recursive: true });
    writeFileSync(values.out, pdf);
    say(
      system.isOwn
        ? '\nThe system of this journey was its own and is removed again; what is left is the report:'
        : `\n${system.address}/retrofits/${retrofitId}`,
    );
    say(`${values.out}: ${Math.round(pdf.length / 1024)} KiB`);
  } finally {
    await system.stop();
  }
}

journey().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
