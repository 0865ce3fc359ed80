import fc from 'fast-check';
import { RecordWorksDate } from '../../src/construction/record-works-date';
import { AgreePlan } from '../../src/plans/agree-plan';
import { ProposePlan } from '../../src/plans/propose-plan';
import { Problem } from '../../src/platform/problems/problem';
import { addDays, CalendarDate } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { RecordConsultation } from '../../src/survey/record-consultation';
import { RecordMeasurements } from '../../src/survey/record-measurements';
import { RecordSiteSurvey } from '../../src/survey/record-site-survey';
import { aContract, putUnder } from '../builders/contract';
import { aProgramme } from '../builders/programme';
import { aRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

const today = localDay(new Date());
const STROKES: [number, number, number][][] = [
  Array.from({ length: 12 }, (_, step) => [step, step * 2, step * 10]),
];

/** The dates that people record one after another; the contract's comes between plan and start. */
const EVENTS = ['surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn', 'contractSignedOn', 'startedOn', 'completedOn'] as const; // prettier-ignore
type Event = (typeof EVENTS)[number];
type Known = Partial<Record<Event, CalendarDate>>;

interface Attempt {
  event: Event;
  on: CalendarDate;
}

/** What must stand before each, and not later: the rule book in words, not the declaration. */
const NEEDS: Record<Event, readonly Event[]> = {
  surveyedOn: [],
  measuredOn: ['surveyedOn'],
  consultedOn: ['measuredOn'],
  planAgreedOn: ['consultedOn'],
  contractSignedOn: ['planAgreedOn'],
  startedOn: ['planAgreedOn', 'contractSignedOn'],
  completedOn: ['startedOn'],
};

function isLegal({ event, on }: Attempt, known: Known): boolean {
  if (known[event] || on > today) return false;
  // A contract is assigned to an agreed plan, whatever day it was signed on; its own day counts from the start on.
  if (event === 'contractSignedOn') return known.planAgreedOn !== undefined && known.startedOn === undefined;
  return NEEDS[event].every((earlier) => known[earlier] !== undefined && known[earlier] <= on);
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  event: fc.constantFrom(...EVENTS),
  on: fc.integer({ min: -30, max: 1 }).map((days) => addDays(today, days)),
});
/** The right order, with a few steps spoiled: most random orders die at their first step. */
const nearlyRight: fc.Arbitrary<Attempt[]> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 7, maxLength: 7 }),
    fc.array(attempt, { maxLength: 3 }),
    fc.array(fc.nat(7), { minLength: 3, maxLength: 3 }),
  )
  .map(([gaps, spoilers, places]) => {
    let ago = -30;
    const right = EVENTS.map((event, index): Attempt => ({
      event,
      on: addDays(today, (ago += gaps[index]!)),
    }));
    spoilers.forEach((one, index) => right.splice(places[index]!, 0, one));
    return right;
  });

