import { cycles, partOf, SourceFile, sourceFiles } from './source-files';

const files = sourceFiles();

/** What the application is put together from, and what operates it: these may know every feature. */
const APPLICATION = ['', 'cli', 'demo'];

/** The retrofit belongs to everybody: its module gives these two to all features. No other repository is shared. */
const SHARED_REPOSITORIES = ['workflow/retrofit.repository', 'workflow/dossier.repository'];

/** The only file beside the features that they read: the addresses of all pages. */
const SHARED_BY_THE_APPLICATION = ['paths'];

/** Who opens connections of his own, and why that is not done as an actor. */
const CONNECTING: Record<string, string> = {
  'platform/http/sessions': 'the session store has a role that can do nothing else',
  'platform/jobs/jobs': 'the queue fetches and completes jobs as the system',
  'platform/platform.module': 'makes and closes the one pool of the application',
  installation: 'asks before the application exists whether the database is a demonstration, and new',
};

const lines = (found: (file: SourceFile) => readonly string[]): string[] =>
  files.flatMap((file) => found(file).map((what) => `${file.path} → ${what}`));

describe('The parts of the application', () => {
  it('are all read by these tests', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(1500);
    const paths = new Set(files.map(({ path }) => path));
    expect(lines(({ imports }) => imports.filter((path) => !paths.has(path)))).toEqual([]);
  });

  it('stand on a platform that knows none of them', () => {
    const knowing = ({ path, imports }: SourceFile): string[] =>
      partOf(path) === 'platform' ? imports.filter((target) => partOf(target) !== 'platform') : [];
    expect(lines(knowing)).toEqual([]);
  });

  it('are judged by rules that know only dates: no database, no web, no clock, no package', () => {
    const impure = ({ path, imports, packages }: SourceFile): string[] =>
      partOf(path) === 'rules'
        ? [...packages, ...imports.filter((target) => partOf(target) !== 'rules' && !target.startsWith('platform/time/'))] // prettier-ignore
        : [];
    expect(lines(impure)).toEqual([]);
    const clocks = lines(({ path, text }) =>
      partOf(path) === 'rules' && /\bnew Date\(\)|\bDate\.now\(|\bClock\b/.test(text) ? ['a clock'] : [],
    );
    expect(clocks).toEqual([]);
  });

  it('never import one another in a circle', () => {
    expect(cycles(files)).toEqual([]);
    const file = (path: string, ...imports: string[]): SourceFile => ({
      path,
      imports,
      text: '',
      packages: [],
    });
    const circle = [file('a', 'b'), file('b', 'c'), file('c', 'd', 'b'), file('d'), file('e', 'a')];
    expect(cycles(circle)).toEqual([['b', 'c']]);
  });

  it('keep their queries to themselves', () => {
    const foreign = ({ path, imports }: SourceFile): string[] =>
      APPLICATION.includes(partOf(path))
        ? []
        : imports.filter(
            (target) =>
              target.endsWith('.repository') &&
              partOf(target) !== partOf(path) &&
              !SHARED_REPOSITORIES.includes(target),
          );
    expect(lines(foreign)).toEqual([]);
  });

  it('do not depend on how they are put together, nor on its tools', () => {
    const upward = ({ path, imports }: SourceFile): string[] =>
      APPLICATION.includes(partOf(path))
        ? []
        : imports.filter(
            (target) => APPLICATION.includes(partOf(target)) && !SHARED_BY_THE_APPLICATION.includes(target),
          );
    expect(lines(upward)).toEqual([]);
  });

  it('never use one another’s controllers', () => {
    const calling = ({ path, imports }: SourceFile): string[] =>
      imports.filter((target) => target.endsWith('.controller') && partOf(target) !== partOf(path));
    expect(lines(calling)).toEqual([]);
  });

  it('reach the database as an actor only', () => {
    const direct = ({ path, text, packages }: SourceFile): string[] =>
      path.startsWith('platform/database/') || path in CONNECTING
        ? []
        : [
            ...packages.filter((name) => ['pg', 'pg-boss'].includes(name)),
            ...[...text.matchAll(/\b(DataSource|QueryRunner|getRepository|createQueryRunner)\b/g)].map(([name]) => name), // prettier-ignore
          ];
    expect(lines(direct)).toEqual([]);
    expect(Object.keys(CONNECTING).filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  });

  it('never let a table follow from an entity, nor a row follow another one', () => {
    const forbidden = /\b(synchronize: true|cascade:|eager:|lazy:|onDelete|@(?:Before|After)(?:Insert|Update|Remove)|EventSubscriber)/g; // prettier-ignore
    expect(lines(({ text }) => [...text.matchAll(forbidden)].map(([, found]) => found!))).toEqual([]);
  });
});
