import { AuditFindingRepository } from '../../src/audit/audit-finding.repository';
import { AuditRunRepository } from '../../src/audit/audit-run.repository';
import { AuditedRecordsRepository } from '../../src/audit/audited-records.repository';
import { RunAudit } from '../../src/audit/run-audit';
import { FoundDate } from '../../src/imports/found-record';
import { systemActor } from '../../src/platform/database/actor';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { aCorrection, anOldPhoto, anOldRecord, anOldYear } from '../builders/found-district';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

interface Run {
  id: string;
  state: string;
  total: number | null;
  done: number;
  result: {
    records: { found: number; live: number };
    findings: number;
    byRule: { key: string; findings: number; records: number }[];
    byContractor: { key: string }[];
    notJudged: { rule: string; silent: number; aspects: string[]; vague: number }[];
  } | null;
}

interface Finding {
  rule: string;
  recordId: string;
  personLabel: string;
  message: string;
  facts: Record<string, unknown>;
  subjectPart: string;
}

const day = (on: string): FoundDate => ({ from: calendarDate(on), until: calendarDate(on) });

describe('An audit', () => {
  let test: TestApp;

  beforeEach(async () => {
    test = await createTestApp();
    await anOldYear(test, 2020);
  });
  afterEach(() => test.close());

  const start = async (input: object = {}, person: PersonKey = 'supervisor'): Promise<string> => {
    const { body } = await test
      .as(person)
      .post('/api/v1/audits', { sources: 'found', ...input })
      .expect(201);
    return (body as { id: string }).id;
  };
  const run = async (input: object = {}, person: PersonKey = 'supervisor'): Promise<string> => {
    const id = await start(input, person);
    await test.get(RunAudit).execute({ runId: id });
    return id;
  };
  const show = async (id: string, person: PersonKey = 'supervisor'): Promise<Run> =>
    (await test.as(person).get(`/api/v1/audits/${id}`).expect(200)).body as Run;
  const findings = async (id: string, query = '', person: PersonKey = 'supervisor'): Promise<Finding[]> =>
    ((await test.as(person).get(`/api/v1/audits/${id}/findings?limit=200${query}`).expect(200)).body as { items: Finding[] }).items; // prettier-ignore
  const found = async (id: string): Promise<string[]> => (await findings(id)).map(({ rule }) => rule);

  it('has nothing to say of clean files, and says of how many it could judge no rule', async () => {
    await anOldRecord(test, { name: '赵一' });
    await anOldRecord(test, { name: '钱二' });
    const { state, result, done, total } = await show(await run());
    expect({ state, done, total }).toEqual({ state: 'done', done: 2, total: 2 });
    expect(result).toMatchObject({ records: { found: 2, live: 0 }, findings: 0, byRule: [] });
    expect(result!.notJudged.find(({ rule }) => rule === 'E05')).toMatchObject({ silent: 2, aspects: expect.arrayContaining(['photos']) as unknown }); // prettier-ignore
    expect(result!.notJudged.map(({ rule }) => rule)).not.toContain('C07');
  });

  it('names each broken rule with its facts, in the reader’s language and with the name masked', async () => {
    const id = await anOldRecord(test, { name: '赵小一', facts: { contractSignedOn: day('2020-04-20') } }); // prettier-ignore
    const [finding, ...others] = await findings(await run());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'C07', recordId: id, personLabel: '赵*一', facts: { earlier: 'contractSignedOn', later: 'startedOn' } }); // prettier-ignore
    expect(finding!.message).toContain('2020');
  });

  it('sees what only all records together tell: a device, a photo, a person, an address twice', async () => {
    await anOldYear(test, 2021);
    const one = await anOldRecord(test, {
      name: '赵一',
      facts: { serialNumbers: ['QS-1'], address: '石桥社区1号' },
    });
    const two = await anOldRecord(test, {
      name: '钱二',
      facts: { serialNumbers: ['QS-1'], address: '石桥社区1号' },
    });
    const again = await anOldRecord(test, { name: '赵一', facts: { address: '石桥社区3号' } });
    // The same words in another year accuse nobody.
    await anOldRecord(test, { name: '孙三', year: 2021, facts: { address: '石桥社区1号' } });
    const rules = new Map<string, string[]>();
    for (const { recordId, rule } of await findings(await run())) rules.set(recordId, [...(rules.get(recordId) ?? []), rule].sort()); // prettier-ignore
    expect(Object.fromEntries(rules)).toEqual({
      [one]: ['E09', 'P05', 'P06'],
      [two]: ['E09', 'P06'],
      [again]: ['P05'],
    });
  });

  it('asks for photos only where some came with the ledgers of that year, and knows the same bytes again', async () => {
    const [one, two] = [await anOldRecord(test, { name: '赵一' }), await anOldRecord(test, { name: '钱二' })];
    expect(await found(await run())).toEqual([]);
    const items = [['出入口坡道', 'entrance-ramp'], ['卫生间热水器', 'water-heater']] as const; // prettier-ignore
    for (const [item, code] of items) {
      await anOldPhoto(test, one, item, code, 'before', '2020-03-02', `${code} before`);
      await anOldPhoto(test, one, item, code, 'after', '2020-04-30', `${code} after`);
    }
    await anOldPhoto(test, one, '卫生间热水器', 'water-heater', 'inUse', '2020-05-01', 'in use');
    await anOldPhoto(
      test,
      two,
      '出入口坡道',
      'entrance-ramp',
      'before',
      '2020-03-02',
      'entrance-ramp before',
    );
    const all = await findings(await run());
    expect(all.filter(({ recordId }) => recordId === one).map(({ rule }) => rule)).toEqual(['E02']);
    expect(new Set(all.filter(({ recordId }) => recordId === two).map(({ rule }) => rule))).toEqual(new Set(['E01', 'E02', 'E10'])); // prettier-ignore
  });

  it('tells which photo could not be compared with the others', async () => {
    const one = await anOldRecord(test, { name: '赵一' });
    await anOldPhoto(test, one, '出入口坡道', 'entrance-ramp', 'before', '2020-01-10', 'before');
    await anOldPhoto(test, one, '出入口坡道', 'entrance-ramp', 'after', '2020-04-30', 'after');
    const reused = async (): Promise<Finding[]> => (await findings(await run())).filter(({ rule }) => rule === 'E03'); // prettier-ignore
    expect(await reused()).toEqual([]);
    await test.db.query(`UPDATE photo_fingerprints SET state = 'failed', fault = 'no picture' WHERE found_photo_id IN (SELECT id FROM found_photos WHERE stage = 'after')`); // prettier-ignore
    const [found, ...others] = await reused();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ recordId: one, facts: { stage: 'after', others: null, elsewhere: false } });
    expect(found!.message).toContain('无法与其他照片比对');
  });

  it('tells which photos look alike: of somebody else, of another district without a word more, before and after the works', async () => {
    const [one, two] = [await anOldRecord(test, { name: '赵一' }), await anOldRecord(test, { name: '钱二' })];
    const far = await anOldRecord(test, { name: '孙三', areaCode: '990102001001' });
    const photos: Record<string, string> = {};
    for (const [name, record, stage] of [['before', one, 'before'], ['after', one, 'after'], ['again', one, 'after'], ['theirs', two, 'after'], ['far', far, 'after']] as const) {
      await anOldPhoto(test, record, '出入口坡道', 'entrance-ramp', stage, '2020-04-30', `alike ${name}`);
      const [row] = await test.db.query<{ id: string }>(`SELECT id FROM found_photos WHERE sha256 = sha256($1::bytea)`, [Buffer.from(`alike ${name}`)]);
      photos[name] = row!.id;
    }
    const like = async (first: string, second: string): Promise<void> => {
      const pair = [photos[first]!, photos[second]!].sort();
      await test.db.query(`INSERT INTO photo_likenesses (photo_id, other_id, distance, score, map, is_mirrored) VALUES ($1, $2, 5, 1, '{1,0,0,0,1,0}', false)`, pair);
    };
    await like('before', 'after');
    await like('after', 'again');
    const alike = async (): Promise<Finding[]> => (await findings(await run())).filter(({ rule }) => ['E03', 'E04'].includes(rule));
    expect(await alike()).toMatchObject([{ rule: 'E04', recordId: one, facts: { photos: [photos.before] } }]);
    await like('again', 'theirs');
    await like('theirs', 'far');
    const reused = (await alike()).filter(({ rule }) => rule === 'E03');
    expect(reused.find(({ recordId }) => recordId === one)!.facts).toMatchObject({ others: ['2020 · 石桥社区 · 钱*'], elsewhere: false });
    expect(reused.find(({ recordId }) => recordId === two)!.facts).toMatchObject({ others: ['2020 · 石桥社区 · 赵*'], elsewhere: true });
    expect(JSON.stringify(reused)).not.toContain(photos.far);
    expect(JSON.stringify(reused)).not.toContain('990102');
  }); // prettier-ignore

  it('takes a corrected field, and shows the lag of a date that was put right years later', async () => {
    const id = await anOldRecord(test, { name: '赵一', facts: { contractSignedOn: day('2020-04-20') } }); // prettier-ignore
    const before = await run();
    await aCorrection(test, id, 'contractSignedOn', day('2020-04-01'));
    const after = await run();
    expect(await found(before)).toEqual(['C07']);
    expect(new Set(await found(after))).toEqual(new Set(['C14']));
    const { body } = await test
      .as('supervisor')
      .get(`/api/v1/audits/${after}/comparison?with=${before}`)
      .expect(200);
    expect((body as { rules: object[] }).rules).toEqual([
      { rule: 'C07', new: 0, cured: 1, same: 0 },
      { rule: 'C14', new: 1, cured: 0, same: 0 },
    ]);
    const cured = await test.as('supervisor').get(`/api/v1/audits/${after}/comparison?with=${before}&show=cured`).expect(200); // prettier-ignore
    expect((cured.body as { items: Finding[] }).items).toMatchObject([{ rule: 'C07', recordId: id }]);
  });

  it('does not call cured what the other run did not look at', async () => {
    await anOldYear(test, 2021);
    await anOldRecord(test, { name: '赵一', facts: { completedOn: null } });
    const all = await run();
    const later = await run({ yearFrom: 2021, yearUntil: 2021 });
    expect(await found(all)).toContain('C10');
    const { body } = await test
      .as('supervisor')
      .get(`/api/v1/audits/${later}/comparison?with=${all}`)
      .expect(200);
    expect((body as { rules: object[] }).rules).toEqual([]);
  });

  it('looks at the year as a whole: plan, quota, what was reported', async () => {
    await anOldYear(test, 2022, { planApprovedOn: null, granted: 1, reportedAccepted: 3 });
    for (const name of ['赵一', '钱二']) await anOldRecord(test, { name, year: 2022 });
    expect((await found(await run({ yearFrom: 2022, yearUntil: 2022 }))).sort()).toEqual([
      'Q01',
      'Q02',
      'Q04',
    ]);
  });

  it('begins anew after a crash, without anything of the first attempt; the attempt that was taken for dead stops', async () => {
    await anOldRecord(test, { name: '赵一', facts: { contractSignedOn: day('2020-04-20') } }); // prettier-ignore
    const id = await start();
    const runs = test.get(AuditRunRepository);
    const acting = test.database.as(systemActor('jobs'));
    await acting.write((tx) => runs.begin(tx, id));
    const first = await acting.read((tx) => runs.get(tx, id));
    const record = { source: 'found', id: first.id, areaCode: '990101', year: 2020, personLabel: '—', community: '', contractor: '' } as const; // prettier-ignore
    await acting.write(async (tx) => {
      await runs.progress(tx, first, 1, 1);
      await test.get(AuditFindingRepository).insert(tx, id, [{ record, findings: [{ rule: 'C01', mode: 'block', subject: { type: 'retrofit', id: 'x' }, facts: {}, fixAt: { page: 'opinions' } }] }]); // prettier-ignore
    });
    expect(await show(id)).toMatchObject({ state: 'running', result: null });
    await test.as('supervisor').get(`/api/v1/audits/${id}/findings`).expect(409);
    await test.as('supervisor').get(`/api/v1/audits/${id}/export.xlsx`).expect(409);
    await test.get(RunAudit).execute({ runId: id });
    expect(await found(id)).toEqual(['C07']);
    await expect(acting.write((tx) => runs.progress(tx, first, 1, 1))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('that breaks off is shown as failed and without a result, and can be done after that', async () => {
    await anOldRecord(test, { name: '赵一', facts: { completedOn: null } });
    const id = await start();
    const records = test.get(AuditedRecordsRepository);
    const gather = records.gather.bind(records);
    records.gather = () => Promise.reject(new Error('the server went away'));
    await expect(test.get(RunAudit).execute({ runId: id })).rejects.toThrow('the server went away');
    expect(await show(id)).toMatchObject({ state: 'failed', result: null });
    records.gather = gather;
    await test.get(RunAudit).execute({ runId: id });
    expect(await show(id)).toMatchObject({ state: 'done', total: 1, done: 1 });
  });

  it('is kept as it ended, whoever connects', async () => {
    await anOldRecord(test, { name: '赵一', facts: { completedOn: null } });
    const id = await run();
    for (const statement of [
      `UPDATE audit_runs SET result = '{}' WHERE id = '${id}'`,
      `DELETE FROM audit_findings WHERE run_id = '${id}'`,
      `UPDATE audit_findings SET rule = 'C02' WHERE run_id = '${id}'`,
      `INSERT INTO audit_findings (run_id, area_code, source, record_id, year, person_label, community, contractor, rule, mode, subject_type, subject_id, subject_part, facts)
       SELECT run_id, area_code, source, record_id, year, '', '', '', 'C09', 'block', 'retrofit', 'x', '', '{}' FROM audit_findings WHERE run_id = '${id}'`,
    ])
      await expect(test.db.query(statement)).rejects.toThrow(
        /an audit is kept as it ended|findings belong to a run/,
      );
  });

  it('is a district’s own: an auditor of the city runs it by its code, nobody sees another’s', async () => {
    await anOldRecord(test, { name: '赵一', facts: { completedOn: null } });
    const id = await run({ areaCode: '990101' }, 'auditor');
    expect(await findings(id, '', 'auditor')).not.toEqual([]);
    await test.as('stranger').get(`/api/v1/audits/${id}`).expect(404);
    await test.as('stranger').get(`/api/v1/audits/${id}/findings`).expect(404);
    await test.as('stranger').post('/api/v1/audits', { areaCode: '990101', sources: 'found' }).expect(403);
    await test.as('auditor').post('/api/v1/audits', { sources: 'found' }).expect(400);
    await test.as('supervisor').post('/api/v1/audits', { sources: 'found', yearFrom: 2022, yearUntil: 2020 }).expect(400); // prettier-ignore
    await test.as('caseworker').post('/api/v1/audits', { sources: 'found' }).expect(403);
    await test.as('caseworker').get('/api/v1/audits').expect(403);
  });

  it('lists its findings page by page, filtered by rule, year, contractor and community', async () => {
    for (const name of ['赵一', '钱二', '孙三'])
      await anOldRecord(test, { name, facts: { completedOn: null, contractor: `${name}公司` } });
    const id = await run();
    const all = await findings(id);
    const first = await test.as('supervisor').get(`/api/v1/audits/${id}/findings?limit=2`).expect(200);
    const { items, next } = first.body as { items: Finding[]; next: string };
    const rest = await findings(id, `&after=${next}`);
    expect([...items, ...rest]).toEqual(all);
    expect(new Set((await findings(id, '&rule=C10')).map(({ rule }) => rule))).toEqual(new Set(['C10']));
    expect(new Set((await findings(id, `&contractor=${encodeURIComponent('钱二公司')}`)).map(({ personLabel }) => personLabel))).toEqual(new Set(['钱*'])); // prettier-ignore
    expect(await findings(id, '&year=2019')).toEqual([]);
    expect((await show(id)).result!.byContractor.map(({ key }) => key).sort()).toEqual(['孙三公司', '赵一公司', '钱二公司'].sort()); // prettier-ignore
  });
});