describe('Random orders and dates', () => {
  let test: TestApp;
  let programmeId: string;
  let contracts: Map<CalendarDate, string>;

  beforeAll(async () => {
    test = await createTestApp();
    programmeId = await aProgramme(test, { quota: 500 });
    contracts = new Map();
    for (let ago = 30; ago >= 0; ago -= 1) {
      const signedOn = addDays(today, -ago);
      const { id } = await aContract(test, {
        programmeId,
        signedOn,
        contractorId: test.actors.contractor.contractorId!,
      });
      contracts.set(signedOn, id);
    }
  });
  afterAll(() => test.close());

  it.each(['the acts', 'the API'] as const)(
    'through %s: what contradicts is refused, what is legal is stored',
    async (way) => {
      const take = way === 'the acts' ? byAct : byApi;
      let [stored, refused] = [0, 0];
      for (const attempts of fc.sample(
        fc.oneof(nearlyRight, nearlyRight, fc.array(attempt, { minLength: 4, maxLength: 8 })),
        20,
      )) {
        const made = await aRetrofit(test).inProgramme(programmeId).approved().build();
        const known: Known = {};
        for (const one of attempts) {
          const expected = isLegal(one, known);
          const taken = await take(made.id, one);
          expect({ known, one, taken }).toEqual({ known, one, taken: expected });
          if (taken) known[one.event] = one.on;
          stored += taken ? 1 : 0;
          refused += taken ? 0 : 1;
        }
        expect(await datesOf(made.id)).toEqual(known);
      }
      expect({ enough: stored > 40 && refused > 14, stored, refused }).toMatchObject({ enough: true });
    },
  );

  async function datesOf(id: string): Promise<Known> {
    const [row] = await test.db.query<Record<string, CalendarDate | null>>(
      `SELECT surveyed_on AS "surveyedOn", measured_on AS "measuredOn", consulted_on AS "consultedOn", plan_agreed_on AS "planAgreedOn",
              contract_signed_on AS "contractSignedOn", started_on AS "startedOn", completed_on AS "completedOn" FROM retrofits WHERE id = $1`,
      [id],
    );
    return Object.fromEntries(Object.entries(row!).filter(([, on]) => on !== null));
  }

  const roomsOf = (id: string): Promise<{ id: string }[]> =>
    test.db.query<{ id: string }>('SELECT id FROM rooms WHERE retrofit_id = $1 ORDER BY id', [id]);
  const rooms = [{ kind: 'bathroom' as const, name: '卫生间' }];
  const survey = { dwelling: 'farmhouse' as const, storey: 1, condition: 'worn' as const, needs: '湿滑', longitude: null, latitude: null, positionAccuracyM: null, rooms }; // prettier-ignore
  const consultation = { consulted: 'self' as const, consultedName: null, reasonNotSelf: null, wishes: '想自己洗澡', readAloud: true, answer: 'agree' as const, refusalReason: null }; // prettier-ignore
  const agreement = {
    name: '张三丰',
    relation: 'self' as const,
    proxyRelation: null,
    proxyReason: null,
    witnessName: null,
    strokes: STROKES,
  };
  const measurement = (roomId: string): object => ({
    roomId,
    what: 'doorClearWidth',
    place: '门口',
    valueMm: 720,
    note: null,
  });
  const line = (roomId: string): object => ({
    itemId: null,
    catalogueCode: 'toilet-grab-bar',
    roomId,
    quantity: 1,
    unitPriceFen: 30_000,
    dimensions: [],
    note: null,
  });
  const nowhere = '018f0000-0000-7000-8000-0000000000ff';

  async function byAct(id: string, { event, on }: Attempt): Promise<boolean> {
    const { caseworker, contractor } = test.actors;
    const [room] = await roomsOf(id);
    const acts: Record<Event, () => Promise<unknown>> = {
      surveyedOn: () =>
        test.get(RecordSiteSurvey).execute(caseworker, id, { surveyedOn: on, ...survey }, null),
      measuredOn: () =>
        test
          .get(RecordMeasurements)
          .execute(
            caseworker,
            id,
            { measuredOn: on, measurements: [measurement(room?.id ?? nowhere)] as never },
            null,
          ),
      consultedOn: () =>
        test.get(RecordConsultation).execute(caseworker, id, { consultedOn: on, ...consultation }, null),
      planAgreedOn: async () => {
        await test
          .get(ProposePlan)
          .execute(caseworker, id, { reason: '调整', lines: [line(room?.id ?? nowhere)] as never }, null);
        await test.get(AgreePlan).execute(caseworker, id, { agreedOn: on, ...agreement }, null);
      },
      contractSignedOn: () => putUnder(test, contractOn(on), { id }),
      startedOn: () => test.get(RecordWorksDate).execute(contractor, id, 'startedOn', on, null),
      completedOn: () => test.get(RecordWorksDate).execute(contractor, id, 'completedOn', on, null),
    };
    return wasTaken(acts[event], event, id, on);
  }

  async function byApi(id: string, { event, on }: Attempt): Promise<boolean> {
    const [room] = await roomsOf(id);
    const path = `/api/v1/retrofits/${id}`;
    const post = async (
      person: 'caseworker' | 'contractor' | 'supervisor',
      address: string,
      body: object,
    ): Promise<void> => {
      const { status, body: said } = await test.as(person).post(address, body);
      if (status >= 400)
        throw new Problem(status === 500 ? 'internal-error' : (said as { code: Problem['code'] }).code, {
          status,
        });
    };
    const acts: Record<Event, () => Promise<unknown>> = {
      surveyedOn: () => post('caseworker', `${path}/survey`, { surveyedOn: on, ...survey }),
      measuredOn: () =>
        post('caseworker', `${path}/measurements`, {
          measuredOn: on,
          measurements: [measurement(room?.id ?? nowhere)],
        }),
      consultedOn: () => post('caseworker', `${path}/consultation`, { consultedOn: on, ...consultation }),
      planAgreedOn: async () => {
        await post('caseworker', `${path}/plans`, { reason: '调整', lines: [line(room?.id ?? nowhere)] });
        await post('caseworker', `${path}/plans/agreement`, { agreedOn: on, ...agreement });
      },
      contractSignedOn: () =>
        post('supervisor', `/api/v1/contracts/${contractOn(on)}/assign`, { retrofitIds: [id] }),
      startedOn: () => post('contractor', `${path}/start`, { startedOn: on }),
      completedOn: () => post('contractor', `${path}/completion`, { completedOn: on }),
    };
    return wasTaken(acts[event], event, id, on);
  }

  /** No contract is signed tomorrow. */
  const contractOn = (on: CalendarDate): string => contracts.get(on) ?? nowhere;

  /** A refusal is a problem with a cause that the reader can put right, never a fault of ours. */
  async function wasTaken(
    act: () => Promise<unknown>,
    event: Event,
    id: string,
    on: CalendarDate,
  ): Promise<boolean> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return false;
    }
    // Measuring twice and agreeing to a variation are taken too, but leave the date as it was.
    const known = await datesOf(id);
    return known[event] === on && !seen.has(`${id} ${event}`) && seen.add(`${id} ${event}`) !== undefined;
  }
  const seen = new Set<string>();
});
