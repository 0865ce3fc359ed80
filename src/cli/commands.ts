import { DeadJobs } from '../operations/dead-jobs';
import { ROLES, systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { OWNER } from '../platform/database/embedded/cluster';
import { rolesSql } from '../platform/database/roles';
import { readForm } from '../platform/http/validation';
import { Jobs } from '../platform/jobs/jobs';
import { checkpointFile } from '../history/seal-history';
import { VerifyHistory } from '../history/verify-history';
import { CreateUser, CreateUserDto } from '../access/users/create-user';
import { CONSTRAINTS } from '../constraints';
import { Translations } from '../platform/i18n/translator';
import { ruleEntries } from '../rule-book/rule-entries';
import { rulesDocument, rulesList } from '../rule-book/rules-document';
import { TEXTS } from '../texts';
import { RULE_BOOK } from '../workflow/rule-book';
import { CHECK_FILES_ABOUT, checkFilesCommand } from './check-files-command';
import { AUDIT_ABOUT, auditCommand } from './audit-command';
import { IMPORT_USAGE, importLedger } from './import-ledger';
import { CliContext } from './installation-for-cli';
import { verdictInWords } from './verdict-in-words';

/** One that asks nothing of an installation, so that none is opened for it. */
interface PrintingCommand {
  readonly about: string;
  print(args: readonly string[]): number;
}

interface Command {
  readonly about: string;
  /** @returns the exit code: 0 fine, 1 found something wrong, 2 called wrongly */
  run(context: CliContext, args: readonly string[]): Promise<number>;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const STOPPED =
  'Tantu is stopped, and its own database with it: there is no address now. Start it with npm start and ask again.';

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
export const COMMANDS: Readonly<Record<string, Command | PrintingCommand>> = {
  'db:url': {
    about: 'print the owner’s connection string, while Tantu runs or with DATABASE_URL',
    run: ({ databaseUrl }) => {
      if (databaseUrl) say(databaseUrl);
      else complain(STOPPED);
      return Promise.resolve(databaseUrl ? 0 : 1);
    },
  },
  'db:roles': {
    about: 'print the SQL that creates the database roles, for an administrator',
    run: ({ databaseUrl }) => {
      say(rolesSql(databaseUrl ? decodeURIComponent(new URL(databaseUrl).username) : OWNER));
      return Promise.resolve(0);
    },
  },
  rules: {
    about: '[--lang zh|en] [--markdown]: print the rule book, as docs/rules.md has it with --markdown',
    print: (args) => {
      const { lang = 'en' } = optionsOf(args.filter((one) => one !== '--markdown'));
      if (lang !== 'zh' && lang !== 'en') throw new Error('Expected --lang zh or --lang en');
      const language = lang === 'zh' ? 'zh-CN' : 'en';
      const rules = ruleEntries(RULE_BOOK, CONSTRAINTS);
      const t = new Translations(TEXTS).in(language);
      const write = args.includes('--markdown') ? rulesDocument : rulesList;
      say(write(rules, t, language).trimEnd());
      return 0;
    },
  },
  'user:create': {
    about: `--username NAME --display-name NAME --role ${ROLES.join('|')} --area-code CODE --password PASSWORD [--contractor-id ID]`,
    run: async (context, args) => {
      const input = await readForm(CreateUserDto, optionsOf(args));
      const app = await context.app();
      say((await app.get(CreateUser).execute(systemActor('command-line'), input)).id);
      return 0;
    },
  },
  import: { about: `${IMPORT_USAGE}: bring an old ledger or photos in`, run: importLedger },
  'verify-history': {
    about: 'compute the chain of the history anew; exit code 1 when anything was changed, removed or cut off',
    run: async (context) => {
      const verdict = await (await context.app()).get(VerifyHistory).execute();
      for (const line of verdictInWords(verdict, checkpointFile(context.config))) say(line);
      return verdict.faults.length === 0 ? 0 : 1;
    },
  },
  audit: {
    about: AUDIT_ABOUT,
    run: async (context, args) => auditCommand(await context.app(), optionsOf(args), { say, complain }),
  },
  files: {
    about: CHECK_FILES_ABOUT,
    run: (context, args) =>
      checkFilesCommand(() => context.app(), args, { say, tell: (text) => void process.stderr.write(text) }),
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
    about: '[NAME] ID: let a dead job run once more',
    run: async (context, args) => {
      // A line of jobs:dead begins with the name and the id; both may be copied.
      const id = args.at(-1);
      if (!id) throw new Error('Give the id of the job, as jobs:dead prints it');
      await (await context.app()).get(DeadJobs).retry(systemActor('command-line'), id);
      return 0;
    },
  },
};
