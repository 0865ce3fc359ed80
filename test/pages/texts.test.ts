import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { TEXTS } from '../../src/texts';

const root = resolve(__dirname, '../..');

const pairs = TEXTS.flatMap(({ feature, entries }) =>
  Object.entries(entries).map(([key, pair]) => ({ key: `${feature}.${key}`, ...pair })),
);
const keys = new Set(pairs.map(({ key }) => key));
const features = TEXTS.map(({ feature }) => feature);

interface Source {
  readonly file: string;
  readonly text: string;
}

function sources(folder: string, wanted: RegExp): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => wanted.test(file) && !/\.(spec|texts)\.ts$/.test(file))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') }));
}

/** The paper of the acceptance report has a table of words of its own, with keys of its own, which its test covers. */
const OTHER_TABLES = /^src\/acceptance\/report\//;

const all = [...sources('src', /\.ts$/), ...sources('templates', /\.njk$/)].filter(
  ({ file }) => !OTHER_TABLES.test(file),
);

/** 'households.title', "households.title" and `households.title`, wherever they stand: in t(…), in tables, in models. */
const literals = new Map<string, string>();
/** 'rules.' ~ code, 'rules.' + code and `rules.${code}…`: every key that begins so may be meant. */
const prefixes = new Set<string>();
for (const { file, text } of all) {
  for (const [, literal] of text.matchAll(/['"`]([a-z][\w-]*\.[\w.-]+)['"`]/gi)) literals.set(literal!, file);
  for (const [, prefix] of text.matchAll(/['"]([a-z][\w-]*\.[\w.-]*)['"]\s*[~+]/gi)) prefixes.add(prefix!);
  for (const [, prefix] of text.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/gi)) prefixes.add(prefix!);
}

describe('The texts of the pages', () => {
  it('exist for every key that code and templates ask for', () => {
    const asked = all.flatMap(({ file, text }) =>
      [...text.matchAll(/\bt\(\s*['"`]([\w.-]+)['"`]\s*[,)]/g)].map(([, key]) => `${key} in ${file}`),
    );
    const ofFields = all.flatMap(({ file, text }) =>
      [...text.matchAll(/(?:\bmessage\(|patternKey: )'(\w+)'/g)].map(
        ([, key]) => `validation.${key} in ${file}`,
      ),
    );
    expect([...asked, ...ofFields].filter((line) => !keys.has(line.split(' in ')[0]!))).toEqual([]);
  });

  it('begin, where a key is put together, with something that exists', () => {
    const dynamic = [...prefixes].filter((prefix) => features.includes(prefix.split('.')[0]!));
    expect(dynamic.filter((prefix) => ![...keys].some((key) => key.startsWith(prefix)))).toEqual([]);
  });

  it('are all asked for somewhere', () => {
    const isUsed = (key: string): boolean =>
      literals.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
    expect([...keys].filter((key) => !isUsed(key))).toEqual([]);
  });

  it('are written in both languages, and both can be read as messages', () => {
    const faults = pairs.flatMap(({ key, zh, en }) => [
      ...(zh.trim() === '' || en.trim() === '' ? [`${key} is empty`] : []),
      ...[zh, en].flatMap((text) => {
        try {
          new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
          return [];
        } catch (fault) {
          return [`${key}: ${String(fault)}`];
        }
      }),
    ]);
    expect(faults).toEqual([]);
  });

  it('take the same parameters in both languages', () => {
    const parameters = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name!))].sort();
    // A plural in one language is a plain number in the other; what counts is that both name the same things.
    const differing = pairs.filter(({ zh, en }) => parameters(zh).join() !== parameters(en).join());
    expect(
      differing.map(({ key, zh, en }) => `${key}: ${parameters(zh).join()} / ${parameters(en).join()}`),
    ).toEqual([]);
  });
});
