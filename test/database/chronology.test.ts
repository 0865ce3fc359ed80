import fc from 'fast-check';
import { Client } from 'pg';
import { newId } from '../../src/platform/database/ids';
import { addDays, CalendarDate } from '../../src/platform/time/calendar-date';
import { localDay } from '../../src/platform/time/district-time';
import { DateName } from '../../src/rules/dossier';
import { orderFault } from '../../src/rules/order-rule';
import { CHRONOLOGY } from '../../src/workflow/chronology';
import { columnOf, DATE_FIELDS, DateField } from '../../src/workflow/retrofit.entity';
import { aHousehold } from '../builders/household';
import { aPassedRound, aPlaceHeld, aSatisfiedHousehold } from '../builders/proofs';
import { createTestApp, TestApp } from '../support/test-app';

const today = localDay(new Date());
const programme = { startsOn: addDays(today, -20), endsOn: addDays(today, -1) };

type DateSet = Record<DateField | 'approvedOn', CalendarDate | null>;

/** Days around the programme and around today, so that every boundary is met often; a third are missing. */
const anyDay = fc.option(
  fc.integer({ min: -24, max: 2 }).map((days) => addDays(today, days)),
  { freq: 2 },
);
const anySet: fc.Arbitrary<DateSet> = fc.record(
  Object.fromEntries([...DATE_FIELDS, 'approvedOn'].map((field) => [field, anyDay])) as Record<
    keyof DateSet,
    typeof anyDay
  >,
);
/** Sets that are nearly right: ascending days, of which a few were then changed. */
const nearlyRight: fc.Arbitrary<DateSet> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 10 }),
    fc.integer({ min: 0, max: 9 }),
    anyDay,
    fc.nat(3),
    fc.integer({ min: 0, max: 10 }),
  )
  .map(([steps, changed, day, change, length]) => {
    let at = -20;
    const fields = ['approvedOn', ...DATE_FIELDS] as const;
    const set = Object.fromEntries(
      fields.map((field, index) => [field, index < length ? addDays(today, (at += steps[index]!)) : null]),
    ) as DateSet;
    if (change === 0) set[fields[changed]!] = day;
    return set;
  });

/**
 * The rules again, written down independently of the declaration: what the rule book says in words.
 * A missing earlier date is as wrong as a later one; the same day is allowed.
 */
function isLegal(d: DateSet): boolean {
  const follows = (later: CalendarDate | null, earlier: CalendarDate | null): boolean =>
    later === null || (earlier !== null && earlier <= later);
  const inProgramme = (day: CalendarDate | null): boolean =>
    day === null || (day >= programme.startsOn && day <= programme.endsOn);
  return (
    follows(d.startedOn, d.approvedOn) && // C02
    follows(d.measuredOn, d.surveyedOn) && follows(d.consultedOn, d.measuredOn) && follows(d.planAgreedOn, d.consultedOn) && // C04
    follows(d.startedOn, d.planAgreedOn) && // C05
    follows(d.startedOn, d.contractSignedOn) && // C07
    follows(d.completedOn, d.startedOn) && // C09
    follows(d.acceptedOn, d.completedOn) && // C10
    follows(d.signedOn, d.acceptedOn) && // C11
    inProgramme(d.startedOn) && inProgramme(d.acceptedOn) && // C12
    Object.values(d).every((day) => day === null || day <= today) // C13
  ); // prettier-ignore
}

function isLegalByDeclaration(set: DateSet): boolean {
  const dates: Partial<Record<DateName, CalendarDate | null>> = {
    ...set,
    programmeStartsOn: programme.startsOn,
    programmeEndsOn: programme.endsOn,
  };
  const lines = CHRONOLOGY.filter(({ constraint }) => constraint?.startsWith('retrofits_'));
  return (
    lines.every(
      (line) => orderFault(dates[line.earlier], dates[line.later], line.earlierOptional) === null,
    ) && Object.values(set).every((day) => day === null || day <= today)
  );
}

