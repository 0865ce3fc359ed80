import { once } from 'node:events';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { INestApplication } from '@nestjs/common';
import { createApp } from '../app.setup';
import { CreateUser } from '../access/users/create-user';
import { creditCodeCheckSign } from '../contractors/credit-code';
import { PhotoStage } from '../plans/catalogue/catalogue-item';
import { Config } from '../platform/config/config';
import { Secrets } from '../platform/config/secrets';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { addDays, CalendarDate, latest, yearOf } from '../platform/time/calendar-date';
import { MutableClock } from '../platform/time/clock';
import { instantOfLocal, localDay } from '../platform/time/district-time';
import { USUAL_THRESHOLDS } from '../programmes/programmes.dto';
import { DEMO_AREAS, DEMO_CONTRACTOR, DEMO_DOCUMENT_PREFIX, DEMO_PEOPLE } from './demo-district';
import { DEMO_HOMES, DemoHome } from './demo-homes';
import { demoPassword } from './demo-people';
import { drawDemoPhoto } from './demo-photos';
import { sceneOf } from './demo-scenes';
import { RetrofitStory } from './retrofit-story';
import { StoryApi, StoryFile, StoryPerson } from './story-api';
import { StoryDay, StoryHome } from './story-world';

export interface DemoOptions {
  config: Config;
  secrets: Secrets;
  databaseUrl: string;
}

/** Days after the application on which each thing happens, as a district with all in order does it. */
const DAYS_AFTER: Record<StoryDay, number> = {
  applied: 0, community: 1, selected: 2, street: 3, noticeFrom: 4, noticeUntil: 12, surveyed: 5, measured: 5, consulted: 6, approved: 14, planned: 18,
  contracted: 22, started: 26, during: 29, completed: 34, inspected: 38, cured: 43, accepted: 45, reported: 46, signed: 48,
}; // prettier-ignore

/**
 * Fills a new database with a fictional district, by telling the stories of its households to the application
 * itself, over its API, with a clock that is moved along. Cut off in the middle, it goes on where it stopped.
 */
export async function seedDemo(options: DemoOptions): Promise<void> {
  const clock = new MutableClock(new Date());
  const quiet = { ...options.config, LOG_LEVEL: 'warn' as const };
  const app = await createApp({ ...options, config: quiet, clock, isDemo: () => true, works: false });
  try {
    await app.listen(0, '127.0.0.1');
    const server = app.getHttpServer() as Server;
    const api = new StoryApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'demo');
    await new DemoSeed(app, api, clock, demoPassword(options.config)).run(
      options.config.TANTU_DEMO === 'people' ? [] : DEMO_HOMES,
    );
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  } finally {
    await app.close();
  }
}

type DemoWaiver = NonNullable<DemoHome['waiver']>;

/** The scan of a document of consent: one empty page. */
const DEMO_CONSENT = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

class DemoSeed {
  private readonly today = localDay(new Date());
  private photos = 0;

  constructor(
    private readonly app: INestApplication,
    private readonly api: StoryApi,
    private readonly clock: MutableClock,
    private readonly password: string,
  ) {}

  async run(homes: readonly DemoHome[]): Promise<void> {
    await this.declare();
    await this.people();
    const { programmeId, contractId } = await this.procure();
    for (const [index, demoHome] of homes.entries()) {
      process.stderr.write(`Preparing the demonstration: household ${index + 1} of ${homes.length}\n`);
      await this.tellOf(demoHome, programmeId, contractId);
    }
    await this.system((tx) => tx.change('UPDATE installation SET demo_seeded_at = now()'));
  }

  private async tellOf(demoHome: DemoHome, programmeId: string, contractId: string): Promise<void> {
    const { home, until, appliedDaysAgo, defectOf, outcome, waiver, borrows } = demoHome;
    const { surveyLate = 0, startLate = 0 } = demoHome;
    const applied = addDays(this.today, -appliedDaysAgo);
    const late = new Map([
      [addDays(applied, DAYS_AFTER.surveyed), surveyLate],
      [addDays(applied, DAYS_AFTER.started), startLate],
    ]);
    let recordedOn = applied;
    const { retrofitId } = await new RetrofitStory(
      {
        api: this.api,
        programmeId,
        contractId,
        day: (what) => addDays(applied, DAYS_AFTER[what]),
        // What comes after a late entry can't have been recorded before it.
        at: (day) => {
          recordedOn = latest(recordedOn, addDays(day, late.get(day) ?? 0));
          this.clock.set(this.noon(recordedOn));
        },
        photo: (stage, code, takenOn) => this.photo(home, stage, code, takenOn, borrows),
        tell: () => undefined,
        defectOf,
        outcome,
      },
      home,
    ).tell(until);
    if (waiver) await this.waive(retrofitId, home, waiver);
  }

