import { setTimeout as wait } from 'node:timers/promises';
import { RecheckFindings } from '../../src/findings/recheck-findings';
import { newId } from '../../src/platform/database/ids';
import { addDays } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { aCompletedRetrofit } from '../builders/acceptance';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

interface Kept {
  id: string;
  state: string;
  timesOpened: number;
  facts: Record<string, unknown>;
}

/** Generous: what is tested is that nobody has to call for it, not how fast a laden machine is. */
async function until<Value>(look: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 300; tries++) {
    const value = await look();
    if (isThere(value)) return value;
    await wait(100);
  }
  throw new Error('It did not come about within half a minute');
}

describe('Findings that are kept', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ works: true });
  });
  afterAll(() => test.close());

  const late = async (id: string): Promise<Kept | undefined> =>
    (
      await test.db.query<Kept>(
        `SELECT id, state, facts, times_opened AS "timesOpened" FROM findings
          WHERE retrofit_id = $1 AND rule = 'C14' AND subject_part = 'appliedOn'`,
        [id],
      )
    )[0];
  const lateIn = (id: string, state: string): Promise<Kept | undefined> =>
    until(() => late(id), (found) => found?.state === state); // prettier-ignore
  const due = async (id: string): Promise<number> =>
    (await test.db.query('SELECT FROM findings_due WHERE retrofit_id = $1 OR programme_id = $1', [id]))
      .length;
  const events = async (id: string): Promise<string[]> =>
    (await test.db.query<{ kind: string }>('SELECT kind FROM finding_events WHERE finding_id = $1 ORDER BY id', [id])).map(({ kind }) => kind); // prettier-ignore
  const correct = (id: string, givenOn: string) =>
    test
      .as('caseworker')
      .post(`/api/v1/retrofits/${id}/application/date-corrections`, { level: 0, givenOn, reason: '看错了' })
      .expect(201);

  it('open by themselves, lapse with their facts, close with their cause and open again with it', async () => {
    const { id, days } = await aRetrofit(test).applied().build();
    const opened = (await lateIn(id, 'open'))!;
    expect(opened.facts).toMatchObject({ date: 'appliedOn', on: days.applied, limitDays: 7 });
    const decision = { ids: [opened.id], decision: 'accepted', reason: '停电，事后补录' };
    await test.as('supervisor').post(`/api/v1/retrofits/${id}/findings/decisions`, decision).expect(200);
    await until(() => due(id), (rows) => rows === 0); // prettier-ignore
    expect((await late(id))!.state).toBe('accepted');

    await correct(id, addDays(days.applied, 1));
    expect(await lateIn(id, 'open')).toMatchObject({ id: opened.id, timesOpened: 1 });
    await correct(id, addDays(localDay(new Date()), -2));
    expect(await lateIn(id, 'closed')).toMatchObject({ id: opened.id });
    await correct(id, days.applied);
    expect(await lateIn(id, 'open')).toMatchObject({ id: opened.id, timesOpened: 2 });
    expect(await events(opened.id)).toEqual(['opened', 'accepted', 'reopened', 'closed', 'reopened']);
  });

  it('of one retrofit that can’t be looked at hold up no other, and are looked at again later', async () => {
    const broken = await aRetrofit(test).build();
    await test.db.query(
      `CREATE FUNCTION no_findings() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of order'; END $$;
       CREATE TRIGGER no_findings BEFORE INSERT ON findings FOR EACH ROW WHEN (NEW.retrofit_id = '${broken.id}') EXECUTE FUNCTION no_findings()`,
    );
    const submit = { appliedOn: broken.days.applied, applicantRelation: 'self', channel: 'community', needs: '进出不便' };
    await test.as('caseworker').post(`/api/v1/retrofits/${broken.id}/application`, submit).expect(201);
    const other = await aRetrofit(test).applied().build();
    await lateIn(other.id, 'open');
    const tries = async (): Promise<number> =>
      (
        await test.db.query<{ tries: number }>(
          'SELECT max(tries) AS tries FROM findings_due WHERE retrofit_id = $1 AND not_before > now()',
          [broken.id],
        )
      )[0]!.tries;
    await until(tries, (count) => count > 0);
    await test.db.query('DROP TRIGGER no_findings ON findings');
    await lateIn(broken.id, 'open');
    expect(await due(broken.id)).toBe(0);
  }); // prettier-ignore

  it('of a subject that does not exist are dropped', async () => {
    const nobody = newId();
    await test.db.query('INSERT INTO findings_due (retrofit_id) VALUES ($1)', [nobody]);
    await test.db.query('INSERT INTO findings_due (programme_id) VALUES ($1)', [nobody]);
    await until(() => due(nobody), (rows) => rows === 0); // prettier-ignore
  });

  it('of a programme as a whole are looked at too', async () => {
    const { programmeId } = await aRetrofit(test).build();
    await test.db.query('INSERT INTO findings_due (programme_id) VALUES ($1)', [programmeId]);
    await until(() => due(programmeId), (rows) => rows === 0); // prettier-ignore
  });
});

