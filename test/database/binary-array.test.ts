import { binaryArray } from '../../src/platform/database/binary-array';
import { createTestApp, TestApp } from '../support/test-app';

describe('An array that is sent as PostgreSQL keeps it', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  it('arrives as it was: every type, nulls, nothing, texts of every script', async () => {
    const texts = ['', 'a"b\\c,{}', '王某 𠮷', null, "NULL'"];
    const [row] = await test.db.query(
      `SELECT $1::text[] AS texts, $2::int[] AS numbers, $3::bool[] AS flags, $4::jsonb[] AS facts, $5::bytea[] AS bytes, $6::int[] AS none`,
      [
        binaryArray('text', texts), binaryArray('int4', [1, -2, null, 2_147_483_647]), binaryArray('bool', [true, false, null]),
        binaryArray('jsonb', ['{"甲":[1,null]}', '[]', null]), binaryArray('bytea', [Buffer.from([0, 255]), Buffer.alloc(0), null]), binaryArray('int4', []),
      ],
    ); // prettier-ignore
    expect(row).toEqual({
      texts, numbers: [1, -2, null, 2_147_483_647], flags: [true, false, null], facts: [{ 甲: [1, null] }, [], null],
      bytes: [Buffer.from([0, 255]), Buffer.alloc(0), null], none: [],
    }); // prettier-ignore
  });
});
