import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { createApp } from '../../src/app.setup';
import { JOBS } from '../../src/jobs';
import { readConfig } from '../../src/platform/config/config';
import { loadSecrets } from '../../src/platform/config/secrets';
import {
  RunningPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { migrate } from '../../src/platform/database/migrate';
import { SystemClock } from '../../src/platform/time/clock';

describe('The health of a running application', () => {
  let folder: string;
  let server: RunningPostgres;
  let app: INestApplication;
  let http: Parameters<typeof request>[0];

  const startServer = (port?: number) =>
    startEmbeddedPostgres({ dataDirectory: join(folder, 'data'), durable: false, port });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tantu-health-'));
    chmodSync(folder, 0o755);
    server = await startServer();
    await migrate(server.ownerUrl, JOBS.map(({ name }) => name)); // prettier-ignore
    const config = readConfig({ TANTU_DATA: join(folder, 'data'), LOG_LEVEL: 'silent' });
    app = await createApp({
      config,
      secrets: loadSecrets(config),
      databaseUrl: server.ownerUrl,
      clock: new SystemClock(),
      isDemo: () => false,
      works: true,
    });
    http = app.getHttpServer() as typeof http;
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is alive and ready, and says so to anybody, as JSON, without starting a session', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await request(http).get(path).expect(200, { status: 'ok' });
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('is alive but not ready while the database is away, answers 503 meanwhile, and recovers by itself', async () => {
    const { port } = server;
    await server.stop();
    await request(http).get('/health/live').expect(200);
    for (const [path, headers] of [['/health/ready', {}], ['/api/v1/self', { Authorization: 'Bearer tantu_x' }]] as const) {
      const answer = await request(http).get(path).set(headers).set('Accept-Language', 'en').expect(503);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({ code: 'service-unavailable', title: 'Not available for the moment' });
      expect(answer.text).not.toContain(String(port));
    }
    server = await startServer(port);
    await request(http).get('/health/ready').expect(200);
    await request(http).get('/api/v1/self').set('Authorization', 'Bearer tantu_x').expect(401);
  }); // prettier-ignore
});
