// One side of the audit's bench, in a process of its own: audit-process.ts read|audit URL FOLDER. Says what it measured as JSON.
import 'reflect-metadata';
import { Client } from 'pg';
import Cursor from 'pg-cursor';
import { createApp } from '../../src/app.setup';
import { AuditReader } from '../../src/audit/audit-reader';
import { RunAudit } from '../../src/audit/run-audit';
import { StartAudit } from '../../src/audit/start-audit';
import { readConfig } from '../../src/platform/config/config';
import { loadSecrets } from '../../src/platform/config/secrets';
import { systemActor } from '../../src/platform/database/actor';
import { SystemClock } from '../../src/platform/time/clock';
import { memoryOf } from '../support/peak-memory';

const [work, url, folder] = process.argv.slice(2) as [string, string, string];

/** The same rows and columns in the same batches, and nothing done with them. */
async function read(): Promise<{ seconds: number; records: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const began = performance.now();
  const cursor = client.query(new Cursor('SELECT id, area_code, person_name, community, contractor, facts FROM found_records'));
  let records = 0;
  for (;;) {
    const rows = await cursor.read(1000);
    if (rows.length === 0) break;
    records += rows.length;
  }
  const seconds = (performance.now() - began) / 1000;
  await client.end();
  return { seconds, records };
} // prettier-ignore

async function audit(): Promise<{ seconds: number; records: number; findings: number }> {
  const config = readConfig({ TANTU_DATA: folder, DATABASE_URL: url, LOG_LEVEL: 'error' });
  const options = { config, secrets: loadSecrets(config), databaseUrl: url, clock: new SystemClock(), isDemo: () => false, works: false }; // prettier-ignore
  const app = await createApp(options);
  const actor = systemActor('command-line');
  const began = performance.now();
  const runId = await app.get(StartAudit).withoutJob(actor, { areaCode: '990101', yearFrom: null, yearUntil: null, sources: 'found' }); // prettier-ignore
  await app.get(RunAudit).execute({ runId });
  const seconds = (performance.now() - began) / 1000;
  const { result } = await app.get(AuditReader).show(actor, runId);
  await app.close();
  if (process.env.BENCH_PROFILE) process.stderr.write(`${JSON.stringify(result!.byRule)}\n`);
  return { seconds, records: result!.records.found, findings: result!.findings };
}

(work === 'read' ? read() : audit())
  .then((measured) => {
    const peakMb = memoryOf('self').most;
    process.stdout.write(JSON.stringify({ ...measured, peakMb }));
    process.exit(0);
  })
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
