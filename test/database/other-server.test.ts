import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { CreateUser } from '../../src/access/users/create-user';
import { createApp } from '../../src/app.setup';
import { openInstallation } from '../../src/installation';
import { readConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/actor';
import { Database } from '../../src/platform/database/database';
import { DATABASE_ROLES, MissingRolesError, rolesSql } from '../../src/platform/database/roles';
import { aHousehold } from '../builders/household';
import { hasOldest, SecondServer, startNewest, startOldest } from '../support/second-server';
import { PASSWORD } from '../support/test-app';

const SERVERS = [
  { title: 'The server that Tantu brings, run by somebody else', start: startNewest, isHere: true },
  { title: 'PostgreSQL 15, the oldest that is taken (apt-get install postgresql-15)', start: startOldest, isHere: hasOldest },
]; // prettier-ignore

for (const { title, start, isHere } of SERVERS) (isHere ? describe : describe.skip)(title, () => {
  let server: SecondServer;
  let folder: string;

  beforeAll(async () => {
    server = await start();
    folder = mkdtempSync(join(tmpdir(), 'tantu-other-server-'));
    for (const [login, right] of Object.entries({ plain: 'NOCREATEROLE', maker: 'CREATEROLE', second: 'NOCREATEROLE' })) {
      await server.administrate(`CREATE ROLE ${login} LOGIN NOSUPERUSER NOBYPASSRLS ${right} PASSWORD '${login}'`);
      await server.administrate(`CREATE DATABASE ${login} OWNER ${login}`);
    }
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.stop();
  });

  const open = (login: string) =>
    openInstallation(readConfig({ DATABASE_URL: server.urlOf(login), TANTU_DATA: join(folder, login), LOG_LEVEL: 'silent' }));

  it('says what its administrator has to run, when the login may not create roles', async () => {
    const refusal = await open('plain').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MissingRolesError);
    expect((refusal as Error).message).toContain(rolesSql('plain'));
    expect((refusal as Error).message).not.toContain('password');
  });

  it('runs Tantu for a login that may create roles', async () => {
    await worksFrom(await open('maker'));
    await server.administrate('DROP DATABASE maker WITH (FORCE)');
    for (const role of Object.keys(DATABASE_ROLES)) await server.administrate(`DROP ROLE ${role}`);
  });

  it('runs Tantu for a login without any right, once its administrator ran what was asked', async () => {
    await server.administrate(rolesSql('plain'));
    await worksFrom(await open('plain'));
  });

  it('asks for no role again that another Tantu on the same server has made', async () => {
    const refusal = await open('second').catch((error: unknown) => error as Error);
    expect(refusal).toBeInstanceOf(MissingRolesError);
    const wanted = (refusal as Error).message.split('\n').slice(1).join('\n');
    expect(wanted).not.toContain('CREATE ROLE');
    await server.administrate(wanted);
    await worksFrom(await open('second'));
  });
}); // prettier-ignore

/** From an empty database to a household over the API, with jobs running; then a second start. */
async function worksFrom(installation: Awaited<ReturnType<typeof openInstallation>>): Promise<void> {
  const app = await createApp({ ...installation, works: true, onUnknownText: 'throw' });
  try {
    await insertCaseworker(app);
    const server = app.getHttpServer() as Parameters<typeof request>[0];
    const signedIn = await request(server).post('/api/v1/sign-in').send({ username: 'worker', password: PASSWORD }).expect(201); // prettier-ignore
    const bearer = `Bearer ${(signedIn.body as { token: string }).token}`;
    const made = await request(server).post('/api/v1/households').set('Authorization', bearer).send(aHousehold()).expect(201); // prettier-ignore
    const { id } = made.body as { id: string };
    const shown = await request(server).get(`/api/v1/households/${id}`).set('Authorization', bearer).expect(200); // prettier-ignore
    expect((shown.body as { id: string }).id).toBe(id);
    await request(server).get('/health/ready').expect(200);
    expect(installation.isEmbedded).toBe(false);
    expect(installation.isDemo()).toBe(false);
  } finally {
    await app.close();
    await installation.close();
  }
  await (await openInstallation(installation.config)).close();
}

async function insertCaseworker(app: INestApplication): Promise<void> {
  await app.get(Database).as(systemActor('command-line')).write(async (tx) => {
    for (const code of ['99', '9901', '990101', '990101001', '990101001001'])
      await tx.change(
        `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en) VALUES ($1, $2, '样板', 'Sample', '样板', 'Sample')`,
        [code, code.length === 2 ? null : code.slice(0, code.length > 6 ? -3 : -2)],
      );
  }); // prettier-ignore
  await app.get(CreateUser).execute(
    systemActor('command-line'),
    { username: 'worker', displayName: '何巧云', role: 'caseworker', areaCode: '990101001001', contractorId: null, password: PASSWORD },
    true,
  ); // prettier-ignore
}
