import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTRAINTS } from '../../src/constraints';
import { AUDIT_KINDS } from '../../src/history/audit-kinds';
import { JOBS } from '../../src/jobs';
import { ROLES } from '../../src/platform/database/actor';
import { PROBLEMS } from '../../src/platform/problems/problem';
import { RULE_TEXTS } from '../../src/rules/rules.texts';
import { TEXTS } from '../../src/texts';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { root } from './source-files';

const keys = new Set(TEXTS.flatMap(({ feature, entries }) => Object.keys(entries).map((key) => `${feature}.${key}`))); // prettier-ignore

/** Members of a closed list without their texts, and texts of something that is not on the list. */
function differences(feature: string, wanted: readonly string[], has: RegExp = /./): string[] {
  const present = [...keys].filter((key) => key.startsWith(`${feature}.`) && has.test(key));
  return [
    ...wanted.filter((key) => !keys.has(`${feature}.${key}`)).map((key) => `no text ${feature}.${key}`),
    ...present.filter((key) => !wanted.includes(key.slice(feature.length + 1))).map((key) => `no use for ${key}`),
  ]; // prettier-ignore
}

/** That both languages are written, readable and ask for the same values is held for every text by the pages’ tests. */
describe('Every member of a closed list has its words', () => {
  it('problems: title and detail', () => {
    const codes = Object.keys(PROBLEMS);
    expect(differences('problems', codes.flatMap((code) => [`${code}.title`, `${code}.detail`]))).toEqual([]); // prettier-ignore
  });

  it('kinds of entries in the history', () => {
    expect(differences('history', AUDIT_KINDS.map((kind) => `kind.${kind}`), /^history\.kind\./)).toEqual([]); // prettier-ignore
  });

  it('jobs', () => {
    expect(differences('jobs', JOBS.map(({ name }) => name))).toEqual([]); // prettier-ignore
  });

  it('roles', () => {
    expect(differences('access', ROLES.map((role) => `role.${role}`), /^access\.role\./)).toEqual([]); // prettier-ignore
  });

  it('rules: those of the rule book, and those that the database or an act names', () => {
    const acts = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.spec)\.ts$/.test(file)); // prettier-ignore
    const named = acts.flatMap(
      (file) =>
      [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\brule: '([A-Z]\d\d)'/g)].map(([, code]) => code!), // prettier-ignore
    );
    const codes = [
      ...RULE_BOOK.rules.map(({ code }) => code),
      ...Object.values(CONSTRAINTS).flatMap(({ rule }) => rule ?? []),
      ...named,
    ];
    expect(codes.length).toBeGreaterThan(60);
    expect([...new Set(codes)].filter((code) => !(code in RULE_TEXTS))).toEqual([]);
  });
});