  private async waive(retrofitId: string, { caseworker }: StoryHome, waiver: DemoWaiver): Promise<void> {
    const { rule, reason, isApproved } = waiver;
    const asked = addDays(this.today, -1);
    this.clock.set(this.noon(asked));
    const fields = {
      rule,
      reason,
      authority: '示例市残疾人联合会',
      documentNumber: `示残联函〔${yearOf(this.today)}〕9号`,
      documentDate: addDays(asked, -1),
    };
    const scan = { name: '同意函.pdf', content: DEMO_CONSENT };
    const { id } = await this.api.attach(caseworker, `/api/v1/retrofits/${retrofitId}/waivers`, fields, scan);
    if (isApproved)
      await this.api.post('supervisor', `/api/v1/waivers/${id}/decision`, {
        verdict: 'approve',
        note: '情况属实',
      });
  }

  private system<Result extends number | void>(
    work: (tx: Parameters<Parameters<ReturnType<Database['as']>['write']>[0]>[0]) => Promise<Result>,
  ): Promise<Result> {
    return this.app.get(Database).as(systemActor('demo')).write(work);
  }

  private noon(day: CalendarDate): Date {
    const noon = instantOfLocal(day, '12:00');
    return noon > new Date() ? new Date() : noon;
  }

  private async declare(): Promise<void> {
    await this.system(async (tx) => {
      await tx.change('UPDATE installation SET is_demo = true WHERE NOT is_demo');
      for (const [code, zh, en] of DEMO_AREAS) {
        const parent = DEMO_AREAS.map(([one]) => one).filter((one) => one !== code && code.startsWith(one)).at(-1) ?? null; // prettier-ignore
        await tx.change(
          `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en, document_prefix)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
          [
            code,
            parent,
            zh,
            en,
            `${zh}残疾人${code.length === 12 ? '协会' : '联合会'}`,
            `${en} Disabled Persons’ ${code.length === 12 ? 'Association' : 'Federation'}`,
            code.length === 6 ? DEMO_DOCUMENT_PREFIX : null,
          ],
        );
      }
    });
  }

  private async people(): Promise<void> {
    for (const { username, name, role, areaCode } of DEMO_PEOPLE)
      await this.user(username, name, role, areaCode, null);
    await this.api.signIn('supervisor', this.password);
    const { creditCodeBegin, username, userName, ...firm } = DEMO_CONTRACTOR;
    const contractor = await this.api.post('supervisor', '/api/v1/contractors', {
      name: firm.name,
      creditCode: creditCodeBegin + creditCodeCheckSign(creditCodeBegin),
      licenceNumber: firm.licenceNumber,
      licenceValidFrom: '2021-01-01',
      licenceValidUntil: `${yearOf(this.today) + 4}-12-31`,
      contactName: firm.contactName,
      contactPhone: firm.contactPhone,
    });
    await this.user(username, userName, 'contractor', '990401', contractor.id);
    for (const person of [
      'caseworker',
      'caseworker2',
      'street',
      'district',
      'contractor',
    ] satisfies StoryPerson[])
      await this.api.signIn(person, this.password);
  }

  private async user(
    username: string,
    displayName: string,
    role: (typeof DEMO_PEOPLE)[number]['role'],
    areaCode: string,
    contractorId: string | null,
  ): Promise<void> {
    const system = systemActor('demo');
    const known = await this.app.get(Database).as(system).read((tx) => tx.sql('SELECT FROM users WHERE username = $1', [username])); // prettier-ignore
    if (known.length > 0) return;
    await this.app
      .get(CreateUser)
      .execute(
        system,
        { username, displayName, role, areaCode, contractorId, password: this.password },
        true,
      );
  }

  /** The programme, its quota, the collective decision, the award and the contract. */
  private async procure(): Promise<{ programmeId: string; contractId: string }> {
    const begin = addDays(this.today, -160);
    this.clock.set(this.noon(begin));
    const year = yearOf(this.today);
    const { id: programmeId } = await this.api.post('supervisor', '/api/v1/programmes', {
      year,
      name: `${year}年度困难重度残疾人家庭无障碍改造`,
      grantDocument: `示残联〔${year}〕17号`,
      grantedOn: begin,
      startsOn: begin,
      endsOn: addDays(this.today, 200),
      planBy: addDays(this.today, 60),
      startBy: addDays(this.today, 100),
      finishBy: addDays(this.today, 160),
      capFen: 600_000,
      noticeDays: 7,
      lateEntryDays: 7,
      barYears: 5,
      ...USUAL_THRESHOLDS,
      grades: [1, 2],
      hardships: [
        'minimumLiving',
        'extremePoverty',
        'lowIncome',
        'liftedUnstable',
        'borderline',
        'suddenHardship',
      ],
      tenures: ['owned', 'longTermResidence', 'publicRental'],
      requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
      principalName: '蒋一鸣',
      deputyName: '梁守正',
      officerName: '宋清源',
    });
    await this.api.post('supervisor', `/api/v1/programmes/${programmeId}/quota-entries`, {
      kind: 'grant',
      households: 20,
      document: `示残联〔${year}〕17号`,
      occurredOn: begin,
      note: '',
    });
    const decided = addDays(begin, 8);
    this.clock.set(this.noon(decided));
    const decision = await this.api.post('supervisor', `/api/v1/programmes/${programmeId}/decisions`, {
      heldOn: decided,
      subject: '确定本年度无障碍改造施工单位',
      attendees: ['蒋一鸣', '梁守正', '宋清源', '秦书敏'],
      minutes:
        '会议听取了三家单位的报价和资质情况，逐人发表意见后表决，一致同意选定报价合理、资质齐全的单位承担本年度改造施工。',
    });
    const { items } = await this.api.get<{ items: { id: string }[] }>('supervisor', '/api/v1/contractors');
    const contractorId = items[0]!.id;
    const awarded = addDays(begin, 10);
    this.clock.set(this.noon(awarded));
    const award = await this.api.post('supervisor', `/api/v1/programmes/${programmeId}/awards`, {
      contractorId,
      method: 'inquiry',
      awardedOn: awarded,
      document: `青残采〔${year}〕3号`,
    });
    const signed = addDays(begin, 14);
    this.clock.set(this.noon(signed));
    const contract = await this.api.post('supervisor', `/api/v1/programmes/${programmeId}/contracts`, {
      number: `青残合〔${year}〕5号`,
      contractorId,
      decisionId: decision.id,
      awardId: award.id,
      signedOn: signed,
      amountFen: 12_000_000,
      worksFrom: addDays(signed, 5),
      worksUntil: addDays(this.today, 160),
    });
    return { programmeId, contractId: contract.id };
  }

  /** Photos of one item show the same place before and after: what is drawn follows from the home and the item. */
  private async photo(
    home: StoryHome,
    stage: PhotoStage,
    code: string,
    takenOn: CalendarDate,
    borrows: DemoHome['borrows'],
  ): Promise<StoryFile> {
    this.photos += 1;
    const isBorrowed = stage === 'before' && borrows?.code === code;
    const shown = isBorrowed ? DEMO_HOMES.find((one) => one.home.personName === borrows.from)!.home : home;
    const seed = [...shown.idNumber, ...code].reduce(
      (sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003,
      1,
    );
    const content = await drawDemoPhoto({
      seed,
      scene: sceneOf(code),
      stage,
      longSide: isBorrowed ? 720 : 800,
      takenAt: `${takenOn}T10:${String(this.photos % 60).padStart(2, '0')}:00`,
      offset: '+08:00',
      position: { longitude: home.position.longitude + 0.0001, latitude: home.position.latitude },
      make: 'Demo',
      model: 'Phone 2',
    });
    return { name: `${stage}-${this.photos}.jpg`, content };
  }
}
