import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { rolesSql } from '../platform/database/roles';
import { readForm } from '../platform/http/validation';
import { Jobs } from '../platform/jobs/jobs';
import { Problem } from '../platform/problems/problem';
import { VerifyHistory } from '../history/verify-history';
import { CreateUser, CreateUserDto } from '../access/users/create-user';
import { IMPORT_USAGE, importLedger } from './import-ledger';
import { CliContext } from './installation-for-cli';

interface Command {
  readonly about: string;
  /** @returns the exit code: 0 fine, 1 found something wrong, 2 called wrongly */
  run(context: CliContext, args: readonly string[]): Promise<number>;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** `--name value` pairs. */
function optionsOf(args: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (let index = 0; index < args.length; index += 2) {
    const [name, value] = [args[index]!, args[index + 1]];
    if (!name.startsWith('--') || value === undefined)
      throw new Error(`Expected --name value, found "${name}"`);
    options[name.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return options;
}

/** What an operator can do; `npm run -s tantu` lists it. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'db:url': {
    about: 'print the owner’s connection string',
    run: ({ databaseUrl }) => {
      say(databaseUrl);
      return Promise.resolve(0);
    },
  },
  'db:roles': {
    about: 'print the SQL that creates the database roles, for an administrator',
    run: ({ databaseUrl }) => {
      say(rolesSql(decodeURIComponent(new URL(databaseUrl).username)));
      return Promise.resolve(0);
    },
  },
  'user:create': {
    about:
      '--username NAME --display-name NAME --role ROLE --area-code CODE --password PASSWORD [--contractor-id ID]',
    run: async (context, args) => {
      const app = await context.app();
      try {
        const input = await readForm(CreateUserDto, optionsOf(args));
        say((await app.get(CreateUser).execute(systemActor('command-line'), input)).id);
        return 0;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        for (const { field, key } of error.errors) complain(`${field}: ${key}`);
        complain(error.code);
        return 2;
      }
    },
  },
  import: { about: `${IMPORT_USAGE}: bring an old ledger or photos in`, run: importLedger },
  'verify-history': {
    about: 'compute the chain of the history anew; exit code 1 when anything was changed, removed or cut off',
    run: async (context) => {
      const verdict = await (await context.app()).get(VerifyHistory).execute();
      for (const { position, fault } of verdict.faults) say(`entry ${position}: ${fault}`);
      say(
        `${verdict.checked} entries checked, ${verdict.unsealed} not sealed yet, ${verdict.faults.length} faults`,
      );
      return verdict.faults.length === 0 ? 0 : 1;
    },
  },
  'jobs:dead': {
    about: 'list the jobs that failed to the end',
    run: async (context) => {
      const app = await context.app();
      const dead = await app.get(Database).as(systemActor('command-line')).read((tx) => app.get(Jobs).dead(tx)); // prettier-ignore
      for (const job of dead) say(`${job.name} ${job.id} ${job.tries} tries: ${job.fault ?? ''}`);
      say(`${dead.length} dead jobs`);
      return dead.length === 0 ? 0 : 1;
    },
  },
  'jobs:retry': {
    about: 'NAME ID: let a dead job run once more',
    run: async (context, [name, id]) => {
      if (!name || !id) throw new Error('Give the name and the id of the job, as jobs:dead prints them');
      await (await context.app()).get(Jobs).retry(name, id);
      return 0;
    },
  },
};
