import { randomBytes } from 'node:crypto';
import express, { Request, Response } from 'express';
import { Pool } from 'pg';
import { newId } from '../../src/platform/database/ids';

/**
 * The raw limit: express and pg, the same rows and the same lists, and nothing else. No sign-in, no validation, no
 * encryption, no row security, no history of whom and why but the row itself.
 * Arguments: connection string, port.
 */
const [url, port] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: 10, options: '-c timezone=UTC' });
const app = express();
app.use(express.json());

interface Body {
  areaCode: string;
  address: string;
  headName: string;
  people: { name: string; idNumber: string; category: number; grade: number }[];
  [field: string]: unknown;
}

app.get('/ready', async (_request: Request, response: Response) => {
  await pool.query('SELECT 1');
  response.json({ status: 'ok' });
});

app.post('/households', async (request: Request, response: Response) => {
  const body = request.body as Body;
  const id = newId();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO households (id, area_code, address, head_name, phone, longitude, latitude, position_accuracy_m, tenure, hardship,
                               annual_income_fen, member_count, notes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '')`,
      [id, body.areaCode, body.address, body.headName, body.phone, body.longitude, body.latitude, body.positionAccuracyM, body.tenure, body.hardship,
       body.annualIncomeFen, body.memberCount], // prettier-ignore
    );
    for (const person of body.people) await insertPerson(client, id, body.areaCode, person);
    await client.query(
      `INSERT INTO history_entries (id, area_code, kind, subject_type, subject_id, household_id, actor_name, actor_role, data)
       VALUES ($1, $2, 'household.created', 'household', $3, $3, 'bare', 'caseworker', $4)`,
      [newId(), body.areaCode, id, JSON.stringify({ address: body.address, people: body.people.length })],
    );
    await client.query('COMMIT');
    response.status(201).json({ id });
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
});

async function insertPerson(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  householdId: string,
  areaCode: string,
  person: Body['people'][number],
): Promise<void> {
  const sealed = [randomBytes(46), randomBytes(32), '9901**********0000'];
  await client.query(
    `INSERT INTO people (id, household_id, area_code, name, sex, born_on, id_number_ciphertext, id_number_hash, id_number_masked,
                         certificate_ciphertext, certificate_hash, certificate_masked, category, grade, certificate_valid_from, certificate_valid_until, phone)
     VALUES ($1, $2, $3, $4, 'female', '1950-01-01', $5, $6, $7, $8, $9, $10, $11, $12, '2020-01-01', '2035-01-01', '13900000000')`,
    [newId(), householdId, areaCode, person.name, ...sealed, randomBytes(46), randomBytes(32), sealed[2], person.category, person.grade],
  ); // prettier-ignore
}

/** The list as somebody would write it who knows which district is asked for. */
app.get('/households', async (request: Request, response: Response) => {
  const { area, hardship, afterName, afterId, limit } = request.query as Record<string, string>;
  const after = afterId !== undefined;
  const { rows } = await pool.query(
    `SELECT h.id, h.area_code AS "areaCode", h.address, h.head_name AS "headName", h.tenure, h.hardship,
            (SELECT a.name_zh FROM areas a WHERE a.code = h.area_code) AS "areaName",
            (SELECT coalesce(json_agg(json_build_object('name', p.name, 'category', p.category, 'grade', p.grade) ORDER BY p.id), '[]')
               FROM people p WHERE p.household_id = h.id) AS people,
            (SELECT count(*)::int FROM retrofits r WHERE r.household_id = h.id AND r.ended_on IS NULL) AS "openRetrofits"
       FROM households h
      WHERE h.district_code = $1 AND h.area_code >= $2 AND h.area_code < $3 AND h.hardship = $4
            ${after ? 'AND (h.head_name, h.id) > ($6, $7)' : ''}
      ORDER BY h.head_name, h.id LIMIT $5`,
    [area!.slice(0, 6), area, `${area}:`, hardship, Number(limit), ...(after ? [afterName, afterId] : [])],
  );
  response.json({ items: rows });
});

app.listen(Number(port), '127.0.0.1');
