import { ENTITIES } from '../../src/entities';
import { createDataSource } from '../../src/platform/database/data-source';
import { createTestDatabase, TestDatabase } from '../support/test-database';

interface Column {
  table: string;
  name: string;
  type: string;
  isNullable: boolean;
}

/** TypeORM's names of types where they differ from the catalog's. */
const TYPES: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  int: 'integer',
  varchar: 'character varying',
  'text[]': 'ARRAY',
};

describe('Every entity', () => {
  let db: TestDatabase;
  let columns: Column[];
  let declared: Column[];

  beforeAll(async () => {
    db = await createTestDatabase();
    columns = await db.query<Column>(
      `SELECT table_name AS table, column_name AS name, data_type AS type, is_nullable = 'YES' AS "isNullable"
         FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const source = await createDataSource({ url: db.url, connectAs: 'owner', entities: ENTITIES, poolSize: 1 }).initialize(); // prettier-ignore
    declared = source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => {
        const type = String(column.isArray ? 'text[]' : column.type);
        return { table: entity.tableName, name: column.databaseName, type: TYPES[type] ?? type, isNullable: column.isNullable }; // prettier-ignore
      }),
    );
    await source.destroy();
  });
  afterAll(() => db.drop());

  it('says of each of its columns what the table says: that it is there, its type, whether it may be empty', () => {
    expect(declared.length).toBeGreaterThan(50);
    const differing = declared.filter(
      (column) => !columns.some((found) => JSON.stringify({ ...found }) === JSON.stringify(column)),
    );
    expect(differing).toEqual([]);
  });

  it('leaves no column of its table out that a new row must have', async () => {
    const required = await db.query<{ table: string; name: string }>(
      `SELECT table_name AS table, column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'`,
    );
    const tables = new Set(declared.map(({ table }) => table));
    const known = new Set(declared.map(({ table, name }) => `${table}.${name}`));
    const missing = required.filter(({ table, name }) => tables.has(table) && !known.has(`${table}.${name}`));
    expect(missing).toEqual([]);
  });
});
