import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from './binaries';
import {
  checkClusterVersion,
  clusterExists,
  type ClusterPlan,
  createCluster,
  OWNER,
  SUPERUSER,
} from './cluster';
import { clusterUser } from './cluster-user';
import { dataFolderAt, type DataFolder, prepareDataFolder } from './data-folder';
import { lockFolder } from './folder-lock';
import { type Postmaster, runningPostmaster } from './pid-file';
import { durability, interruptPostmaster, startPostmaster, stopPostmaster, waitForReady } from './postmaster';
import { type DatabasePasswords, readPasswords } from './secrets';
import { holdSignals } from './signal-hold';

export interface EmbeddedPostgresOptions {
  /** Made when missing; holds everything of the server. One application process at a time. */
  readonly dataDirectory: string;
  /** False only for tests: faster, and lost at a power cut. */
  readonly durable?: boolean;
  /** A fixed port on 127.0.0.1; without it a free one is taken. */
  readonly port?: number;
}

/** Where a running server is reached. Each string holds a password: never log it. */
export interface PostgresAddress {
  /** The bootstrap superuser on database `postgres`: for tests and repair, never for the application. */
  readonly superuserUrl: string;
  /** The role that owns the database `tantu` and may create roles; no superuser. */
  readonly ownerUrl: string;
  readonly port: number;
}

export interface RunningPostgres extends PostgresAddress {
  /** True when the server was left over from a process that was killed, and was taken over. */
  readonly adopted: boolean;
  /** Stops the server and frees the data folder. Close the application's connections first. */
  stop(): Promise<void>;
}

/**
 * Runs the PostgreSQL server that Tantu brings along, so that it works on a machine with nothing but Node.
 * Makes the database at the first start. Ends with this process, except when that is killed with -9: then the
 * next start takes the server over.
 * @throws EmbeddedPostgresError with a message for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  return holdSignals(async () => {
    const user = clusterUser(dataFolderAt(options.dataDirectory).cluster);
    const folder = prepareDataFolder(options.dataDirectory, user);
    const lock = await lockFolder(folder.root);
    try {
      const durable = options.durable ?? true;
      const adopted = await adopt(folder, durable);
      const plan = () => ({ folder, user, durable, binaries: findBinaries(folder, user) });
      const { postmaster, passwords } = adopted ?? (await start(plan(), options.port));
      return running(folder, postmaster, passwords, adopted !== undefined, () => lock.release());
    } catch (error) {
      await lock.release();
      throw error;
    }
  });
}

/** The address of the server that a running application has started on this data folder, for the command line. */
export function findRunningPostgres(dataDirectory: string): PostgresAddress | undefined {
  const folder = dataFolderAt(dataDirectory);
  const postmaster = runningPostmaster(folder.cluster);
  return postmaster?.status === 'ready' ? address(postmaster, readPasswords(folder)) : undefined;
}

interface Started {
  readonly postmaster: Postmaster;
  readonly passwords: DatabasePasswords;
}

async function start(plan: ClusterPlan, port: number | undefined): Promise<Started> {
  const exists = clusterExists(plan.folder);
  if (exists) checkClusterVersion(plan);
  const passwords = exists ? readPasswords(plan.folder) : createCluster(plan);
  return { passwords, postmaster: await startPostmaster(plan, port) };
}

/** Takes over the server of a killed process. One that runs with other durability is stopped instead. */
async function adopt(folder: DataFolder, durable: boolean): Promise<Started | undefined> {
  const found = await waitForReady(folder.cluster);
  if (found === undefined) return undefined;
  const passwords = readPasswords(folder);
  const options = readFileSync(join(folder.cluster, 'postmaster.opts'), 'utf8');
  const isDurable = !options.includes(durability(false)[0] ?? '');
  if (isDurable === durable) return { postmaster: found, passwords };
  await stopPostmaster(found.pid, folder.cluster);
  return undefined;
}

function running(
  folder: DataFolder,
  postmaster: Postmaster,
  passwords: DatabasePasswords,
  adopted: boolean,
  release: () => Promise<void>,
): RunningPostgres {
  const atExit = () => interruptPostmaster(postmaster.pid, folder.cluster);
  process.once('exit', atExit);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(postmaster.pid, folder.cluster);
    process.removeListener('exit', atExit);
    await release();
  };
  return { ...address(postmaster, passwords), adopted, stop: () => (stopped ??= stop()) };
}

function address(postmaster: Postmaster, passwords: DatabasePasswords): PostgresAddress {
  const at = `127.0.0.1:${postmaster.port}`;
  return {
    superuserUrl: `postgresql://${SUPERUSER}:${passwords.superuser}@${at}/postgres`,
    ownerUrl: `postgresql://${OWNER}:${passwords.owner}@${at}/${OWNER}`,
    port: postmaster.port,
  };
}
