import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { History } from '../../src/history/history';
import { SealHistory, checkpointFile } from '../../src/history/seal-history';
import { VerifyHistory } from '../../src/history/verify-history';
import {
  checkpointKey,
  keyId,
  linkOf,
  SealableEntry,
  ENTRY_COLUMNS,
  signCheckpoint,
} from '../../src/history/chain';
import { canonicalJson } from '../../src/platform/canonical-json';
import { Config } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { CONFIG } from '../../src/platform/platform.module';
import { createTestApp, TestApp } from '../support/test-app'; // prettier-ignore

const TABLES = ['history_entries', 'history_seals', 'history_checkpoints'] as const;
const COLUMNS = {
  history_entries: 'id, recorded_at, area_code, kind, subject_type, subject_id, retrofit_id, household_id, actor_id, actor_name, actor_role, actor_area_code, request_id, data',
  history_seals: 'position, entry_id, hash, sealed_at',
  history_checkpoints: 'position, hash, signature, key_id, signed_at',
}; // prettier-ignore

/** What somebody with the owner's password can do to the tables, once he has switched their triggers off. */
describe('The history, tampered with by the owner of its tables,', () => {
  let test: TestApp;
  let kept: string;
  let file: string;

  const verify = () => test.get(VerifyHistory).execute();
  const faults = async () => (await verify()).faults;
  const seal = () => test.get(SealHistory).execute();

  const record = (count: number) =>
    test.database.as(test.actors.supervisor).write(async (tx) => {
      for (let index = 0; index < count; index++)
        await test.get(History).record(tx, {
          kind: 'household.changed',
          subject: { type: 'household', id: newId() },
          areaCode: '990101',
          data: { index, words: '改了地址' },
        });
    });

  /** Statements as the owner, with every trigger of the three tables off and the foreign keys between them gone. */
  const tamper = (...statements: string[]) =>
    test.db.query(
      [
        ...TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
        'ALTER TABLE history_seals DROP CONSTRAINT history_seals_entry_id_fkey',
        'ALTER TABLE history_checkpoints DROP CONSTRAINT history_checkpoints_position_fkey',
        ...statements,
        'ALTER TABLE history_seals ADD CONSTRAINT history_seals_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES history_entries (id) NOT VALID',
        'ALTER TABLE history_checkpoints ADD CONSTRAINT history_checkpoints_position_fkey FOREIGN KEY (position) REFERENCES history_seals (position) NOT VALID',
        ...TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
      ].join(';'),
    ); // prettier-ignore

  const ofPosition = (position: number) =>
    `(SELECT entry_id FROM history_seals WHERE position = ${position})`;

  beforeAll(async () => {
    test = await createTestApp();
    for (let batch = 0; batch < 3; batch++) {
      await record(4);
      await seal();
    }
    file = checkpointFile(test.app.get<Config>(CONFIG));
    kept = readFileSync(file, 'utf8');
    await test.db.query(TABLES.map((table) => `CREATE TABLE kept_${table} AS SELECT ${COLUMNS[table]} FROM ${table}`).join(';')); // prettier-ignore
  });
  afterAll(() => test.close());
  afterEach(async () => {
    writeFileSync(file, kept);
    await tamper(
      ...[...TABLES].reverse().map((table) => `DELETE FROM ${table}`),
      ...TABLES.map((table) => `INSERT INTO ${table} (${COLUMNS[table]}) SELECT * FROM kept_${table}`),
    );
  });

  it('is whole as it was sealed', async () => {
    const { checked, unsealed, faults: found } = await verify();
    expect({ unsealed, found }).toEqual({ unsealed: 0, found: [] });
    expect(checked).toBeGreaterThan(12);
    expect(kept.trim().split('\n').length).toBe(3);
  });

  it.each([
    `kind = 'household.created'`,
    `actor_name = '别人'`,
    `actor_id = gen_random_uuid()`,
    `actor_role = 'admin'`,
    `actor_area_code = '990102'`,
    `recorded_at = recorded_at - interval '1 day'`,
    `area_code = '990102'`,
    `subject_id = gen_random_uuid()`,
    `subject_type = 'person'`,
    `retrofit_id = gen_random_uuid()`,
    `household_id = gen_random_uuid()`,
    `request_id = 'another'`,
    `data = data || '{"index": 99}'`,
  ])('shows the entry that was changed: %s', async (change) => {
    await tamper(`UPDATE history_entries SET ${change} WHERE id = ${ofPosition(4)}`);
    expect(await faults()).toEqual([{ position: 4, fault: 'changed' }]);
  });

  it('shows the place of an entry that was removed, with its seal or without', async () => {
    await tamper(`DELETE FROM history_entries WHERE id = ${ofPosition(4)}`);
    expect(await faults()).toEqual([{ position: 4, fault: 'missing' }]);
    await tamper('DELETE FROM history_seals WHERE position = 4');
    expect(await faults()).toEqual([{ position: 4, fault: 'missing' }]);
  });

  it('shows the beginning that was removed', async () => {
    await tamper('DELETE FROM history_seals WHERE position <= 2');
    expect(await faults()).toEqual([{ position: 1, fault: 'missing' }]);
  });

  it('shows two entries that changed places', async () => {
    const swap = `UPDATE history_seals SET entry_id = CASE position WHEN 4 THEN b ELSE a END
      FROM (SELECT ${ofPosition(4)} AS a, ${ofPosition(5)} AS b) swapped WHERE position IN (4, 5)`;
    await tamper('ALTER TABLE history_seals DROP CONSTRAINT history_seals_entry_key', swap, 'ALTER TABLE history_seals ADD CONSTRAINT history_seals_entry_key UNIQUE (entry_id)'); // prettier-ignore
    expect(await faults()).toEqual([
      { position: 4, fault: 'changed' },
      { position: 5, fault: 'changed' },
    ]);
  });

  it('shows, by the checkpoints kept elsewhere, that its end was cut off', async () => {
    const [{ end } = { end: 0 }] = await test.db.query<{ end: number }>('SELECT max(position)::int AS end FROM history_seals'); // prettier-ignore
    const cut = Number(kept.split('\n')[1]!.split(' ')[0]);
    await tamper(
      `DELETE FROM history_entries WHERE id IN (SELECT entry_id FROM history_seals WHERE position > ${cut})`,
      `DELETE FROM history_seals WHERE position > ${cut}`,
      `DELETE FROM history_checkpoints WHERE position > ${cut}`,
    );
    expect(await faults()).toEqual([{ position: end, fault: 'cutOff' }]);
    // That is what they are kept for: without them an end that was cut off cleanly can't be told.
    rmSync(file);
    expect(await faults()).toEqual([]);
  });

  it('shows an end that was cut off anywhere but at a checkpoint, without anything kept elsewhere', async () => {
    rmSync(file);
    await tamper(
      'DELETE FROM history_checkpoints WHERE position > 6',
      'DELETE FROM history_seals WHERE position > 6',
    );
    expect((await faults()).at(-1)).toEqual({ position: 6, fault: 'badSignature' });
  });

  it('seals from where somebody acted, and leaves entries whole that were sealed before that was known', async () => {
    const [last] = await test.db.query<{ position: number; area: string }>(
      `SELECT s.position::int AS position, e.actor_area_code AS area FROM history_seals s JOIN history_entries e ON e.id = s.entry_id ORDER BY 1 DESC LIMIT 1`,
    );
    expect(last!.area).toBe(test.actors.supervisor.areaCode);
    await tamper(
      `UPDATE history_entries SET actor_area_code = NULL WHERE id = ${ofPosition(last!.position)}`,
    );
    expect(await faults()).toEqual([{ position: last!.position, fault: 'changed' }]);
    const [entry] = await test.database
      .as(systemActor('command-line'))
      .read((tx) => tx.sql<SealableEntry>(`SELECT ${ENTRY_COLUMNS} FROM history_entries e WHERE id = ${ofPosition(4)}`)); // prettier-ignore
    const { actorAreaCode, ...before } = { ...entry!, actorAreaCode: null };
    const asBefore = canonicalJson({ position: 4, ...before, recordedAt: entry!.recordedAt.toISOString() });
    expect(linkOf(Buffer.alloc(32), 4, { ...before, actorAreaCode })).toEqual(
      createHash('sha256').update(Buffer.alloc(32)).update(asBefore).digest(),
    );
  });

  it('shows a seal that was forged', async () => {
    await tamper(`UPDATE history_seals SET hash = decode(repeat('ab', 32), 'hex') WHERE position = 5`);
    expect(await faults()).toEqual([
      { position: 5, fault: 'changed' },
      { position: 6, fault: 'changed' },
    ]);
  });

  it('shows a chain that was computed anew behind a changed entry: nobody else has the key to sign it', async () => {
    await tamper(`UPDATE history_entries SET actor_name = '别人' WHERE id = ${ofPosition(4)}`);
    await computeAnew();
    const signedAt = kept.trim().split('\n').map((line) => Number(line.split(' ')[0])).filter((position) => position >= 4); // prettier-ignore
    const unsigned = signedAt.map((position) => ({ position, fault: 'badSignature' }));
    const differing = signedAt.map((position) => ({ position, fault: 'differsFromKeptCheckpoint' }));
    expect(await faults()).toEqual([...unsigned, ...differing]);
    rmSync(file);
    expect(await faults()).toEqual(unsigned);
  });

  it('shows a checkpoint that was signed with another key, and that none was left', async () => {
    await tamper(`UPDATE history_entries SET actor_name = '别人' WHERE id = ${ofPosition(4)}`);
    await computeAnew();
    const key = checkpointKey(Buffer.alloc(32, 7));
    const seals = await test.db.query<{ position: number; hash: Buffer }>('SELECT position::int AS position, hash FROM history_seals'); // prettier-ignore
    await tamper(
      ...seals.map(({ position, hash }) =>
        `UPDATE history_checkpoints SET hash = decode('${hash.toString('hex')}', 'hex'), key_id = '${keyId(key)}',
          signature = decode('${signCheckpoint(key, position, hash).toString('hex')}', 'hex') WHERE position = ${position}`),
    ); // prettier-ignore
    rmSync(file);
    expect((await faults()).every(({ fault }) => fault === 'badSignature')).toBe(true);
    expect((await faults()).length).toBe(3);
    await tamper('DELETE FROM history_checkpoints');
    expect(await faults()).toEqual([{ position: seals.length, fault: 'badSignature' }]);
  });

  it('shows an entry that was slipped in with a seal of its own', async () => {
    const id = newId();
    await tamper(
      `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, actor_name, actor_role, data)
       VALUES ('${id}', '990101', 'opinion.given', 'retrofit', gen_random_uuid(), '别人', 'caseworker', '{}')`,
      `INSERT INTO history_seals (position, entry_id, hash) SELECT max(position) + 1, '${id}', decode(repeat('ab', 32), 'hex') FROM history_seals`,
    );
    const [changed, unsigned] = await faults();
    expect(changed!.fault).toBe('changed');
    expect(unsigned).toEqual({ position: changed!.position, fault: 'badSignature' });
  });

  /** Hashes every link again, as the code would, over what the tables say now. */
  async function computeAnew(): Promise<void> {
    const rows = await test.database
      .as(systemActor('command-line'))
      .read((tx) => tx.sql<SealableEntry & { position: number }>(`SELECT s.position, ${ENTRY_COLUMNS} FROM history_seals s JOIN history_entries e ON e.id = s.entry_id ORDER BY 1`)); // prettier-ignore
    let hash: Buffer = Buffer.alloc(32);
    const changes = rows.map(({ position, ...entry }) => {
      hash = linkOf(hash, position, entry);
      return `UPDATE history_seals SET hash = decode('${hash.toString('hex')}', 'hex') WHERE position = ${position}`;
    });
    await tamper(...changes);
  }
});
