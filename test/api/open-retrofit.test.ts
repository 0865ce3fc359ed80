import { Client } from 'pg';
import { OpenRetrofit } from '../../src/workflow/open-retrofit';
import { aRetrofit, Days, insertProgramme } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

describe('Opening a retrofit', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('puts the household into the programme with the programme’s period', async () => {
    const { id, programmeId, days } = await aRetrofit(test).build();
    const [row] = await test.db.query<object>(
      'SELECT programme_id, programme_starts_on::text AS starts, steps_done, area_code FROM retrofits WHERE id = $1',
      [id],
    );
    expect(row).toEqual({
      programme_id: programmeId,
      starts: days.programmeStarts,
      steps_done: 0,
      area_code: '990101001001',
    });
  });

  it('refuses a second retrofit of one household in one programme (P05)', async () => {
    const { householdId, personId, programmeId } = await aRetrofit(test).build();
    const again = test
      .get(OpenRetrofit)
      .execute(test.actors.caseworker, { householdId, personId, programmeId });
    await expect(again).rejects.toMatchObject({ status: 409, findings: [{ rule: 'P05' }] });
  });

  it('refuses another district’s programme (P04)', async () => {
    const { householdId, personId } = await aRetrofit(test).build();
    const programmeId = await insertProgramme(test, { areaCode: '990102' });
    const opened = test
      .get(OpenRetrofit)
      .execute(test.actors.caseworker, { householdId, personId, programmeId });
    await expect(opened).rejects.toMatchObject({ status: 422, findings: [{ rule: 'P04' }] });
  });

  it('refuses a household that was retrofitted within the bar period of the programme (P05)', async () => {
    const { id, householdId, personId, days } = await aRetrofit(test).build();
    await pretendAccepted(test, id, days);
    const programmeId = await insertProgramme(test, { barYears: 2 });
    const opened = test
      .get(OpenRetrofit)
      .execute(test.actors.caseworker, { householdId, personId, programmeId });
    await expect(opened).rejects.toMatchObject({
      status: 422,
      findings: [{ rule: 'P05', facts: { acceptedOn: days.accepted } }],
    });
    const later = await insertProgramme(test, { barYears: 0 });
    await test
      .get(OpenRetrofit)
      .execute(test.actors.caseworker, { householdId, personId, programmeId: later });
  });
});

/** Every date at once, with the foreign keys asleep: what an accepted retrofit looks like, without its papers. */
async function pretendAccepted(test: TestApp, id: string, days: Days): Promise<void> {
  const url = new URL(process.env.TEST_SUPERUSER_URL!);
  url.pathname = new URL(test.db.url).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query(
    `UPDATE retrofits SET approved_on = $2, surveyed_on = $2, measured_on = $2, consulted_on = $2, plan_agreed_on = $2, contract_signed_on = $2,
            contract_id = id, contractor_id = id, started_on = $3, completed_on = $4, accepted_on = $5,
            surveyed_recorded_at = now(), measured_recorded_at = now(), consulted_recorded_at = now(), plan_agreed_recorded_at = now(),
            contract_signed_recorded_at = now(), started_recorded_at = now(), completed_recorded_at = now(), accepted_recorded_at = now()
      WHERE id = $1`,
    [id, days.surveyed, days.started, days.completed, days.accepted],
  );
  await client.end();
}
