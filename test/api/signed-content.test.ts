import { RefreshFindings } from '../../src/findings/refresh-findings';
import { systemActor } from '../../src/platform/database/actor';
import { addDays } from '../../src/platform/time/calendar-date';
import { aCompletedRetrofit, anInspection, signedByAll } from '../builders/acceptance';
import { aRetrofit } from '../builders/retrofit';
import { brokenRules } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

describe('What people put their names to (S03)', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const findings = async (id: string): Promise<{ rule: string; part: string }[]> => {
    await test.database.as(systemActor('jobs')).write((tx) => test.get(RefreshFindings).ofRetrofit(tx, id));
    return test.db.query(
      `SELECT rule, subject_id AS part FROM findings WHERE retrofit_id = $1 AND rule = 'S03' AND state = 'open' ORDER BY 2`,
      [id],
    );
  };
  const change = (id: string) =>
    test.db.query(`UPDATE applications SET needs = '另外写的' WHERE retrofit_id = $1`, [id]);
  const agree = (id: string, givenOn: string) =>
    test.as('district').post(`/api/v1/retrofits/${id}/application/opinions`, {
      verdict: 'agree',
      opinion: '同意列入计划',
      givenOn,
    });

  it('lets no district agree to an application that was changed after the opinions before', async () => {
    const retrofit = await aRetrofit(test).reviewedByStreet().selected().noticed().build();
    expect(await findings(retrofit.id)).toEqual([]);
    await change(retrofit.id);
    const { body } = await agree(retrofit.id, retrofit.days.district).expect(422);
    expect(brokenRules(body)).toEqual(['S03']);
    expect(await findings(retrofit.id)).toEqual([
      { rule: 'S03', part: `${retrofit.id}/community` },
      { rule: 'S03', part: `${retrofit.id}/street` },
    ]);
  });

  it('lets a date that was corrected with a reason stand', async () => {
    const retrofit = await aRetrofit(test).reviewedByStreet().selected().noticed().build();
    const correction = { level: 1, givenOn: addDays(retrofit.days.community, 1), reason: '看错了一天' };
    await test
      .as('caseworker')
      .post(`/api/v1/retrofits/${retrofit.id}/application/date-corrections`, correction)
      .expect(201);
    await agree(retrofit.id, retrofit.days.district).expect(201);
    expect(await findings(retrofit.id)).toEqual([]);
  });

  it('stops an acceptance whose application was changed, and marks signatures of works that were changed', async () => {
    const retrofit = await aCompletedRetrofit(test);
    await test.as('district').post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit)).expect(201); // prettier-ignore
    await signedByAll(test, retrofit);
    expect(await findings(retrofit.id)).toEqual([]);
    await change(retrofit.id);
    const { body } = await test
      .as('supervisor')
      .post(`/api/v1/retrofits/${retrofit.id}/acceptance`, { acceptedOn: retrofit.days.accepted })
      .expect(422);
    expect(brokenRules(body)).toEqual(['S03']);
    await test.db.query('UPDATE retrofits SET completed_on = completed_on - 1 WHERE id = $1', [retrofit.id]);
    // Three opinions and five signatures.
    expect(await findings(retrofit.id)).toHaveLength(3 + 5);
  });
});
