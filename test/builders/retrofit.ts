import { GiveOpinion } from '../../src/applications/give-opinion';
import { RecordNotice } from '../../src/applications/record-notice';
import { RecordSelection } from '../../src/applications/record-selection';
import { SubmitApplication } from '../../src/applications/submit-application';
import { CreateHousehold } from '../../src/households/create-household';
import { CreateHouseholdDto, PersonDto } from '../../src/households/households.dto';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { addDays, calendarDate, CalendarDate } from '../../src/platform/time/calendar-date';
import { Clock } from '../../src/platform/time/clock';
import { localDay } from '../../src/platform/time/district-time';
import { RecordConsultation } from '../../src/survey/record-consultation';
import { RecordMeasurements } from '../../src/survey/record-measurements';
import { RecordSiteSurvey } from '../../src/survey/record-site-survey';
import { MeasurementDto, RecordSiteSurveyDto, RoomDto } from '../../src/survey/survey.dto';
import { OpenRetrofit } from '../../src/workflow/open-retrofit';
import { TestApp } from '../support/test-app';
import { aHousehold, aPerson } from './household';

/**
 * The usual days of a retrofit, counted back from the test's today, so that nothing ever lies in the future and
 * everything in the programme's period.
 */
const DAYS_AGO = {
  programmeStarts: 400, granted: 390,
  applied: 180, community: 175, street: 170, selected: 169, noticeFrom: 168, noticeUntil: 158, district: 150,
  surveyed: 140, measured: 140, consulted: 138, planAgreed: 130,
  decided: 120, awarded: 110, contractSigned: 100, started: 60, completed: 30, accepted: 20, signed: 10,
} as const; // prettier-ignore

export type Days = Readonly<Record<keyof typeof DAYS_AGO, CalendarDate>>;

/** The usual days for this test's clock: `usualDays(test).started`. */
export function usualDays(test: TestApp): Days {
  const today = localDay(test.get(Clock).now());
  return Object.fromEntries(
    Object.entries(DAYS_AGO).map(([name, ago]) => [name, addDays(today, -ago)]),
  ) as Record<keyof typeof DAYS_AGO, CalendarDate>;
}

/** What a stage finds and may add to; later stages read it. */
export interface BuiltRetrofit {
  id: string;
  householdId: string;
  personId: string;
  programmeId: string;
  /** By kind, the rooms of the survey. */
  readonly rooms: Partial<Record<'entrance' | 'bathroom', string>>;
  readonly days: Days;
}

export type Stage = (made: BuiltRetrofit) => Promise<void>;

/**
 * A retrofit made through the real acts, as far as the test wants it:
 * `const { id } = await aRetrofit(test).approved().surveyed('2026-03-01').build()`.
 *
 * To add a stage, write a method here that hands one over, with the usual day as the default:
 * `surveyed(on?: string): this { return this.stage('surveyed', async (made) => { await this.test
 * .get(RecordSiteSurvey).execute(this.test.actors.caseworker, made.id, { surveyedOn: on ?? made.days.surveyed, … }); }); }`.
 * `after('surveyed')` runs earlier stages on their usual days where the test did not ask for them itself; a test
 * that wants other days for an earlier stage names that stage first.
 */
export class RetrofitBuilder {
  private readonly stages = new Map<string, Stage>();
  private household: Partial<CreateHouseholdDto> = {};
  private person: Partial<PersonDto> = {};
  private programme: ProgrammeTraits | string = {};
  private readonly days: Days;

  constructor(private readonly test: TestApp) {
    this.days = usualDays(test);
  }

  withHousehold(change: Partial<CreateHouseholdDto>): this {
    this.household = { ...this.household, ...change };
    return this;
  }

  withPerson(change: Partial<PersonDto>): this {
    this.person = { ...this.person, ...change };
    return this;
  }

  /** Of an existing programme, or of a new one with these traits. */
  inProgramme(programme: ProgrammeTraits | string): this {
    this.programme = programme;
    return this;
  }

