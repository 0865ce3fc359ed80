import fc from 'fast-check';
import { Client } from 'pg';
import { createTestDatabase, TestDatabase } from '../support/test-database';

/** The furthest that the search is exact for. */
const FURTHEST = 31;
/** Random ones that everything is looked for among. */
const CROWD = 1500;

/** How the bits lie in which a neighbour differs: anywhere, side by side, or spread evenly, a few in every band. */
const SHAPES = ['anywhere', 'together', 'spread'] as const;

interface Neighbour {
  readonly shape: (typeof SHAPES)[number];
  readonly distance: number;
  readonly from: number;
  readonly order: readonly number[];
}

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const neighbour: fc.Arbitrary<Neighbour> = fc.record({
  shape: fc.constantFrom(...SHAPES),
  distance: fc.integer({ min: 0, max: 45 }),
  from: fc.integer({ min: 0, max: 255 }),
  order: fc.shuffledSubarray([...Array(256).keys()], { minLength: 45, maxLength: 45 }),
});

function turned(base: Buffer, { shape, distance, from, order }: Neighbour): Buffer {
  const result = Buffer.from(base);
  for (let turn = 0; turn < distance; turn++) {
    const at = { anywhere: order[turn]!, together: from + turn, spread: from + Math.floor((turn * 256) / distance) }[shape] % 256; // prettier-ignore
    result[at >> 3]! ^= 128 >> (at & 7);
  }
  return result;
}

/** Bits that are set in a byte. */
const SET = Array.from(
  { length: 256 },
  (_, byte) => [...byte.toString(2)].filter((bit) => bit === '1').length,
);

/** Of each hash the distance to the nearest of the probes. */
const distances = (hashes: readonly Buffer[], probes: readonly Buffer[]): number[] =>
  hashes.map((one) => Math.min(...probes.map((probe) => one.reduce((sum, byte, at) => sum + SET[byte ^ probe[at]!]!, 0)))); // prettier-ignore

describe('The search for photos that are near', () => {
  let db: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    db = await createTestDatabase();
    // Hashes alone: what they are of does not matter here.
    await db.query('ALTER TABLE photo_hashes DROP CONSTRAINT photo_hashes_photo_number_fkey');
    client = new Client({ connectionString: db.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await db.drop();
  });

  const insert = (hashes: readonly Buffer[], first = 0) =>
    client.query(
      `INSERT INTO photo_hashes (photo_number, hash) SELECT $2 + at - 1, ('x' || h)::bit(256) FROM unnest($1::text[]) WITH ORDINALITY AS x (h, at)`,
      [hashes.map((one) => one.toString('hex')), first],
    );
  const search = async (probes: readonly Buffer[], radius: number): Promise<[number, number][]> => {
    const { rows } = await client.query<{ number: number; distance: number }>(
      `SELECT number, min(distance) AS distance FROM near_photos(ARRAY(SELECT ('x' || p)::bit(256) FROM unnest($1::text[]) AS p), $2) GROUP BY number ORDER BY number`,
      [probes.map((one) => one.toString('hex')), radius],
    );
    return rows.map(({ number, distance }) => [number, distance]);
  };
  const asJob = async (work: () => Promise<void>): Promise<void> => {
    await client.query('BEGIN');
    try {
      await client.query('SET LOCAL ROLE tantu_system');
      await work();
    } finally {
      await client.query('ROLLBACK');
    }
  };

  it('finds exactly what a look at every hash finds, at every distance, for hashes in a crowd and in clusters', async () => {
    const crowd = fc.sample(hash, { numRuns: CROWD, seed: 7 });
    await insert(crowd);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(hash, { minLength: 1, maxLength: 3 }),
        fc.array(neighbour, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: FURTHEST }),
        async (probes, neighbours, radius) => {
          const near = neighbours.map((one, at) => turned(probes[at % probes.length]!, one));
          const all = distances([...crowd, ...near], probes);
          await asJob(async () => {
            await insert(near, CROWD);
            for (const within of new Set([radius, FURTHEST, Math.min(neighbours[0]!.distance, FURTHEST)])) {
              const expected = all.flatMap((distance, number) => (distance <= within ? [[number, distance]] : []));
              expect(await search(probes, within)).toEqual(expected);
              found += expected.length;
            }
          });
        },
      ),
      { numRuns: 40 },
    ); // prettier-ignore
    expect(found).toBeGreaterThan(1000);
  });

  it('finds each of them at its own distance and not one bit closer', async () => {
    const [base] = fc.sample(hash, { numRuns: 1, seed: 3 });
    const order = fc.sample(fc.shuffledSubarray([...Array(256).keys()], { minLength: 256 }), { numRuns: 1, seed: 3 })[0]!; // prettier-ignore
    const shapes = SHAPES.flatMap((shape) =>
      Array.from({ length: FURTHEST + 1 }, (_, distance): Neighbour => ({
        shape,
        distance,
        from: 200,
        order,
      })),
    );
    await asJob(async () => {
      await insert(shapes.map((shape) => turned(base!, shape)), 10_000); // prettier-ignore
      for (let radius = 0; radius <= FURTHEST; radius++) {
        const numbers = (await search([base!], radius)).filter(([number]) => number >= 10_000);
        expect(numbers.map(([number, distance]) => [number, distance])).toEqual(
          shapes.flatMap(({ distance }, at) => (distance <= radius ? [[10_000 + at, distance]] : [])),
        );
      }
    });
  });

  it('goes by its indexes, in a table that nobody has counted yet and in one that looks small', async () => {
    const scans = async (): Promise<{ whole: number; byIndex: number }> => {
      const { rows } = await client.query<{ whole: number; byIndex: number }>(
        `SELECT seq_scan::int AS whole, idx_scan::int AS "byIndex" FROM pg_stat_xact_user_tables WHERE relname = 'photo_hashes'`,
      );
      return rows[0]!;
    };
    const probe = [Buffer.alloc(32, 5)];
    for (const prepare of ['SELECT 1', 'ANALYZE photo_hashes']) {
      await client.query(prepare);
      await client.query('BEGIN');
      const before = await scans();
      await search(probe, FURTHEST);
      const after = await scans();
      await client.query('ROLLBACK');
      expect(after.whole - before.whole).toBe(0);
      expect(after.byIndex - before.byIndex).toBeGreaterThanOrEqual(13);
    }
  });

  it.each(['tantu_staff', 'tantu_reader', 'tantu_region', 'tantu_contractor', 'tantu_admin'])(
    'lets %s read neither hashes nor what lies behind them',
    async (role) => {
      for (const statement of [
        'SELECT hash FROM photo_hashes',
        'SELECT details FROM photo_fingerprints',
        `SELECT * FROM near_photos(ARRAY[repeat('0', 256)::bit(256)], 31)`,
      ]) {
        await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
        await client.query('ROLLBACK');
      }
    },
  );
});
