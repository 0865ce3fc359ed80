import { CompleteAcceptance } from '../../src/acceptance/complete-acceptance';
import { IssueReport } from '../../src/acceptance/issue-report';
import { RecordInspection } from '../../src/acceptance/record-inspection';
import { GiveOpinion } from '../../src/applications/give-opinion';
import { RecordSelection } from '../../src/applications/record-selection';
import { RecordWorksDate } from '../../src/construction/record-works-date';
import { CalendarDate } from '../../src/platform/time/calendar-date';
import { DecideFindings } from '../../src/findings/decide-findings';
import { RefreshFindings } from '../../src/findings/refresh-findings';
import { MutableClock } from '../../src/platform/time/clock';
import { aCompletedRetrofit, anInspection, CompletedRetrofit, signedByAll } from '../builders/acceptance';
import { aRetrofit, insertProgramme } from '../builders/retrofit';
import { anApprovedWaiver, aWaiverRequest } from '../builders/waiver';
import { brokenRules } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

/**
 * Inspection 2022: three households were retrofitted at the end of 2021, with the city's consent, and counted in the
 * quota of 2022. In January 2022 it is all written down.
 */
describe('Three households retrofitted at the end of 2021 and counted in 2022', () => {
  let test: TestApp;
  let programmeId: string;

  beforeAll(async () => {
    // The people sign in today, and then it is January 2022.
    const clock = new MutableClock(new Date());
    test = await createTestApp({ clock });
    clock.set('2022-01-20T02:00:00Z');
    programmeId = await insertProgramme(test, { startsOn: '2022-01-01', endsOn: '2022-12-31', quota: 20 });
  });
  afterAll(() => test.close());

  /** Approved, planned and under contract in 2021; no works yet. */
  const household = (): Promise<CompletedRetrofit> =>
    aCompletedRetrofit(test, { programme: programmeId, completed: false });
  const start = ({ id, days }: CompletedRetrofit, on: string = days.started) =>
    test.as('contractor').post(`/api/v1/retrofits/${id}/start`, { startedOn: on });
  const startAsOwner = ({ id, days }: CompletedRetrofit, more = '') =>
    test.db.query(`UPDATE retrofits SET started_on = $2${more} WHERE id = $1`, [id, days.started]);
  const startAsAct = ({ id, days }: CompletedRetrofit) =>
    test.get(RecordWorksDate).execute(test.actors.contractor, id, 'startedOn', days.started, null);
  const ledger = async (id: string): Promise<string[]> => {
    const rows = await test.db.query<{ kind: string }>('SELECT kind FROM quota_entries WHERE retrofit_id = $1 ORDER BY id', [id]); // prettier-ignore
    return rows.map(({ kind }) => kind);
  };

  it('are accepted, shown, and counted as an advance, with a consent from before the works', async () => {
    const { body: before } = await test.as('supervisor').get(`/api/v1/programmes/${programmeId}`).expect(200);
    for (let turn = 0; turn < 3; turn += 1) {
      const retrofit = await household();
      const { id, days } = retrofit;
      expect(days.started < '2022-01-01' && days.accepted < '2022-01-01').toBe(true);
      expect(await ledger(id)).toEqual(['reserve']);
      await anApprovedWaiver(test, id, { documentDate: '2021-11-10' });
      expect(await ledger(id)).toEqual(['reserve', 'release', 'advance']);
      await start(retrofit).expect(200);
      await test.get(RecordWorksDate).execute(test.actors.contractor, id, 'completedOn', days.completed, null); // prettier-ignore
      await test.get(RecordInspection).execute(test.actors.district, id, anInspection(retrofit), null);
      await signedByAll(test, retrofit);
      await decideFlags(id);
      const accepted = { acceptedOn: days.accepted };
      await test.get(CompleteAcceptance).execute(test.actors.supervisor, id, accepted, null);
      await shown(id);
    }
    const { body: after } = await test.as('supervisor').get(`/api/v1/programmes/${programmeId}`).expect(200);
    expect(after.quota.available).toBe(before.quota.available - 3);
    const { text } = await (await Visitor.as(test, 'supervisor')).get(`/programmes/${programmeId}`);
    expect(text).toContain('提前使用');
  });

  /** What was written down in January of things done before is late, and says so; the supervisor lets it stand. */
  async function decideFlags(id: string): Promise<void> {
    const { supervisor } = test.actors;
    await test.database.as(supervisor).write((tx) => test.get(RefreshFindings).ofRetrofit(tx, id));
    const flags = await test.db.query<{ id: string }>(
      `SELECT id FROM findings WHERE retrofit_id = $1 AND mode = 'flag'`,
      [id],
    );
    const ids = flags.map((flag) => flag.id);
    await test.get(DecideFindings).execute(supervisor, id, { ids, decision: 'accepted', reason: '年初补录，已核对原件' }); // prettier-ignore
  }

  /** On the retrofit's page and on the report. */
  async function shown(id: string): Promise<void> {
    const { text } = await (await Visitor.as(test, 'auditor')).get(`/retrofits/${id}`).expect(200);
    for (const said of [
      'C12',
      '样市残〔2021〕88号',
      '样板市残疾人联合会',
      '何巧云',
      '韩明远',
      '2021年11月10日',
    ])
      expect(text).toContain(said);
    const report = await test.get(IssueReport).execute(test.actors.supervisor, id, { supersedesId: null, reason: null, voidsSatisfaction: false }); // prettier-ignore
    const content = await test.as('supervisor').get(`/api/v1/retrofits/${id}/reports/${report.id}/content`).expect(200); // prettier-ignore
    expect(content.body.waivers).toEqual([
      {
        rule: 'C12', reason: '市残联同意年底前先行改造，计入下一年度指标。', authority: '样板市残疾人联合会', documentNumber: '样市残〔2021〕88号',
        documentDate: '2021-11-10', requestedBy: '何巧云', approvedBy: '韩明远',
      },
    ]); // prettier-ignore
  }

  it('are refused without a consent: by the act, by the API, and by the database to its owner', async () => {
    const retrofit = await household();
    await expect(startAsAct(retrofit)).rejects.toMatchObject({ code: 'rule-broken', findings: [expect.objectContaining({ rule: 'C12' })] }); // prettier-ignore
    const { body } = await start(retrofit).expect(422);
    expect(brokenRules(body)).toEqual(['C12']);
    await expect(startAsOwner(retrofit)).rejects.toMatchObject({
      constraint: 'retrofits_c12_start_in_programme',
    });
    await expect(startAsOwner(retrofit, `, waived_rules = '{C12}'`)).rejects.toMatchObject({
      constraint: 'retrofits_waivers_authorised',
    });
    await aWaiverRequest(test, retrofit.id, { documentDate: '2021-11-10' });
    expect(brokenRules((await start(retrofit).expect(422)).body)).toEqual(['C12']);
    await expect(startAsOwner(retrofit, `, waived_rules = '{C12}'`)).rejects.toMatchObject({
      constraint: 'retrofits_waivers_authorised',
    });
    expect(await ledger(retrofit.id)).toEqual(['reserve']);
  });

  it.each([
    ['after', '2021-12-15'],
    ['on the very day of', '2021-11-21'],
  ])('are refused with a consent dated %s the works', async (_, documentDate) => {
    const retrofit = await household();
    expect(retrofit.days.started).toBe('2021-11-21');
    await anApprovedWaiver(test, retrofit.id, { documentDate });
    await expect(startAsAct(retrofit)).rejects.toMatchObject({ code: 'rule-broken', findings: [expect.objectContaining({ rule: 'C12' })] }); // prettier-ignore
    expect(brokenRules((await start(retrofit).expect(422)).body)).toEqual(['C12']);
    await expect(startAsOwner(retrofit)).rejects.toMatchObject({
      constraint: 'retrofits_waiver_before_the_act',
    });
  });

  it('take their place in advance also when the approval comes after the waiver', async () => {
    const made = await aRetrofit(test).inProgramme(programmeId).applied().build();
    await anApprovedWaiver(test, made.id, { documentDate: '2021-11-10' });
    expect(await ledger(made.id)).toEqual([]);
    const { community, street, selected, district } = made.days;
    const agree = (who: 'caseworker' | 'street' | 'district', givenOn: CalendarDate) =>
      test.get(GiveOpinion).execute(test.actors[who], made.id, { verdict: 'agree', opinion: '情况属实，同意', givenOn }, null); // prettier-ignore
    const selection = { method: 'appraisalMeeting', selectedOn: selected, record: '社区评议会第 3 号记录' } as const; // prettier-ignore
    await test.get(RecordSelection).execute(test.actors.caseworker, made.id, selection, null);
    await agree('caseworker', community);
    await agree('street', street);
    await agree('district', district);
    expect(await ledger(made.id)).toEqual(['advance']);
  });

  it('only reserve a place while the consent can do no more than carry works over the year’s end', async () => {
    const retrofit = await household();
    await anApprovedWaiver(test, retrofit.id, { documentDate: '2022-01-15' });
    expect(await ledger(retrofit.id)).toEqual(['reserve']);
  });
});
