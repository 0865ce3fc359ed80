import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, exampleEnvironment, readConfig, VARIABLES } from '../../src/platform/config/config';
import { root, sourceFiles } from './source-files';

/** Who else looks at the environment, and for what. */
const READING = {
  'cli/installation-for-cli': 'hands it over whole',
  'evidence/images/renderer': 'hands it on to the process that it starts',
  main: 'hands it over whole',
  'platform/database/data-source': 'serves TypeORM’s own command line',
  'platform/views/environment': 'NODE_ENV, Node’s own: templates are read anew while somebody works on them',
  worker: 'hands it over whole',
};

describe('The environment', () => {
  it('is described in .env.example as the code reads it', () => {
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(exampleEnvironment());
  });

  it('has a line of explanation and an example that is taken, for every variable', () => {
    for (const [name, { about, example }] of Object.entries(VARIABLES)) {
      expect({ name, about }).toEqual({ name, about: expect.stringMatching(/^[A-Z0-9].{10,}\.$/) as string });
      expect(() => readConfig({ [name]: example })).not.toThrow();
    }
  });

  it('is read in one place', () => {
    const reading = sourceFiles()
      .filter(({ path, text }) => path !== 'platform/config/config' && /process\.env\b/.test(text))
      .map(({ path }) => path);
    expect(reading).toEqual(Object.keys(READING));
  });

  it('tells all its faults at once', () => {
    const read = () =>
      readConfig({
        PORT: 'many',
        DATABASE_URL: 'mysql://x',
        TANTU_DEMO: 'perhaps',
        TANTU_ENCRYPTION_KEY: 'c2hvcnQ=',
        TANTU_SESSION_HOURS: '0',
        LOG_LEVEL: 'loud',
      });
    expect(read).toThrow(ConfigError);
    const faults = (() => {
      try {
        read();
      } catch (error) {
        return (error as ConfigError).faults;
      }
      return [];
    })();
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'DATABASE_URL', 'TANTU_DEMO', 'TANTU_ENCRYPTION_KEY', 'TANTU_SESSION_HOURS', 'LOG_LEVEL']); // prettier-ignore
  });

  it('is never quoted where it may hold a secret', () => {
    const secret = 'bm90IDMyIGJ5dGVz';
    for (const name of ['TANTU_ENCRYPTION_KEY', 'TANTU_SESSION_KEY'])
      expect(() => readConfig({ [name]: secret })).not.toThrow(secret);
    expect(() => readConfig({ DATABASE_URL: 'mysql://tantu:hush-hush@x/y' })).not.toThrow('hush-hush');
  });

  it('gives what an office starts with, when it is empty', () => {
    expect(readConfig({})).toMatchObject({ PORT: 3000, DATABASE_URL: null, TANTU_DEMO: 'auto', TANTU_WORKERS: 'in-process' }); // prettier-ignore
  });
});
