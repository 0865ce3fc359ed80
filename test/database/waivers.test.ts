import { Client } from 'pg';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { addDays } from '../../src/platform/time/calendar-date';
import { ACTS_ALLOWED, WAIVABLE_RULES } from '../../src/waivers/acts-allowed';
import { DecideWaiver } from '../../src/waivers/decide-waiver';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { anAcceptedRetrofit } from '../builders/acceptance';
import { aContract, aPlannedRetrofit } from '../builders/contract';
import { aProgramme } from '../builders/programme';
import { aRetrofit, BuiltRetrofit, insertProgramme, usualDays } from '../builders/retrofit';
import { anApprovedWaiver, aWaiverRequest } from '../builders/waiver';
import { createTestApp, TestApp } from '../support/test-app';

describe('The database, asked as the owner of its tables,', () => {
  let test: TestApp;
  let made: BuiltRetrofit;
  beforeAll(async () => {
    test = await createTestApp();
  });
  beforeEach(async () => {
    made = await aRetrofit(test).applied().build();
  });
  afterAll(() => test.close());

  const refused = (statement: string, values: unknown[], constraint: string): Promise<void> =>
    expect(test.db.query(statement, values)).rejects.toMatchObject({ constraint });
  const before = (): string => addDays(made.days.applied, -5);
  const requested = () => aWaiverRequest(test, made.id, { rule: 'C07', documentDate: before() });
  const approved = () => anApprovedWaiver(test, made.id, { rule: 'C07', documentDate: before() });
  const DECIDE = `UPDATE waivers SET decision = 'approved', decided_by = $2, decider_name = '甲' WHERE id = $1`;
  const WITHDRAW = `UPDATE waivers SET withdrawn_by = $2, withdrawer_name = '甲', withdrawal_reason = '不再需要' WHERE id = $1`;

  it('waives a rule by an approved waiver only', async () => {
    const waive = `UPDATE retrofits SET waived_rules = $2 WHERE id = $1`;
    await refused(waive, [made.id, ['C07']], 'retrofits_waivers_authorised');
    const id = await requested();
    await refused(waive, [made.id, ['C07']], 'retrofits_waivers_authorised');
    await test.get(DecideWaiver).execute(test.actors.supervisor, id, { verdict: 'approve', note: null });
    await refused(waive, [made.id, ['C02', 'C07']], 'retrofits_waivers_authorised');
    await refused(waive, [made.id, []], 'retrofits_waivers_authorised');
    expect(
      await test.db.query('SELECT waived_rules AS rules FROM retrofits WHERE id = $1', [made.id]),
    ).toEqual([{ rules: ['C07'] }]);
  });

  it('takes no waiver that is approved as it is written, and no rule that has none', async () => {
    const id = await requested();
    const copy = (columns: string, values: string): string =>
      `INSERT INTO waivers (id, retrofit_id, rule, reason, authority, document_number, document_date, document_id, requested_by, requester_name${columns})
       SELECT gen_random_uuid(), retrofit_id, 'C02', reason, authority, document_number, document_date, document_id, requested_by, requester_name${values}
         FROM waivers WHERE id = $1`;
    const { id: supervisor } = test.actors.supervisor;
    await refused(copy(', decision, decided_by, decider_name', `, 'approved', '${supervisor}', '甲'`), [id], 'waivers_kept'); // prettier-ignore
    await refused(copy('', '').replace(`'C02'`, `'C05'`), [id], 'waivers_rule_waivable');
    await refused(copy('', '').replace(`'C02'`, `'C07'`), [id], 'waivers_one_standing');
    const future = copy('', '').replace(' document_number, document_date, document_id, requested_by, requester_name\n         FROM', ` document_number, current_date + 2, document_id, requested_by, requester_name\n         FROM`); // prettier-ignore
    await refused(future, [id], 'waivers_c13_not_in_the_future');
  });

  it('lets nobody decide for himself, nor anybody but a supervisor of the district', async () => {
    const id = await requested();
    const { caseworker, district, stranger, contractor, supervisor } = test.actors;
    await refused(DECIDE, [id, caseworker.id], 'waivers_decider_is_supervisor');
    await refused(DECIDE, [id, district.id], 'waivers_decider_is_supervisor');
    await refused(DECIDE, [id, stranger.id], 'waivers_decider_is_supervisor');
    await refused(DECIDE, [id, contractor.id], 'waivers_decider_is_supervisor');
    const own = await aWaiverRequest(test, made.id, {
      rule: 'C02',
      documentDate: before(),
      by: 'supervisor',
    });
    await refused(DECIDE, [own, supervisor.id], 'waivers_two_people');
    await refused(`UPDATE waivers SET requested_by = $2 WHERE id = $1`, [own, caseworker.id], 'waivers_kept');
    await test.db.query(DECIDE, [id, supervisor.id]);
    await refused(DECIDE.replace('甲', '乙'), [id, supervisor.id], 'waivers_kept');
  });

  it('lets the application’s people act in no name but their own', async () => {
    const id = await requested();
    const inAnothersName = test.database
      .as(test.actors.caseworker)
      .write((tx) => tx.change(DECIDE, [id, test.actors.supervisor.id]));
    await expect(inAnothersName).rejects.toMatchObject({ code: 'forbidden' });
    await test.database.as(systemActor('demo')).write((tx) => tx.change(DECIDE, [id, test.actors.supervisor.id])); // prettier-ignore
  });

  it('keeps what a waiver says, for good', async () => {
    const id = await approved();
    for (const change of [`rule = 'C02'`, `reason = '另有原因'`, `authority = '别处'`, `document_number = '1'`, `document_date = document_date - 100`,
      `document_id = gen_random_uuid()`, `retrofit_id = gen_random_uuid()`, `decision = 'refused', decision_note = '不行'`, `decided_at = now()`,
      `requested_at = now() - interval '1 year'`, `decision_note = '补一句'`])
      await refused(`UPDATE waivers SET ${change} WHERE id = $1`, [id], 'waivers_kept'); // prettier-ignore
    await refused('DELETE FROM waivers WHERE id = $1', [id], 'waivers_kept');
    await refused('TRUNCATE waivers CASCADE', [], 'waivers_not_emptied');
    await refused('DELETE FROM documents WHERE id = (SELECT document_id FROM waivers WHERE id = $1)', [id], 'documents_e08_originals_kept'); // prettier-ignore
    await test.db.query(WITHDRAW, [id, test.actors.supervisor.id]);
    await refused(`UPDATE waivers SET withdrawal_reason = '改口' WHERE id = $1`, [id], 'waivers_kept');
  });

  it('withdraws nothing on which an act rests, nor by the caseworker once it is approved', async () => {
    const { supervisor, caseworker } = test.actors;
    const programmeId = await aProgramme(test, { quota: 5 });
    const planned = await aPlannedRetrofit(test, programmeId, { approved: true });
    const { contractSigned, started } = planned.days;
    const signedLate = addDays(started, 3);
    const early = await anApprovedWaiver(test, planned.id, {
      rule: 'C07',
      documentDate: addDays(started, -1),
    });
    await refused(WITHDRAW, [early, caseworker.id], 'waivers_of_the_area');
    const notice = await anApprovedWaiver(test, planned.id, { rule: 'C03', documentDate: addDays(started, -1) }); // prettier-ignore
    const contract = await aContract(test, { programmeId, signedOn: signedLate });
    await test.db.query('UPDATE retrofits SET contract_id = $2, contractor_id = $3, contract_signed_on = $4, started_on = $5 WHERE id = $1', [planned.id, contract.id, contract.contractorId, signedLate, started]); // prettier-ignore
    await refused(WITHDRAW, [early, supervisor.id], 'retrofits_c07_contract_before_works');
    await refused(WITHDRAW, [notice, supervisor.id], 'waivers_rested_on');
    // A date that is corrected later is compared with the paper again.
    await refused('UPDATE retrofits SET started_on = $2 WHERE id = $1', [planned.id, addDays(started, -1)], 'retrofits_waiver_before_the_act'); // prettier-ignore
    expect(contractSigned < started).toBe(true);
  });

  it.each(['C03', 'C12', 'C15', 'C17', 'C18', 'C07', 'C02'] as const)('approves no waiver of %s that was written afterwards', async (rule) => {
    const done = await anAcceptedRetrofit(test);
    const [{ on }] = (await test.db.query<{ on: string }>(
      `SELECT (${rule === 'C17' ? 'completed_on' : ['C02', 'C03', 'C07'].includes(rule) ? 'started_on' : 'accepted_on'})::text AS on FROM retrofits WHERE id = $1`,
      [done.id],
    )) as [{ on: string }];
    const scan = await aWaiverRequest(test, done.id, { rule: 'C06', documentDate: addDays(done.days.applied, -9) });
    const late = newId();
    await test.db.query(
      `INSERT INTO waivers (id, retrofit_id, rule, reason, authority, document_number, document_date, document_id, requested_by, requester_name)
       SELECT $2, retrofit_id, $3, reason, authority, document_number, $4::date, document_id, requested_by, requester_name FROM waivers WHERE id = $1`,
      [scan, late, rule, on],
    );
    const constraint = ['C12', 'C15', 'C17'].includes(rule) ? 'waivers_before_the_act' : 'retrofits_waiver_before_the_act';
    await refused(DECIDE, [late, test.actors.supervisor.id], constraint);
  }); // prettier-ignore

  it('holds every rule that can be waived, and the same dates as the declaration', async () => {
    const book = RULE_BOOK.rules.filter(({ waivable }) => waivable).map(({ code }) => code);
    // C21 waits for the payments.
    expect([...new Set(book)].filter((code) => code !== 'C21').sort()).toEqual([...WAIVABLE_RULES].sort());
    const [list] = await test.db.query<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'waivers_rule_waivable'`,
    );
    const inDatabase = [...list!.definition.matchAll(/'([A-Z]\d\d)'/g)].map(([, code]) => code);
    expect(inDatabase).toEqual([...WAIVABLE_RULES]);
    const [check] = await test.db.query<{ body: string }>(
      `SELECT string_agg(replace(prosrc, 'r.', 'NEW.'), '' ORDER BY proname) AS body FROM pg_proc WHERE proname IN ('retrofits_check_waivers', 'waivers_check_acts')`,
    );
    const held = WAIVABLE_RULES.filter((rule) => check!.body.includes(`WHEN '${rule}' THEN`));
    expect(held).toEqual([...WAIVABLE_RULES]);
    for (const rule of held)
      for (const date of ACTS_ALLOWED[rule]) {
        const column = date === 'appliedOn' ? 's.given_on' : `NEW.${date.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`; // prettier-ignore
        const from = check!.body.slice(check!.body.indexOf(`WHEN '${rule}' THEN`));
        expect({ rule, date, found: from.includes(column) }).toEqual({ rule, date, found: true });
      }
  });

  describe('of a contract without an earlier decision (C06)', () => {
    let programmeId: string;
    let holder: BuiltRetrofit;
    let waiverId: string;
    beforeEach(async () => {
      programmeId = await aProgramme(test, { quota: 5 });
      holder = await aPlannedRetrofit(test, programmeId, { approved: true });
      waiverId = await anApprovedWaiver(test, holder.id, { rule: 'C06', documentDate: addDays(usualDays(test).contractSigned, -1) }); // prettier-ignore
    });

    const signed = async (waiver: string | null, change: { programme?: string; on?: string } = {}) => {
      const id = newId();
      const on = change.on ?? usualDays(test).contractSigned;
      await test.db.query(
        `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, signed_on, amount_fen, works_from, works_until, c06_waiver_id, waived_rules)
         VALUES ($1, '990101', $2, $3, $4, $5, 1, $5, $5, $6, '{C06}')`,
        [id, change.programme ?? programmeId, test.actors.contractor.contractorId, id, on, waiver],
      );
      return id;
    };
    const under = (retrofitId: string, contractId: string) =>
      test.db.query(
        `UPDATE retrofits r SET contract_id = k.id, contractor_id = k.contractor_id, contract_signed_on = k.signed_on FROM contracts k WHERE k.id = $2 AND r.id = $1`,
        [retrofitId, contractId],
      );

    it('takes only one that names a waiver of its programme, approved and older than the contract', async () => {
      await expect(signed(null)).rejects.toMatchObject({ constraint: 'contracts_c06_decision_first' });
      const [other] = [await anApprovedWaiver(test, holder.id, { rule: 'C02', documentDate: addDays(usualDays(test).contractSigned, -1) })]; // prettier-ignore
      const elsewhere = await insertProgramme(test);
      const early = addDays(usualDays(test).contractSigned, -1);
      for (const attempt of [
        signed(other),
        signed(waiverId, { programme: elsewhere }),
        signed(waiverId, { on: early }),
      ])
        // prettier-ignore
        await expect(attempt).rejects.toMatchObject({ constraint: 'contracts_waivers_authorised' });
      const id = await signed(waiverId);
      await refused('UPDATE contracts SET signed_on = $2 WHERE id = $1', [id, early], 'contracts_waivers_authorised'); // prettier-ignore
      await refused('UPDATE contracts SET c06_waiver_id = NULL WHERE id = $1', [id], 'contracts_c06_decision_first'); // prettier-ignore
      await refused(WITHDRAW, [waiverId, test.actors.supervisor.id], 'waivers_rested_on');
    });

    it('puts only retrofits under it that hold a waiver of their own', async () => {
      const id = await signed(waiverId);
      await under(holder.id, id);
      const without = await aPlannedRetrofit(test, programmeId, { approved: true });
      await expect(under(without.id, id)).rejects.toMatchObject({ constraint: 'retrofits_c06_waiver_of_its_own' }); // prettier-ignore
      const own = await anApprovedWaiver(test, without.id, { rule: 'C06', documentDate: addDays(usualDays(test).contractSigned, -2) }); // prettier-ignore
      await under(without.id, id);
      await refused(WITHDRAW, [own, test.actors.supervisor.id], 'retrofits_c06_waiver_of_its_own');
    });

    it.each(['the contract', 'the withdrawal'])('never loses its waiver to somebody at the same time: %s comes first', async (first) => {
      const [one, two] = [new Client({ connectionString: test.db.url }), new Client({ connectionString: test.db.url })];
      await Promise.all([one.connect(), two.connect()]);
      const id = newId();
      const insert = (client: Client) => client.query(
        `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, signed_on, amount_fen, works_from, works_until, c06_waiver_id)
         VALUES ($1, '990101', $2, $3, $4, $5, 1, $5, $5, $6)`,
        [id, programmeId, test.actors.contractor.contractorId, id, usualDays(test).contractSigned, waiverId],
      );
      const withdraw = (client: Client) => client.query(WITHDRAW, [waiverId, test.actors.supervisor.id]);
      const [early, late] = first === 'the contract' ? [insert, withdraw] : [withdraw, insert];
      try {
        await one.query('BEGIN');
        await early(one);
        const waiting = expect(late(two)).rejects.toMatchObject({
          constraint: first === 'the contract' ? 'waivers_rested_on' : 'contracts_waivers_authorised',
        });
        await new Promise((resolve) => setTimeout(resolve, 200));
        await one.query('COMMIT');
        await waiting;
      } finally {
        await Promise.all([one.end(), two.end()]);
      }
    }); // prettier-ignore

    it('lets no contract lean on a waiver later, over retrofits that have none', async () => {
      const contract = await aContract(test, { programmeId });
      const without = await aPlannedRetrofit(test, programmeId, { approved: true });
      await under(without.id, contract.id);
      await refused('UPDATE contracts SET c06_waiver_id = $2 WHERE id = $1', [contract.id, waiverId], 'contracts_c06_waivers_of_their_own'); // prettier-ignore
    });
  });

  describe('of the quota', () => {
    const book = (kind: string, id = made.id): Promise<object[]> =>
      test.db.query(
        `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
         SELECT gen_random_uuid(), '990101', programme_id, $2, 1, id, current_date - 1 FROM retrofits WHERE id = $1`,
        [id, kind],
      );
    const ahead = () => insertProgramme(test, { startsOn: addDays(usualDays(test).accepted, 10), quota: 3 });

    it('books an advance by a waiver, and only then', async () => {
      await expect(book('advance')).rejects.toMatchObject({ constraint: 'quota_entries_q01_advance_authorised' }); // prettier-ignore
      const early = await aRetrofit(test)
        .inProgramme(await ahead())
        .applied()
        .build();
      await anApprovedWaiver(test, early.id, { documentDate: before() });
      await expect(book('reserve', early.id)).rejects.toMatchObject({ constraint: 'quota_entries_q01_advance_authorised' }); // prettier-ignore
      await book('advance', early.id);
      await expect(book('advance', early.id)).rejects.toMatchObject({ constraint: 'quota_entries_once_per_retrofit' }); // prettier-ignore
    });

    it('holds one place at a time, and none once it is used', async () => {
      await book('reserve');
      await expect(book('reserve')).rejects.toMatchObject({ constraint: 'quota_entries_once_per_retrofit' });
      await book('release');
      await expect(book('release')).rejects.toMatchObject({ constraint: 'quota_entries_q01_reserved_first' });
      const { id } = await anAcceptedRetrofit(test);
      expect(await test.db.query('SELECT place_held($1) AS held', [id])).toEqual([{ held: null }]);
      await expect(book('use', id)).rejects.toMatchObject({ constraint: 'quota_entries_q01_reserved_first' });
      await expect(book('reserve', id)).rejects.toMatchObject({ constraint: 'quota_entries_once_per_retrofit' }); // prettier-ignore
    });

    it('leaves no place booked otherwise than the waivers say', async () => {
      const early = await aRetrofit(test)
        .inProgramme(await ahead())
        .applied()
        .build();
      await book('reserve', early.id);
      const id = await aWaiverRequest(test, early.id, { documentDate: before() });
      await refused(DECIDE, [id, test.actors.supervisor.id], 'waivers_q01_place_follows');
      await test.get(DecideWaiver).execute(test.actors.supervisor, id, { verdict: 'approve', note: null });
      await refused(WITHDRAW, [id, test.actors.supervisor.id], 'waivers_q01_place_follows');
    });
  });
});
