import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import type { ClusterUser } from './cluster-user';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { createPasswords, type DatabasePasswords } from './secrets';

/** Role and database of the application. The role is no superuser, so row security binds it too. */
export const OWNER = 'tantu';
export const SUPERUSER = 'postgres';

const UNFINISHED = 'postgres-unfinished-';

/** Starting values for a small server; an operator changes them in the cluster's postgresql.conf. */
const SETTINGS = {
  max_connections: '60',
  shared_buffers: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  jit: 'off',
};

/** What the server's programs see: nothing of the caller's language or PG… settings. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', LANG: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

export interface ClusterPlan {
  readonly folder: DataFolder;
  readonly user: ClusterUser;
  readonly binaries: Binaries;
  readonly durable: boolean;
}

/** True once a whole cluster is there: it gets its name only after everything in it is made. */
export function clusterExists(folder: DataFolder): boolean {
  return existsSync(join(folder.cluster, 'PG_VERSION'));
}

/** Refuses a cluster that these programs cannot read. */
export function checkClusterVersion(plan: ClusterPlan): void {
  const made = Number(readFileSync(join(plan.folder.cluster, 'PG_VERSION'), 'utf8'));
  if (made === plan.binaries.majorVersion) return;
  throw new EmbeddedPostgresError(
    `The database in ${plan.folder.cluster} was made by PostgreSQL ${made}, and this Tantu brings PostgreSQL ` +
      `${plan.binaries.majorVersion}. Use the Tantu version that made it, and move the data by dump and restore.`,
  );
}

/** Makes a cluster with its owner role and database under another name, then gives it its own. */
export function createCluster(plan: ClusterPlan): DatabasePasswords {
  const { folder, user } = plan;
  refuseStrangeFolder(folder);
  removeUnfinished(folder);
  const passwords = createPasswords(folder);
  const workplace = mkdtempSync(join(folder.root, UNFINISHED));
  try {
    if (user.identity) chownSync(workplace, user.uid, user.gid);
    const cluster = join(workplace, 'postgres');
    initialise(plan, cluster);
    allowPasswordsOnly(cluster);
    createOwner(plan, cluster, passwords);
    renameSync(cluster, folder.cluster);
    if (plan.durable) syncFolder(folder.root);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return passwords;
}

function refuseStrangeFolder(folder: DataFolder): void {
  if (!existsSync(folder.cluster) || readdirSync(folder.cluster).length === 0) return;
  throw new EmbeddedPostgresError(
    `${folder.cluster} holds files, but no PostgreSQL database. Move them away, or choose another data folder ` +
      `with TANTU_DATA.`,
  );
}

/** What an earlier first start left when it was killed. */
function removeUnfinished(folder: DataFolder): void {
  for (const name of readdirSync(folder.root).filter((entry) => entry.startsWith(UNFINISHED))) {
    rmSync(join(folder.root, name), { recursive: true, force: true });
  }
}

/** The locale is PostgreSQL's own, so neither the language settings nor the system's locales matter. */
function initialise(plan: ClusterPlan, cluster: string): void {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = ['--auth=reject', '--no-instructions', ...(plan.durable ? [] : ['--no-sync'])];
  runProgram(plan, plan.binaries.initdb, [
    '-D',
    cluster,
    `--username=${SUPERUSER}`,
    ...options,
    ...locale,
    ...settings,
  ]);
}

function allowPasswordsOnly(cluster: string): void {
  writeFileSync(join(cluster, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { flush: true });
}

/** In single-user mode: before the first connection is possible, and with no password in a command line. */
function createOwner(plan: ClusterPlan, cluster: string, passwords: DatabasePasswords): void {
  const sql = [
    `ALTER ROLE ${SUPERUSER} PASSWORD '${passwords.superuser}'`,
    `CREATE ROLE ${OWNER} LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD '${passwords.owner}'`,
    `CREATE DATABASE ${OWNER} OWNER ${OWNER}`,
  ];
  const settings = [
    'exit_on_error=on',
    'log_min_error_statement=panic',
    ...(plan.durable ? [] : ['fsync=off']),
  ];
  const options = settings.flatMap((setting) => ['-c', setting]);
  runProgram(
    plan,
    plan.binaries.postgres,
    ['--single', '-D', cluster, ...options, 'postgres'],
    `${sql.join('\n')}\n`,
  );
}

function runProgram(plan: ClusterPlan, program: string, args: string[], input = ''): void {
  const run = spawnSync(program, args, {
    ...plan.user.identity,
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    input,
    encoding: 'utf8',
  });
  if (run.status === 0) return;
  throw new EmbeddedPostgresError(
    `The database in ${plan.folder.root} could not be made as user "${plan.user.name}": ` +
      `${run.error?.message ?? run.stderr.trim()}. Nothing was kept; put this right and start again.`,
  );
}

function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