  async build(): Promise<BuiltRetrofit> {
    const { test } = this;
    const programmeId = typeof this.programme === 'string' ? this.programme : await insertProgramme(test, this.programme); // prettier-ignore
    const people = [aPerson(this.person)];
    const input = aHousehold({ people, headName: people[0]!.name, ...this.household });
    const actor = input.areaCode.startsWith('990102') ? test.actors.neighbour : test.actors.caseworker;
    const { id: householdId } = await test.get(CreateHousehold).execute(actor, input);
    const [person] = await test.db.query<{ id: string }>('SELECT id FROM people WHERE household_id = $1', [
      householdId,
    ]);
    const personId = person!.id;
    const { id } = await test.get(OpenRetrofit).execute(actor, { householdId, personId, programmeId });
    const made: BuiltRetrofit = { id, householdId, personId, programmeId, rooms: {}, days: this.days };
    for (const stage of this.stages.values()) await stage(made);
    return made;
  }

  /** The household applies in person. */
  applied(on?: string): this {
    return this.stage('applied', async ({ id, days }) => {
      const input = {
        appliedOn: calendarDate(on ?? days.applied),
        applicantRelation: 'self',
        applicantName: null,
        proxyReason: null,
        channel: 'community',
        needs: '进出不便，洗澡困难',
      } as const;
      await this.test.get(SubmitApplication).execute(this.test.actors.caseworker, id, input, null);
    });
  }

  /** How the household was chosen. */
  selected(on?: string): this {
    return this.after('applied').stage('selected', async ({ id, days }) => {
      const input = {
        method: 'appraisalMeeting',
        selectedOn: calendarDate(on ?? days.selected),
        record: '社区评议会第 3 号记录',
      } as const;
      await this.test.get(RecordSelection).execute(this.test.actors.caseworker, id, input, null);
    });
  }

  noticed(from?: string, until?: string): this {
    return this.after('applied').stage('noticed', async ({ id, days }) => {
      const input = {
        noticeFrom: calendarDate(from ?? days.noticeFrom),
        noticeUntil: calendarDate(until ?? days.noticeUntil),
        place: '社区公告栏',
        objections: null,
      };
      await this.test.get(RecordNotice).execute(this.test.actors.caseworker, id, input, null);
    });
  }

  /** The community's opinion. */
  reviewedByCommunity(on?: string): this {
    return this.after('applied').stage('reviewedByCommunity', ({ id, days }) =>
      this.opinion('caseworker', id, on ?? days.community),
    );
  }

  reviewedByStreet(on?: string): this {
    return this.after('reviewedByCommunity').stage('reviewedByStreet', ({ id, days }) =>
      this.opinion('street', id, on ?? days.street),
    );
  }

  /** All three opinions, selection and notice; a place of the quota is reserved. */
  approved(on?: string): this {
    return this.after('reviewedByStreet', 'selected', 'noticed').stage('approved', ({ id, days }) =>
      this.opinion('district', id, on ?? days.district),
    );
  }

  /** Step 1, with an entrance and a bathroom, which later stages find in `rooms`. */
  surveyed(on?: string): this {
    return this.stage('surveyed', async (made) => {
      const input = {
        surveyedOn: calendarDate(on ?? made.days.surveyed),
        dwelling: 'farmhouse',
        storey: 1,
        condition: 'worn',
        needs: '门口三级台阶，卫生间湿滑',
        longitude: null,
        latitude: null,
        positionAccuracyM: null,
        rooms: [
          { kind: 'entrance', name: '大门口' },
          { kind: 'bathroom', name: '卫生间' },
        ],
      } as const satisfies Omit<RecordSiteSurveyDto, 'rooms'> & { rooms: readonly RoomDto[] };
      await this.test
        .get(RecordSiteSurvey)
        .execute(this.test.actors.caseworker, made.id, { ...input, rooms: [...input.rooms] }, null);
      const rooms = await this.test.db.query<{ id: string; kind: string }>(
        'SELECT id, kind FROM rooms WHERE retrofit_id = $1',
        [made.id],
      );
      for (const { id, kind } of rooms) made.rooms[kind as 'entrance' | 'bathroom'] = id;
    });
  }

