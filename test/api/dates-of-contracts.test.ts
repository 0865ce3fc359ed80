import { addDays, calendarDate } from '../../src/platform/time/calendar-date';
import { aContract, aDecision, aPlannedRetrofit, putUnder, startWorks } from '../builders/contract';
import { aContractor } from '../builders/contractor';
import { aProgramme, aProgrammeInput } from '../builders/programme';
import { BuiltRetrofit, usualDays } from '../builders/retrofit';
import { brokenRules } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

/** The inspection of 2022 found these; each must be refused by the acts before the database, and by the database. */
describe('The inspection’s cases of contracts', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  /** A programme of 2022 with one retrofit under a contract of 20 April, whose works started on 10 May. */
  async function startedInMay(): Promise<{ contractId: string; decisionId: string; programmeId: string; made: BuiltRetrofit }> {
    const programmeId = await aProgramme(test, { startsOn: calendarDate('2021-10-01'), endsOn: calendarDate('2022-12-31') });
    const contract = await aContract(test, { programmeId, decidedOn: calendarDate('2022-03-11'), signedOn: calendarDate('2022-04-20') });
    const made = await approvedInApril(programmeId);
    await putUnder(test, contract.id, made);
    await startWorks(test, made.id, '2022-05-10');
    return { contractId: contract.id, decisionId: contract.decisionId, programmeId, made };
  } // prettier-ignore

  /** A retrofit whose plan was agreed on 1 April 2022 and which was approved on the day after. */
  async function approvedInApril(programmeId: string): Promise<BuiltRetrofit> {
    const made = await aPlannedRetrofit(test, programmeId);
    await test.db.query(
      `UPDATE retrofits SET surveyed_on = '2022-03-01', measured_on = '2022-03-01', consulted_on = '2022-03-02', plan_agreed_on = '2022-04-01' WHERE id = $1`,
      [made.id],
    );
    await approve(made.id, '2022-04-02');
    return made;
  }

  /** The three opinions, as rows: their acts are tested elsewhere. */
  async function approve(retrofitId: string, on: string): Promise<void> {
    await test.db.query(
      `INSERT INTO applications (retrofit_id, area_code, applicant_name, applicant_relation, channel, needs) VALUES ($1, '990101001001', '某', 'self', 'community', '坡道')`,
      [retrofitId],
    );
    const people = ['caseworker', 'caseworker', 'street', 'district'] as const;
    for (const [level, person] of people.entries())
      await test.db.query(
        `INSERT INTO application_steps (retrofit_id, level, area_code, verdict, given_on, preceding_level, preceding_verdict, preceded_on, user_id, person_name, opinion, seal_caption, content_hash)
         VALUES ($1, $2::smallint, '990101001001', 'agree', $3::date, $4::smallint, $5, $6::date, $7, '某', '同意', '章', decode(repeat('00', 32), 'hex'))`,
        [retrofitId, level, on, level > 0 ? level - 1 : null, level > 0 ? 'agree' : null, level > 0 ? on : null, test.actors[person].id],
      );
    await test.db.query(
      `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
       SELECT gen_random_uuid(), district_code, programme_id, 'reserve', 1, id, $2 FROM retrofits WHERE id = $1`,
      [retrofitId, on],
    );
    await test.db.query('UPDATE retrofits SET approved_on = $2 WHERE id = $1', [retrofitId, on]);
  } // prettier-ignore

  const contractOf = async (id: string) => (await test.db.query('SELECT signed_on, decided_on FROM contracts WHERE id = $1', [id]))[0]; // prettier-ignore
  const correct = (what: 'decisions' | 'contracts', id: string, on: string) =>
    test.as('supervisor').put(`/api/v1/${what}/${id}/date`, { on, reason: '核对原件后更正' });

  it('«contract before its decision»: a contract of 11 March can’t rest on a decision of 16 August', async () => {
    const programmeId = await aProgramme(test);
    const contractorId = await aContractor(test);
    const decisionId = await aDecision(test, programmeId, { heldOn: calendarDate('2022-08-16') });
    const input = {
      number: '合-311', contractorId, decisionId, awardId: null, signedOn: '2022-03-11', amountFen: 100_000,
      worksFrom: '2022-09-01', worksUntil: '2022-10-01',
    }; // prettier-ignore
    const path = `/api/v1/programmes/${programmeId}/contracts`;
    const { body } = await test.as('supervisor').post(path, input).expect(422);
    expect(body.findings).toMatchObject([
      { rule: 'C06', facts: { earlierOn: '2022-08-16', laterOn: '2022-03-11', daysTooLate: 158 }, fixAt: { field: 'signedOn' } },
    ]); // prettier-ignore
    expect(body.findings[0].message).toContain('集体研究决定（2022年8月16日）晚于合同签订（2022年3月11日）');
    const without = await test
      .as('supervisor')
      .post(path, { ...input, decisionId: null })
      .expect(422);
    expect(without.body.findings).toMatchObject([{ rule: 'C06', facts: { earlierOn: null }, fixAt: { field: 'decisionId' } }]); // prettier-ignore
    const bySql = test.db.query(
      `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, decision_id, decided_on, signed_on, amount_fen, works_from, works_until)
       VALUES (gen_random_uuid(), '990101', $1, $2, '合-311', $3, '2022-08-16', '2022-03-11', 1, '2022-09-01', '2022-10-01')`,
      [programmeId, contractorId, decisionId],
    );
    await expect(bySql).rejects.toMatchObject({ constraint: 'contracts_c06_decision_first' });
  });

  it('«contract before its decision»: neither date can be corrected to say so later', async () => {
    const { contractId, decisionId } = await startedInMay();
    const decision = await correct('decisions', decisionId, '2022-08-16').expect(422);
    expect(decision.body.findings).toMatchObject([{ rule: 'C06', fixAt: { field: 'on' } }]);
    const contract = await correct('contracts', contractId, '2022-03-10').expect(422);
    expect(contract.body.findings).toMatchObject([{ rule: 'C06', fixAt: { field: 'on' } }]);
    const bySql = test.db.query(`UPDATE decisions SET held_on = '2022-08-16' WHERE id = $1`, [decisionId]);
    await expect(bySql).rejects.toMatchObject({ constraint: 'contracts_c06_decision_first' });
    expect(await contractOf(contractId)).toEqual({ signed_on: '2022-04-20', decided_on: '2022-03-11' });
  });

  it('«contract 7 September after works in May»: the contract’s date can’t move behind the works', async () => {
    const { contractId } = await startedInMay();
    const { body } = await correct('contracts', contractId, '2022-09-07').expect(422);
    expect(body.findings).toMatchObject([
      { rule: 'C07', facts: { earlierOn: '2022-09-07', laterOn: '2022-05-10', daysTooLate: 120 }, fixAt: { field: 'on' } },
    ]); // prettier-ignore
    const bySql = test.db.query(`UPDATE contracts SET signed_on = '2022-09-07' WHERE id = $1`, [contractId]);
    await expect(bySql).rejects.toMatchObject({ constraint: 'retrofits_c07_contract_before_works' });
    expect(await contractOf(contractId)).toEqual({ signed_on: '2022-04-20', decided_on: '2022-03-11' });
  });

  it('«contract 7 September after works in May»: works can’t start under a later contract, nor change to one', async () => {
    const { programmeId, made } = await startedInMay();
    const later = await aContract(test, { programmeId, decidedOn: calendarDate('2022-09-01'), signedOn: calendarDate('2022-09-07') }); // prettier-ignore
    const waiting = await approvedInApril(programmeId);
    await putUnder(test, later.id, waiting);
    const starting = test.db.query(`UPDATE retrofits SET started_on = '2022-05-10' WHERE id = $1`, [waiting.id]); // prettier-ignore
    await expect(starting).rejects.toMatchObject({ constraint: 'retrofits_c07_contract_before_works' });
    const { body } = await test.as('supervisor').post(`/api/v1/contracts/${later.id}/assign`, { retrofitIds: [made.id], reason: '换施工单位' }).expect(409); // prettier-ignore
    expect(body.errors).toMatchObject([{ field: 'retrofitIds[0]' }]);
    const bySql = test.db.query(
      'UPDATE retrofits SET contract_id = k.id, contractor_id = k.contractor_id, contract_signed_on = k.signed_on FROM contracts k WHERE k.id = $2 AND retrofits.id = $1',
      [made.id, later.id],
    );
    await expect(bySql).rejects.toMatchObject({ constraint: 'retrofits_c07_contract_before_works' });
  });

  it('keeps a contract’s retrofits under it once works have started', async () => {
    const { contractId, made } = await startedInMay();
    await test.as('supervisor').post(`/api/v1/contracts/${contractId}/unassign`, { retrofitIds: [made.id], reason: '换施工单位' }).expect(409); // prettier-ignore
  });

  it('corrects a mistyped date with its reason, on the contract, its retrofits and in every history', async () => {
    const { contractId, decisionId, made } = await startedInMay();
    await correct('decisions', decisionId, '2022-03-10').expect(200);
    await correct('contracts', contractId, '2022-04-21').expect(200);
    expect(await contractOf(contractId)).toEqual({ signed_on: '2022-04-21', decided_on: '2022-03-10' });
    const [row] = await test.db.query('SELECT contract_signed_on FROM retrofits WHERE id = $1', [made.id]);
    expect(row).toEqual({ contract_signed_on: '2022-04-21' });
    const entries = await test.db.query(
      `SELECT kind, data FROM history_entries WHERE retrofit_id = $1 AND kind LIKE '%.dateCorrected' ORDER BY kind`,
      [made.id],
    );
    expect(entries).toMatchObject([
      { kind: 'contract.dateCorrected', data: { changes: { signedOn: { before: '2022-04-20', after: '2022-04-21' } }, reason: '核对原件后更正' } },
      { kind: 'decision.dateCorrected', data: { changes: { heldOn: { before: '2022-03-11', after: '2022-03-10' } } } },
    ]); // prettier-ignore
    const future = await correct('contracts', contractId, '2099-12-31').expect(422);
    expect(brokenRules(future.body)).toEqual(['C07', 'C13']);
  });

  it('«2022 quota used in 2021»: the programme’s period can’t leave out works that lie in it', async () => {
    const { programmeId } = await startedInMay();
    const terms = aProgrammeInput(test, { startsOn: calendarDate('2021-10-01'), endsOn: calendarDate('2022-12-31') }); // prettier-ignore
    const change = (period: object) => test.as('supervisor').put(`/api/v1/programmes/${programmeId}`, { ...terms, ...period }); // prettier-ignore
    const late = await change({ startsOn: '2022-06-01' }).expect(422);
    expect(late.body.findings).toMatchObject([
      { rule: 'C12', facts: { earlier: 'programmeStartsOn', laterOn: '2022-05-10' }, fixAt: { field: 'startsOn' } },
    ]); // prettier-ignore
    const days = {
      planBy: '2022-05-01',
      startBy: '2022-05-01',
      finishBy: '2022-05-01',
      endsOn: '2022-05-09',
    };
    const early = await change(days).expect(422);
    expect(early.body.findings).toMatchObject([{ rule: 'C12', fixAt: { field: 'endsOn' } }]);
    const bySql = test.db.query(`UPDATE programmes SET starts_on = '2022-06-01' WHERE id = $1`, [
      programmeId,
    ]);
    await expect(bySql).rejects.toMatchObject({ constraint: 'retrofits_c12_start_in_programme' });
    await change({ startsOn: '2022-01-01' }).expect(200);
    const [row] = await test.db.query('SELECT programme_starts_on FROM retrofits WHERE programme_id = $1', [programmeId]); // prettier-ignore
    expect(row).toEqual({ programme_starts_on: '2022-01-01' });
  });

  it('lets the database decide when works start while the contract’s date is being corrected', async () => {
    const programmeId = await aProgramme(test);
    const days = usualDays(test);
    const contract = await aContract(test, { programmeId });
    const made = await aPlannedRetrofit(test, programmeId);
    await approve(made.id, days.district);
    await putUnder(test, contract.id, made);
    const results = await Promise.allSettled([
      startWorks(test, made.id, days.started),
      correct('contracts', contract.id, addDays(days.started, 5)).then(({ status }) => {
        if (status !== 200) throw new Error(String(status));
      }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [row] = await test.db.query<{ right: boolean }>('SELECT started_on IS NULL OR contract_signed_on <= started_on AS right FROM retrofits WHERE id = $1', [made.id]); // prettier-ignore
    expect(row).toEqual({ right: true });
  });
});