describe('Illogical dates', () => {
  let test: TestApp;
  let retrofitId: string;
  let contracts: Map<CalendarDate, string>;

  beforeAll(async () => {
    test = await createTestApp();
    ({ retrofitId, contracts } = await setUp(test));
  });
  afterAll(() => test.close());

  it('are the same to the declaration as to the rule book: 100,000 sets', () => {
    let legal = 0;
    fc.assert(
      fc.property(fc.oneof(anySet, nearlyRight, nearlyRight), (set) => {
        legal += isLegal(set) ? 1 : 0;
        return isLegal(set) === isLegalByDeclaration(set);
      }),
      { numRuns: 100_000 },
    );
    expect(legal).toBeGreaterThan(10_000);
  });

  it.each(['the owner of the tables', 'the application’s role'])(
    'are never stored by SQL as %s, and everything legal is: 5,000 sets',
    async (who) => {
      const sets = fc.sample(fc.oneof(anySet, nearlyRight, nearlyRight), 5_000);
      const client = new Client({ connectionString: test.db.url });
      await client.connect();
      try {
        await client.query(TRY_SETS);
        if (who !== 'the owner of the tables') await becomeStaff(client);
        const stored: boolean[] = [];
        // In many transactions: the versions of the one row that a transaction leaves are only tidied up after it.
        for (let from = 0; from < sets.length; from += 50) {
          const some = sets.slice(from, from + 50).map((set) => ({
            ...set,
            contractId: set.contractSignedOn && contracts.get(set.contractSignedOn),
          }));
          const { rows } = await client.query<{ stored: boolean[] }>('SELECT try_sets($1, $2) AS stored', [
            retrofitId,
            JSON.stringify(some),
          ]);
          stored.push(...rows[0]!.stored);
        }
        expect(sets.filter((set, index) => stored[index] !== isLegal(set))).toEqual([]);
        expect(stored.filter(Boolean).length).toBeGreaterThan(500);
        expect(stored.filter((one) => !one).length).toBeGreaterThan(500);
      } finally {
        await client.end();
      }
    },
    120_000,
  );

  it('are refused when the contract’s, the decision’s or the opinion’s date is changed later', async () => {
    const signed = addDays(today, -15);
    const day = (days: number): CalendarDate => addDays(today, days);
    const [row] = await test.db.query<{ stored: boolean[] }>('SELECT try_sets($1, $2, true) AS stored', [
      retrofitId,
      JSON.stringify([
        {
          approvedOn: day(-18), surveyedOn: day(-18), measuredOn: day(-18), consultedOn: day(-18), planAgreedOn: day(-17),
          contractSignedOn: signed, contractId: contracts.get(signed), startedOn: day(-14), completedOn: null, acceptedOn: null, signedOn: null,
        },
      ]), // prettier-ignore
    ]);
    expect(row!.stored).toEqual([true]);
    const contractId = contracts.get(signed);
    await expect(
      test.db.query('UPDATE contracts SET signed_on = $2 WHERE id = $1', [contractId, day(-13)]),
    ).rejects.toMatchObject({
      constraint: 'retrofits_c07_contract_before_works',
    });
    await expect(
      test.db.query(
        'UPDATE decisions SET held_on = $2 WHERE id = (SELECT decision_id FROM contracts WHERE id = $1)',
        [contractId, today],
      ),
    ).rejects.toMatchObject({ constraint: 'contracts_c06_decision_first' });
    await expect(
      test.db.query('UPDATE application_steps SET given_on = $2 WHERE retrofit_id = $1 AND level = 3', [
        retrofitId,
        day(-13),
      ]),
    ).rejects.toMatchObject({ constraint: 'retrofits_c02_approval_before_works' });
    await expect(
      test.db.query(
        'UPDATE programmes SET starts_on = $1 WHERE id = (SELECT programme_id FROM retrofits WHERE id = $2)',
        [day(-13), retrofitId],
      ),
    ).rejects.toMatchObject({ constraint: 'retrofits_c12_start_in_programme' });
    await test.db.query('UPDATE contracts SET signed_on = $2 WHERE id = $1', [contractId, day(-14)]);
  });

  it('cannot be hidden by writing the instant of recording', async () => {
    await test.db.query(`UPDATE retrofits SET surveyed_recorded_at = '2000-01-01' WHERE id = $1`, [
      retrofitId,
    ]);
    const [row] = await test.db.query<{ at: Date }>(
      'SELECT surveyed_recorded_at AS at FROM retrofits WHERE id = $1',
      [retrofitId],
    );
    expect(row!.at.getFullYear()).toBe(new Date().getFullYear());
  });

  it('have one constraint for each line of the declaration, and no other', async () => {
    const rows = await test.db.query<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'c' AND conrelid = 'retrofits'::regclass AND conname ~ '_c[0-9]{2}_'`,
    );
    const declared = CHRONOLOGY.filter(({ constraint }) => constraint?.startsWith('retrofits_'));
    for (const line of declared) {
      const found = rows.find(({ name }) => name === line.constraint);
      expect(found?.definition).toContain(columnOf(line.earlier));
      expect(found?.definition).toContain(columnOf(line.later));
      expect(found?.definition.includes(`'${line.code}'`)).toBe(line.waivable);
    }
    const c13 = DATE_FIELDS.map((field) => `retrofits_c13_${columnOf(field)}`);
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...new Set([...declared.map(({ constraint }) => constraint!), ...c13])].sort(),
    );
  });
});

/**
 * Tries each set in a transaction of its own inside and takes it back, unless it is to keep it; true where the database stored it. What is
 * asked at a commit is asked at the end of each set, so that stored means stored for good. A day of acceptance comes
 * with the place that it uses up: that it needs one is not a matter of dates.
 */
const TRY_SETS = `
  CREATE OR REPLACE FUNCTION try_sets(retrofit uuid, sets jsonb, keep boolean DEFAULT false) RETURNS boolean[] LANGUAGE plpgsql AS $$
  DECLARE s jsonb; stored boolean[] := '{}';
  BEGIN
    FOR s IN SELECT * FROM jsonb_array_elements(sets) LOOP
      BEGIN
        SET CONSTRAINTS ALL DEFERRED;
        IF s ->> 'approvedOn' IS NOT NULL THEN UPDATE application_steps SET given_on = (s ->> 'approvedOn')::date WHERE retrofit_id = retrofit AND level = 3; END IF;
        UPDATE retrofits SET approved_on = (s ->> 'approvedOn')::date, contract_id = (s ->> 'contractId')::uuid,
          contractor_id = (SELECT c.contractor_id FROM contracts c WHERE c.id = (s ->> 'contractId')::uuid),
          surveyed_on = (s ->> 'surveyedOn')::date, measured_on = (s ->> 'measuredOn')::date, consulted_on = (s ->> 'consultedOn')::date,
          plan_agreed_on = (s ->> 'planAgreedOn')::date, contract_signed_on = (s ->> 'contractSignedOn')::date, started_on = (s ->> 'startedOn')::date,
          completed_on = (s ->> 'completedOn')::date, accepted_on = (s ->> 'acceptedOn')::date, signed_on = (s ->> 'signedOn')::date WHERE id = retrofit;
        IF NOT FOUND THEN RAISE EXCEPTION 'nothing to change'; END IF;
        IF s ->> 'acceptedOn' IS NOT NULL THEN
          INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
          SELECT gen_random_uuid(), district_code, programme_id, 'use', 1, id, created_at::date - 1 FROM retrofits WHERE id = retrofit;
        END IF;
        SET CONSTRAINTS ALL IMMEDIATE;
        IF NOT keep THEN RAISE SQLSTATE 'TSTOR'; END IF;
        stored := stored || true;
      EXCEPTION WHEN check_violation OR foreign_key_violation THEN
        stored := stored || false;
      WHEN SQLSTATE 'TSTOR' THEN
        stored := stored || true;
      END;
    END LOOP;
    RETURN stored;
  END $$`;

async function becomeStaff(client: Client): Promise<void> {
  await client.query(`SET ROLE tantu_staff`);
  await client.query(
    `SET tantu.district = '990101'; SET tantu.area = '990101'; SET tantu.area_end = '990102'; SET tantu.actor_id = ''`,
  );
}

/**
 * A retrofit whose application was agreed by all three, and a contract for every day that a set can name. Everything
 * that its dates need beside one another is there from before the first day that a set can name (a place of the quota, a
 * round that passed, a satisfied household), so that the dates alone decide.
 */
async function setUp(test: TestApp): Promise<{ retrofitId: string; contracts: Map<CalendarDate, string> }> {
  const { body } = await test.as('caseworker').post('/api/v1/households', aHousehold()).expect(201);
  const [programmeId, retrofitId, decisionId] = [newId(), newId(), newId()];
  await test.db.query(
    `INSERT INTO programmes (id, area_code, year, name, grant_document, granted_on, starts_on, ends_on, plan_by, start_by, finish_by, cap_fen, grades, hardships, tenures,
                             principal_name, deputy_name, officer_name)
     VALUES ($1, '990101', 2026, '年度', '文', $2, $2, $3, $3, $3, $3, 600000, '{1,2}', '{minimumLiving}', '{owned}', '甲', '乙', '丙')`,
    [programmeId, programme.startsOn, programme.endsOn],
  );
  await test.db.query(
    `INSERT INTO retrofits (id, area_code, programme_id, programme_starts_on, programme_ends_on, household_id, person_id)
     SELECT $1, area_code, $2, $3, $4, id, (SELECT p.id FROM people p WHERE p.household_id = h.id) FROM households h WHERE id = $5`,
    [retrofitId, programmeId, programme.startsOn, programme.endsOn, (body as { id: string }).id],
  );
  await test.db.query(
    `INSERT INTO applications (retrofit_id, area_code, applicant_name, applicant_relation, channel, needs) VALUES ($1, '', '张三丰', 'self', 'community', '坡道')`,
    [retrofitId],
  );
  const first = addDays(today, -30);
  const reviewers = [
    test.actors.caseworker,
    test.actors.caseworker,
    test.actors.street,
    test.actors.district,
  ];
  for (const [level, reviewer] of reviewers.entries()) {
    await test.db.query(
      `INSERT INTO application_steps (retrofit_id, level, area_code, verdict, given_on, preceding_level, preceding_verdict, preceded_on, user_id, person_name, opinion, seal_caption, content_hash)
       VALUES ($1, $2::smallint, '', 'agree', $3, CASE WHEN $2::smallint > 0 THEN $2::smallint - 1 END, CASE WHEN $2::smallint > 0 THEN 'agree' END, CASE WHEN $2::smallint > 0 THEN $3::date END, $4, $5, '同意', '章', sha256('x'))`,
      [retrofitId, level, first, reviewer.id, reviewer.name],
    );
  }
  await test.db.query(
    `INSERT INTO decisions (id, area_code, programme_id, held_on, subject, attendees, minutes) VALUES ($1, '990101', $2, $3, '确定施工单位', '{甲,乙,丙}', '经集体研究同意。。。。')`,
    [decisionId, programmeId, first],
  );
  const contracts = new Map<CalendarDate, string>();
  for (let days = -24; days <= 0; days += 1) {
    const id = newId();
    const signedOn = addDays(today, days);
    await test.db.query(
      `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, decision_id, decided_on, signed_on, amount_fen, works_from, works_until)
       VALUES ($1, '990101', $2, $3, $4, $5, $6, $7::date, 100, $7::date, $7::date)`,
      [id, programmeId, test.actors.contractor.contractorId, `合-${days}`, decisionId, first, signedOn],
    );
    contracts.set(signedOn, id);
  }
  const proof = { retrofitId, byUserId: test.actors.district.id, on: first };
  await aPlaceHeld(test.db, proof);
  await aPassedRound(test.db, proof);
  await aSatisfiedHousehold(test.db, proof);
  return { retrofitId, contracts };
}