  /** Step 2. */
  measured(on?: string): this {
    return this.after('surveyed').stage('measured', async ({ id, rooms, days }) => {
      const measurements = [
        { roomId: rooms.entrance!, what: 'stepHeight', place: '台阶总高', valueMm: 450, note: null },
        { roomId: rooms.bathroom!, what: 'doorClearWidth', place: '卫生间门', valueMm: 720, note: null },
      ] as const satisfies MeasurementDto[];
      await this.test
        .get(RecordMeasurements)
        .execute(
          this.test.actors.caseworker,
          id,
          { measuredOn: calendarDate(on ?? days.measured), measurements: [...measurements] },
          null,
        );
    });
  }

  /** Step 3: the person is asked and agrees. */
  consulted(on?: string): this {
    return this.after('measured').stage('consulted', async ({ id, days }) => {
      const input = {
        consultedOn: calendarDate(on ?? days.consulted),
        consulted: 'self',
        consultedName: null,
        reasonNotSelf: null,
        wishes: '想自己进出和洗澡',
        readAloud: true,
        answer: 'agree',
        refusalReason: null,
      } as const;
      await this.test.get(RecordConsultation).execute(this.test.actors.caseworker, id, input, null);
    });
  }

  private async opinion(who: 'caseworker' | 'street' | 'district', id: string, on: string): Promise<void> {
    const input = { verdict: 'agree', opinion: '情况属实，同意', givenOn: calendarDate(on) } as const;
    await this.test.get(GiveOpinion).execute(this.test.actors[who], id, input, null);
  }

  /** Adds a stage under its name; the same stage asked for again keeps its place and takes the new values. */
  protected stage(name: string, run: Stage): this {
    this.stages.set(name, run);
    return this;
  }

  /** Makes sure that earlier stages are there. */
  protected after(...names: readonly (keyof this & string)[]): this {
    for (const name of names) if (!this.stages.has(name)) (this[name] as unknown as () => this).call(this);
    return this;
  }
}

export function aRetrofit(test: TestApp): RetrofitBuilder {
  return new RetrofitBuilder(test);
}

export interface ProgrammeTraits {
  areaCode?: string;
  startsOn?: string;
  endsOn?: string;
  barYears?: number;
  noticeDays?: number;
  capFen?: number;
  /** Places granted; 5 when left out. */
  quota?: number;
}

/** A programme with a grant, straight into the tables: as the system, whatever acts exist. */
export async function insertProgramme(test: TestApp, traits: ProgrammeTraits = {}): Promise<string> {
  const days = usualDays(test);
  const today = localDay(test.get(Clock).now());
  const startsOn = calendarDate(traits.startsOn ?? days.programmeStarts);
  const endsOn = calendarDate(traits.endsOn ?? addDays(today, 100));
  const [id, areaCode] = [newId(), traits.areaCode ?? '990101'];
  await test.database.as(systemActor('demo')).write(async (tx) => {
    await tx.change(
      `INSERT INTO programmes (id, area_code, year, name, grant_document, granted_on, starts_on, ends_on, plan_by, start_by, finish_by, cap_fen,
                               notice_days, bar_years, grades, hardships, tenures, principal_name, deputy_name, officer_name)
       VALUES ($1, $2, $3, $4, '样财社〔1〕号', $5, $5, $6, $6, $6, $6, $7, $8, $9, '{1,2}', '{minimumLiving,lowIncome}', '{owned}', '甲', '乙', '丙')`,
      [id, areaCode, Number(startsOn.slice(0, 4)), `项目 ${id}`, startsOn, endsOn, traits.capFen ?? 600_000, traits.noticeDays ?? 7, traits.barYears ?? 0],
    ); // prettier-ignore
    const quota = traits.quota ?? 5;
    if (quota > 0)
      await tx.change(
        `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, document, occurred_on) VALUES ($1, $2, $3, 'grant', $4, '样财社〔1〕号', $5)`,
        [newId(), areaCode, id, quota, startsOn],
      );
  });
  return id;
}
