import { Client } from 'pg';
import { UpdateProgramme } from '../../src/programmes/update-programme';
import { FindFindings } from '../../src/findings/find-findings';
import { newId } from '../../src/platform/database/ids';
import { addDays } from '../../src/platform/time/calendar-date';
import { aCompletedRetrofit, aReportedRetrofit } from '../builders/acceptance';
import { aFlaggedRetrofit } from '../builders/finding';
import { anOldRecord } from '../builders/found-district';
import { aProgrammeInput } from '../builders/programme';
import { aPassedRound } from '../builders/proofs';
import { aRetrofit, insertProgramme, usualDays } from '../builders/retrofit';
import { anApprovedWaiver } from '../builders/waiver';
import { aWholeFile } from '../builders/whole-file';
import { createTestApp, TestApp } from '../support/test-app';

/** What stays as it is once somebody relies on it, asked with psql. */
describe.each(['the owner of the tables', 'the application’s role'] as const)('By plain SQL as %s', (who) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const AS_STAFF = `SET LOCAL ROLE tantu_staff; SET LOCAL tantu.district = '990101'; SET LOCAL tantu.area = '990101'; SET LOCAL tantu.area_end = '990102'`;
  /** Runs statements and asks everything that a commit would ask; takes all of it back. Gives the last one's rows. */
  const attempt = async (statements: readonly string[], as = who === 'the owner of the tables' ? 'RESET ROLE' : AS_STAFF): Promise<unknown[]> => {
    const client = new Client({ connectionString: test.db.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(as);
      let rows: unknown[] = [];
      for (const statement of statements) rows = (await client.query<object>(statement)).rows;
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
      return rows;
    } finally {
      await client.end();
    }
  }; // prettier-ignore
  const refused = (constraint: string, ...statements: string[]): Promise<void> =>
    expect(attempt(statements)).rejects.toMatchObject({ constraint });

  it('nothing that was applied for becomes another household’s', async () => {
    const [made, other] = [await aRetrofit(test).applied().build(), await aRetrofit(test).build()];
    const move = `UPDATE retrofits SET household_id = '${other.householdId}', person_id = '${other.personId}' WHERE id =`;
    await refused('retrofits_household_kept', `${move} '${made.id}'`);
    await refused('retrofits_household_kept', `UPDATE retrofits SET programme_id = '${newId()}' WHERE id = '${made.id}'`); // prettier-ignore
  });

  it('what an acceptance rests on is not rewritten, and its day stays under its report', async () => {
    const made = await aReportedRetrofit(test);
    const { days } = made;
    const of = `WHERE retrofit_id = '${made.id}'`;
    const set = (assignment: string): string => `UPDATE retrofits SET ${assignment} WHERE id = '${made.id}'`;
    const defect = newId();
    const complaint = `INSERT INTO defects (id, retrofit_id, item_id, source, description, found_on)
      VALUES ('${defect}', '${made.id}', '${made.barsId}', 'household', '松动', '${days.accepted}')`;
    for (const [constraint, ...statements] of [
      ['retrofits_acceptance_reported', set('accepted_on = NULL')],
      ['retrofits_acceptance_reported', set(`accepted_on = '${addDays(days.accepted, 1)}'`)],
      ['retrofits_closed_at_acceptance', set(`started_on = '${addDays(days.started, 1)}'`)],
      ['retrofits_closed_at_acceptance', set(`completed_on = '${addDays(days.completed, -1)}'`)],
      ['retrofits_closed_at_acceptance', set(`surveyed_on = '${addDays(days.surveyed, -1)}'`)],
      ['retrofit_items_closed_at_acceptance', `UPDATE retrofit_items SET catalogue_code = 'entrance-ramp' WHERE id = '${made.barsId}'`],
      ['devices_closed_at_acceptance', `INSERT INTO devices (id, retrofit_id, item_id, brand, serial_number) VALUES ('${newId()}', '${made.id}', '${made.bellId}', '乙', 'NEW1')`],
      ['devices_closed_at_acceptance', `UPDATE devices SET item_id = '${made.barsId}' ${of}`],
      ['applications_closed_at_acceptance', `UPDATE applications SET needs = '别的' ${of}`],
      ['applications_closed_at_acceptance', `UPDATE applications SET notice_from = notice_until ${of}`],
      ['application_steps_closed_at_acceptance', `UPDATE application_steps SET given_on = given_on - 1 ${of} AND level = 0`],
      ['defects_closed_at_acceptance', complaint, `UPDATE defects SET description = '没事' WHERE id = '${defect}'`],
      ['acceptance_reports_superseded', `UPDATE acceptance_reports SET is_current = false ${of}`],
    ] as const)
      await refused(constraint, ...statements);
    await attempt([complaint, `UPDATE defects SET cured_on = '${days.accepted}', cure_note = '已换' WHERE id = '${defect}'`]);
    await expect(attempt([`DELETE FROM devices ${of}`], 'RESET ROLE')).rejects.toMatchObject({ constraint: 'devices_closed_at_acceptance' });
    await expect(attempt([complaint, `DELETE FROM defects ${of}`], 'RESET ROLE')).rejects.toMatchObject({ constraint: 'defects_closed_at_acceptance' });
  }); // prettier-ignore

  it('a place is used by an acceptance, and an acceptance uses a place', async () => {
    const { id, programmeId, days } = await aCompletedRetrofit(test);
    await aPassedRound(test.db, { retrofitId: id, byUserId: test.actors.district.id, on: days.accepted });
    const accepted = `UPDATE retrofits SET accepted_on = '${days.accepted}' WHERE id = '${id}'`;
    const used = `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
      VALUES ('${newId()}', '990101', '${programmeId}', 'use', 1, '${id}', '${days.accepted}')`;
    await refused('retrofits_q01_used_at_acceptance', accepted);
    await refused('retrofits_q01_used_at_acceptance', used);
    await attempt([used, accepted]);
    await attempt([accepted, used]);
  });

  it('nobody below the district grants places', async () => {
    const programmeId = await insertProgramme(test, {});
    const grant = `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, document, occurred_on)
      VALUES ('${newId()}', '990101', '${programmeId}', 'grant', 100, '文', '${usualDays(test).district}')`;
    await attempt([grant]);
    const community = AS_STAFF.replace(`tantu.area = '990101'`, `tantu.area = '990101001001'`);
    await expect(attempt([grant], community)).rejects.toMatchObject({
      constraint: 'quota_entries_of_district',
    });
  });

  it('a programme does not begin on another day under places taken in advance of it', async () => {
    const { started, district } = usualDays(test);
    const programmeId = await insertProgramme(test, { startsOn: addDays(started, 5) });
    const { id } = await aRetrofit(test).inProgramme(programmeId).applied().build();
    await anApprovedWaiver(test, id, { rule: 'C12', documentDate: addDays(started, -10) });
    await test.db.query(
      `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on) VALUES ($1, '990101', $2, 'advance', 1, $3, $4)`,
      [newId(), programmeId, id, district],
    );
    const starts = (days: number): string => `UPDATE programmes SET starts_on = '${addDays(started, days)}' WHERE id = '${programmeId}'`; // prettier-ignore
    await refused('programmes_q01_places_follow', starts(-30));
    await attempt([starts(4)]);
    const input = { ...aProgrammeInput(test), startsOn: addDays(started, -30) };
    await expect(test.get(UpdateProgramme).execute(test.actors.supervisor, programmeId, input, null)).rejects.toMatchObject({
      code: 'rule-broken', findings: [{ rule: 'Q01' }],
    }); // prettier-ignore
  });

  it('a decision on a finding bears its maker’s name, and nobody re-dates or erases it', async () => {
    const { flags, id } = await aFlaggedRetrofit(test);
    await test.get(FindFindings).ofRetrofit(test.actors.supervisor, id);
    const { supervisor, caseworker } = test.actors;
    const one = `WHERE id = '${flags[0]}'`;
    const decide = `UPDATE findings SET state = 'accepted', decided_by = '${supervisor.id}', decider_name = 'x', decision_reason = '可以', decided_facts = facts, decided_at = now() ${one}`;
    await refused('findings_decided_with_authority', `SET LOCAL tantu.actor_id = '${caseworker.id}'`, decide);
    const rewritten = await attempt([decide, `UPDATE findings SET decider_name = '假名', decided_at = '2020-01-01' ${one}`,
      `SELECT decider_name AS name, decided_at > now() - interval '1 hour' AS "isNow" FROM findings ${one}`]);
    expect(rewritten).toEqual([{ name: supervisor.name, isNow: true }]);
    await refused('findings_decision_kept', decide, `UPDATE findings SET state = 'open', decided_by = NULL, decider_name = NULL, decision_reason = NULL, decided_facts = NULL, decided_at = NULL ${one}`);
    const event = `INSERT INTO finding_events (finding_id, area_code, kind, facts) SELECT id, area_code, 'accepted', facts FROM findings ${one}`;
    if (who === 'the owner of the tables') {
      await refused('findings_decision_kept', `UPDATE findings SET opened_at = '2020-01-01' ${one}`);
      await refused('findings_decision_kept', `UPDATE findings SET times_opened = 7 ${one}`);
      await refused('finding_events_from_findings', event);
    } else await refused('findings_decision_kept', decide, `UPDATE findings SET state = 'open' ${one}`);
  }); // prettier-ignore

  it('a correction lies where its record lies and names its maker', async () => {
    const id = await anOldRecord(test, { name: '赵小一' });
    const correct = `INSERT INTO found_corrections (id, area_code, record_id, field, value, raw, reason, document, made_by, maker_name)
      VALUES ('${newId()}', '990102', '${id}', 'appliedOn', 'null', 'x', 'r', 'd', '${test.actors.supervisor.id}', '冒名') RETURNING area_code AS area, maker_name AS name`;
    const own = `SET LOCAL tantu.actor_id = '${test.actors.district.id}'`;
    const maker = who === 'the owner of the tables' ? test.actors.supervisor : test.actors.district;
    expect(await attempt([own, correct])).toMatchObject([{ area: expect.stringMatching(/^990101/) as string, name: maker.name }]);
    if (who === 'the owner of the tables') return;
    await refused('found_corrections_by_actor', correct);
    const elsewhere = AS_STAFF.replaceAll('990102', '990103').replaceAll('990101', '990102');
    await expect(attempt([own, correct], elsewhere)).rejects.toThrow(/row-level security/);
  }); // prettier-ignore

  it('a waiver bears the names of those who act, and one on which an application rests is not withdrawn', async () => {
    const { supervisor, caseworker } = test.actors;
    const { id, personId, days } = await aRetrofit(test).applied().build();
    const waiverId = await anApprovedWaiver(test, id, { rule: 'C15', documentDate: addDays(days.applied, -1) });
    const withdraw = `UPDATE waivers SET withdrawn_by = '${supervisor.id}', withdrawer_name = '冒名', withdrawal_reason = 'y' WHERE id = '${waiverId}'`;
    expect(await attempt([withdraw, `SELECT requester_name AS asked, withdrawer_name AS withdrew FROM waivers WHERE id = '${waiverId}'`]))
      .toEqual([{ asked: caseworker.name, withdrew: supervisor.name }]);
    await test.db.query('UPDATE people SET certificate_valid_from = $2, certificate_valid_until = NULL WHERE id = $1', [personId, addDays(days.applied, 1)]);
    await refused('waivers_rested_on', withdraw);
    const earlier = `UPDATE application_steps SET given_on = '${addDays(days.applied, -1)}' WHERE retrofit_id = '${id}' AND level = 0`;
    await refused('retrofits_waiver_before_the_act', earlier);
  }); // prettier-ignore

  it('an inspection and a file are begun in one’s own name, and a file stays as it came', async () => {
    const own = `SET LOCAL tantu.actor_id = '${test.actors.district.id}'`;
    const audit = `INSERT INTO audit_runs (id, area_code, sources, starter_name, started_by) VALUES ('${newId()}', '990101', 'found', '冒名', '${test.actors.supervisor.id}') RETURNING starter_name AS name`;
    const file = newId();
    const brought = `INSERT INTO imports (id, area_code, ledger, file_name, sha256, bytes, storage_key, state, starter_name, started_by)
      VALUES ('${file}', '990101', 'works', 'a.xlsx', sha256('a'), 1, 'k', 'mapping', '冒名', '${test.actors.supervisor.id}') RETURNING starter_name AS name`;
    const isOwner = who === 'the owner of the tables';
    for (const statement of [audit, brought]) {
      expect(await attempt([own, statement])).toEqual([{ name: (isOwner ? test.actors.supervisor : test.actors.district).name }]);
      if (!isOwner) await expect(attempt([statement])).rejects.toMatchObject({ constraint: expect.stringMatching(/_by_actor$/) as string });
    }
    const set = (assignment: string): string => `UPDATE imports SET ${assignment} WHERE id = '${file}'`;
    for (const change of [`file_name = 'x'`, `starter_name = 'x'`, 'bytes = 2']) await refused('imports_kept', own, brought, set(change));
    const applied = set(`state = 'applied', applied_at = now()`);
    for (const change of [`applied_at = '2001-01-01'`, `reason = 'x'`]) await refused('imports_kept', own, brought, applied, set(change));
  }); // prettier-ignore

  it('what lists show of a found record is filled where it is empty, and only there', async () => {
    const id = await anOldRecord(test, { name: '赵小二' });
    const set = (assignment: string): string => `UPDATE found_records SET ${assignment} WHERE id = '${id}'`;
    const asOwner = (...statements: string[]) => attempt(statements, 'RESET ROLE');
    for (const column of ['contractor', 'street', 'community', 'id_number_masked'])
      await expect(asOwner(set(`${column} = '甲'`), set(`${column} = '乙'`))).rejects.toMatchObject({ constraint: 'found_records_kept' });
  }); // prettier-ignore

  it('a contract stands on a decision of its own programme, and a notice is recorded when it is written', async () => {
    const { contractId } = await aWholeFile(test.db, { areaCode: '990101001001' });
    const other = await aWholeFile(test.db, { areaCode: '990101001001' });
    const foreign = `UPDATE contracts SET decision_id = (SELECT decision_id FROM contracts WHERE id = '${other.contractId}') WHERE id = '${contractId}'`;
    await refused('contracts_decision_of_programme_fkey', foreign);
    const notice = `UPDATE applications SET notice_from = '2025-02-07', notice_until = '2025-02-14', notice_place = '村口', notice_recorded_at = '2025-02-07'
      WHERE retrofit_id = '${other.retrofitId}' RETURNING notice_recorded_at > now() - interval '1 hour' AS "isNow"`;
    expect(await attempt([notice])).toEqual([{ isNow: true }]);
  }); // prettier-ignore
});
