import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { createApp } from '../../src/app.setup';
import { hashPassword } from '../../src/access/passwords';
import { SIGN_IN_TOKEN, Tokens } from '../../src/access/sign-in/tokens';
import { readConfig } from '../../src/platform/config/config';
import { loadSecrets } from '../../src/platform/config/secrets';
import { Actor, systemActor } from '../../src/platform/database/actor';
import { Database } from '../../src/platform/database/database';
import { newId } from '../../src/platform/database/ids';
import { SystemClock, Clock } from '../../src/platform/time/clock';
import { AREAS, PEOPLE, PersonKey } from './people';
import { createTestDatabase, TestDatabase } from './test-database';

export const PASSWORD = 'right-as-rain-42';
/** Everybody's, made once: a password is slow to hash on purpose. */
let passwordHash: Promise<string> | null = null;
const TOKEN_DAYS = 30;

type Person = (typeof PEOPLE)[PersonKey];

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
  const actors = await insertPeople(database);
  const tokens = new Map<PersonKey, string>();
  for (const [person, actor] of Object.entries(actors) as [PersonKey, Actor & { id: string }][])
    tokens.set(person, (await app.get(Tokens).create(actor, SIGN_IN_TOKEN, TOKEN_DAYS)).token);
  const server = app.getHttpServer() as Parameters<typeof request>[0];
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

async function insertPeople(database: Database): Promise<TestApp['actors']> {
  const actors: Partial<Record<PersonKey, Actor & { id: string }>> = {};
  const firm = '018f0000-0000-7000-8000-00000000f123';
  await database.as(systemActor('demo')).write(async (tx) => {
    await tx.change(
      `INSERT INTO contractors (id, area_code, name, credit_code, licence_number, licence_valid_from, licence_valid_until, contact_name, contact_phone)
       VALUES ($1, '990101', '样板建筑工程有限公司', '91990101MA00000001', '建许-2020-001', '2020-01-01', '2035-12-31', '工长', '0990-1234567')`,
      [firm],
    );
  });
  passwordHash ??= hashPassword(PASSWORD);
  const hash = await passwordHash;
  await database.as(systemActor('demo')).write(async (tx) => {
    for (const [username, { name, role, areaCode }] of Object.entries(PEOPLE) as [PersonKey, Person][]) {
      const [id, contractorId] = [newId(), role === 'contractor' ? firm : null];
      await tx.change(
        `INSERT INTO users (id, username, display_name, password_hash, role, area_code, contractor_id, must_change_password)
         VALUES ($1, $2, $3, $4, $5, $6, $7, false)`,
        [id, username, name, hash, role, areaCode, contractorId],
      );
      actors[username] = { id, name, role, areaCode, contractorId };
    }
  });
  return actors as TestApp['actors'];
}
