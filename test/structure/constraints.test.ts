import { CONSTRAINTS } from '../../src/constraints';
import { isExplained } from '../../src/platform/problems/constraint-problems';
import { isRuleCode } from '../../src/rules/rule-code';
import { createTestDatabase, TestDatabase } from '../support/test-database';

/** Names that a statement can be refused with, as the catalog and the functions of the triggers have them. */
const CONSTRAINTS_OF_TABLES = `
  SELECT conname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
   WHERE t.relnamespace = 'public'::regnamespace AND c.contype IN ('c', 'u', 'x', 'f', 'p', 't') AND t.relname <> 'migrations'
  UNION
  SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
   WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique AND t.relname <> 'migrations'
     AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('u', 'p', 'x'))`;

/** Functions of the tables that raise an error, as they are written, with the arguments of each trigger that runs them. */
const RAISING = `
  SELECT p.proname AS name, p.prosrc AS body, array_agg(encode(g.tgargs, 'escape')) FILTER (WHERE g.oid IS NOT NULL) AS arguments
    FROM pg_proc p LEFT JOIN pg_trigger g ON g.tgfoid = p.oid AND NOT g.tgisinternal
   WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc ILIKE '%RAISE EXCEPTION%' GROUP BY 1, 2 ORDER BY 1`;

interface Raising {
  name: string;
  body: string;
  arguments: string[] | null;
}

/** CONSTRAINT = 'name' in the function, or CONSTRAINT = TG_ARGV[0] with what each trigger hands over. */
function namesRaisedBy({ body, arguments: given }: Raising): string[] {
  const said = [...body.matchAll(/CONSTRAINT\s*=\s*'([^']+)'/g)].map(([, name]) => name!);
  const first = /CONSTRAINT\s*=\s*TG_ARGV\[0\]/.test(body)
    ? (given ?? []).map((args) => args.split('\\000')[0]!)
    : [];
  return [...said, ...first];
}

describe('Every constraint of the database', () => {
  let db: TestDatabase;
  let raising: Raising[];
  let names: string[];

  beforeAll(async () => {
    db = await createTestDatabase();
    raising = await db.query<Raising>(RAISING);
    const declared = await db.query<{ name: string }>(CONSTRAINTS_OF_TABLES);
    names = [...new Set([...declared.map(({ name }) => name), ...raising.flatMap(namesRaisedBy)])].sort();
  });
  afterAll(() => db.drop());

  it('is explained to whoever breaks it', () => {
    expect(names.length).toBeGreaterThan(250);
    expect(names.filter((name) => !isExplained(CONSTRAINTS, name))).toEqual([]);
  });

  it('exists, wherever one is explained', () => {
    expect(Object.keys(CONSTRAINTS).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is named after its table, and for its rule where it is one', async () => {
    const tables =
      (await db.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`)) // prettier-ignore
        .map(({ name }) => name);
    expect(names.filter((name) => !tables.some((table) => name.startsWith(`${table}_`)))).toEqual([]);
    const rules = Object.entries(CONSTRAINTS).flatMap(([name, { rule }]) => (rule ? [{ name, rule }] : []));
    expect(rules.length).toBeGreaterThan(30);
    expect(rules.filter(({ rule }) => !isRuleCode(rule))).toEqual([]);
    // A name that carries a code is explained by that rule, so that the reader is told the rule and not a field.
    const coded = names.flatMap((name) => {
      const code = /_([cefspqmt]\d\d)_/.exec(name)?.[1]?.toUpperCase();
      return code && name in CONSTRAINTS ? [{ name, code, rule: CONSTRAINTS[name]!.rule }] : [];
    });
    expect(coded.filter(({ code, rule }) => rule !== code)).toEqual([]);
  });

  it('is named also where a trigger refuses', () => {
    expect(raising.length).toBeGreaterThan(8);
    expect(raising.filter((one) => namesRaisedBy(one).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('was given its name on purpose: none is left to the server to name, but keys and NOT NULL', async () => {
    const unnamed = await db.query<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> 'migrations' AND c.contype = 'c' AND conname ~ '_check[0-9]*$'`,
    );
    expect(unnamed).toEqual([]);
  });
});