describe('What makes findings due', () => {
  let test: TestApp;
  let made: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp();
    made = await aRetrofit(test).applied().build();
  });
  beforeEach(() => test.db.query('DELETE FROM findings_due'));
  afterAll(() => test.close());

  const due = async (): Promise<{ retrofits: string[]; programmes: string[] }> => {
    const rows = await test.db.query<{ retrofit: string | null; programme: string | null }>(
      'SELECT retrofit_id AS retrofit, programme_id AS programme FROM findings_due ORDER BY id',
    );
    return {
      retrofits: rows.flatMap(({ retrofit }) => retrofit ?? []),
      programmes: rows.flatMap(({ programme }) => programme ?? []),
    };
  };
  const record = (kind: string, subjectType: string, subjectId: string, householdId: string | null = null) =>
    test.db.query(
      `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, household_id, actor_name, actor_role, data)
       VALUES ($1, '990101', $2, $3, $4, $5, '某人', 'caseworker', '{}')`,
      [newId(), kind, subjectType, subjectId, householdId],
    );

  it('is what changes a household or somebody of it', async () => {
    await record('household.changed', 'household', made.householdId, made.householdId);
    await record('person.changed', 'person', made.personId, made.householdId);
    expect(await due()).toEqual({ retrofits: [made.id, made.id], programmes: [] });
  });

  it('is a changed contractor, for the retrofits that it builds', async () => {
    const { id } = await aCompletedRetrofit(test);
    await test.db.query('DELETE FROM findings_due');
    await record('contractor.changed', 'contractor', test.actors.contractor.contractorId!);
    expect(await due()).toEqual({ retrofits: [id], programmes: [] });
  });

  it('is a programme’s change, for itself and its retrofits; its quota only for itself', async () => {
    await record('quota.booked', 'programme', made.programmeId);
    expect(await due()).toEqual({ retrofits: [], programmes: [made.programmeId] });
    await record('programme.changed', 'programme', made.programmeId);
    expect(await due()).toEqual({ retrofits: [made.id], programmes: [made.programmeId, made.programmeId] });
  });

  it('is the night, for what is not finished and for programmes that run; once', async () => {
    const withdrawn = await aRetrofit(test).inProgramme(made.programmeId).applied().build();
    await test
      .as('supervisor')
      .post(`/api/v1/retrofits/${withdrawn.id}/end`, { reason: 'withdrawn', note: '搬走' })
      .expect(201);
    await test.db.query('DELETE FROM findings_due');
    for (let turn = 0; turn < 2; turn++) await test.get(RecheckFindings).execute();
    const { retrofits, programmes } = await due();
    expect(retrofits.filter((id) => id === made.id)).toHaveLength(1);
    expect(retrofits).not.toContain(withdrawn.id);
    expect(programmes.filter((id) => id === made.programmeId)).toHaveLength(1);
  }); // prettier-ignore

  it('waits where this process leaves jobs to others', async () => {
    await test.db.query('INSERT INTO findings_due (retrofit_id) VALUES ($1)', [made.id]);
    await wait(3000);
    expect((await due()).retrofits).toEqual([made.id]);
  });
});

describe('An application that is stopped', () => {
  it('leaves what is due for the next start', async () => {
    const test = await createTestApp({ works: true });
    const { id } = await aRetrofit(test).applied().build();
    await test.db.query('INSERT INTO findings_due (retrofit_id) SELECT $1 FROM generate_series(1, 500)', [
      id,
    ]);
    await test.app.close();
    await test.db.query('INSERT INTO findings_due (retrofit_id) VALUES ($1)', [id]);
    await wait(2500);
    const [row] = await test.db.query<{ due: boolean }>('SELECT count(*) > 0 AS due FROM findings_due');
    expect(row!.due).toBe(true);
    await test.db.drop();
  });
});
