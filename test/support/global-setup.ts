import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findRunningPostgres,
  type RunningPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { processExists } from '../../src/platform/database/embedded/processes';
import { prepareTemplateDatabase } from './template-database';

/** The one server of a test run; its folder carries the process id of the run that made it. */
export interface TestCluster {
  dispose(): Promise<void>;
}

declare global {
  var testCluster: TestCluster | undefined;
}

const PREFIX = 'tantu-test-cluster-';

/** Starts one fast, throw-away server for the whole run and tells every test file its address. */
export default async function globalSetup(): Promise<void> {
  await removeLeftOvers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // for root: the server runs as another user
  const starting = startEmbeddedPostgres({ dataDirectory: join(folder, 'data'), durable: false });
  const dispose = () => stopAndDelete(starting, folder);
  globalThis.testCluster = { dispose };
  endWithSignals(dispose);
  try {
    const { superuserUrl, ownerUrl } = await starting;
    process.env.TEST_SUPERUSER_URL = superuserUrl;
    process.env.TEST_OWNER_URL = ownerUrl;
    // The only place where the template database is prepared; every test file copies it.
    await prepareTemplateDatabase({ superuserUrl, ownerUrl });
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** A server that never started has nothing to stop; why it did not is told by globalSetup. */
async function stopAndDelete(starting: Promise<RunningPostgres>, folder: string): Promise<void> {
  const [started] = await Promise.allSettled([starting]);
  if (started.status === 'fulfilled') await started.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Ctrl-C must not leave a server behind; jest itself does not run its teardown then. */
function endWithSignals(dispose: () => Promise<void>): void {
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    process.once(signal, () => void dispose().finally(() => process.exit(128 + number)));
  }
}

/** What a run that was killed with -9 could not clear away. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const madeBy = Number(name.slice(PREFIX.length).split('-')[0]);
    if (processExists(madeBy)) continue;
    const dataDirectory = join(tmpdir(), name, 'data');
    if (findRunningPostgres(dataDirectory) !== undefined) {
      await (await startEmbeddedPostgres({ dataDirectory, durable: false })).stop();
    }
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
