import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { createApp } from '../../src/app.setup';
import { CreateUser } from '../../src/access/users/create-user';
import { readConfig } from '../../src/platform/config/config';
import { loadSecrets } from '../../src/platform/config/secrets';
import { Actor, systemActor } from '../../src/platform/database/actor';
import { Database } from '../../src/platform/database/database';
import { SystemClock, Clock } from '../../src/platform/time/clock';
import { AREAS, PEOPLE, PersonKey } from './people';
import { createTestDatabase, TestDatabase } from './test-database';

export const PASSWORD = 'right-as-rain-42';

export interface TestApp {
  readonly app: INestApplication;
  readonly database: Database;
  readonly db: TestDatabase;
  /** The named people, as actors for acts and as bearer tokens for the API. */
  readonly actors: Readonly<Record<PersonKey, Actor & { id: string }>>;
  /** A request to the API as one of the people; nobody when left out. */
  as(person: PersonKey | null): {
    get(path: string): request.Test;
    post(path: string, body?: object): request.Test;
    put(path: string, body?: object): request.Test;
    delete(path: string): request.Test;
  };
  get<T>(type: abstract new (...args: never[]) => T): T;
  close(): Promise<void>;
}

export interface TestAppOptions {
  clock?: Clock;
  /** Whether jobs run; off by default, so that a test says when they do. */
  works?: boolean;
  env?: Record<string, string>;
}

/** The whole application on a database of its own, with two districts and the same few people in every test. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const db = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'tantu-test-'));
  const config = readConfig({
    TANTU_DATA: folder,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...options.env,
  });
  if (options.clock && !(options.clock instanceof SystemClock))
    await db.query('UPDATE installation SET is_demo = true');
  const app = await createApp({
    config,
    secrets: loadSecrets(config),
    databaseUrl: db.url,
    clock: options.clock ?? new SystemClock(),
    isDemo: () => false,
    works: options.works ?? false,
    onUnknownText: 'throw',
  });
  const database = app.get(Database);
  await insertAreas(database);
  const actors = await insertPeople(app, database);
  const tokens = new Map<PersonKey, string>();
  const server = app.getHttpServer() as Parameters<typeof request>[0];
  const signIn = async (person: PersonKey): Promise<string> => {
    const known = tokens.get(person);
    if (known) return known;
    const { body } = await request(server)
      .post('/api/v1/sign-in')
      .send({ username: person, password: PASSWORD })
      .expect(201);
    tokens.set(person, (body as { token: string }).token);
    return (body as { token: string }).token;
  };
  for (const person of Object.keys(PEOPLE) as PersonKey[]) await signIn(person);
  return {
    app,
    database,
    db,
    actors,
    as: (person) => {
      const ready = (test: request.Test): request.Test =>
        person === null ? test : test.set('Authorization', `Bearer ${tokens.get(person)!}`);
      return {
        get: (path) => ready(request(server).get(path)),
        post: (path, body) => ready(request(server).post(path)).send(body),
        put: (path, body) => ready(request(server).put(path)).send(body),
        delete: (path) => ready(request(server).delete(path)),
      };
    },
    get: (type) => app.get(type),
    close: async () => {
      await app.close();
      await db.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function insertAreas(database: Database): Promise<void> {
  await database.as(systemActor('demo')).write(async (tx) => {
    for (const [code, name] of Object.entries(AREAS)) {
      const parent = { 4: 2, 6: 4, 9: 6, 12: 9 }[code.length];
      await tx.change(
        `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en, document_prefix) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          code,
          parent ? code.slice(0, parent) : null,
          name.zh,
          name.en,
          `${name.zh}残疾人联合会`,
          `${name.en} Disabled Persons’ Federation`,
          code.length === 6 ? '试残' : null,
        ],
      );
    }
  });
}

async function insertPeople(app: INestApplication, database: Database): Promise<TestApp['actors']> {
  const actors: Partial<Record<PersonKey, Actor & { id: string }>> = {};
  const firm = '018f0000-0000-7000-8000-00000000f123';
  await database.as(systemActor('demo')).write(async (tx) => {
    await tx.change(
      `INSERT INTO contractors (id, area_code, name, credit_code, licence_number, licence_valid_from, licence_valid_until, contact_name, contact_phone)
       VALUES ($1, '990101', '样板建筑工程有限公司', '91990101MA00000001', '建许-2020-001', '2020-01-01', '2035-12-31', '工长', '0990-1234567')`,
      [firm],
    );
  });
  for (const [username, person] of Object.entries(PEOPLE) as [PersonKey, (typeof PEOPLE)[PersonKey]][]) {
    const contractorId = person.role === 'contractor' ? firm : null;
    const { id } = await app.get(CreateUser).execute(
      systemActor('demo'),
      {
        username,
        displayName: person.name,
        role: person.role,
        areaCode: person.areaCode,
        contractorId,
        password: PASSWORD,
      },
      true,
    );
    actors[username] = {
      id,
      name: person.name,
      role: person.role,
      areaCode: person.areaCode,
      contractorId,
    };
  }
  return actors as TestApp['actors'];
}
