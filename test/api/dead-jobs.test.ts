import { SweepExpired } from '../../src/operations/sweep-expired';
import { sealHistory } from '../../src/history/seal-history.job';
import { systemActor } from '../../src/platform/database/actor';
import { Jobs } from '../../src/platform/jobs/jobs';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('What keeps the installation in order', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const aDeadJob = async (): Promise<string> => {
    const jobs = test.get(Jobs);
    await test.database.as(systemActor('demo')).write((tx) => jobs.enqueue(tx, sealHistory, {}));
    const [job] = await test.db.query<{ id: string }>(
      `UPDATE pgboss.job SET state = 'failed', completed_on = now(), retry_count = 5, output = '{"message": "the disk is full"}'
        WHERE name = 'seal-history' AND state = 'created' RETURNING id`,
    );
    return job!.id;
  };

  it('shows jobs that failed to the end to administrators and supervisors, and lets one run again', async () => {
    const id = await aDeadJob();
    await test.as(null).get('/api/v1/jobs/dead').expect(401);
    await test.as('caseworker').get('/api/v1/jobs/dead').expect(403);
    const { body } = await test.as('supervisor').get('/api/v1/jobs/dead').expect(200);
    expect(body).toEqual([expect.objectContaining({ id, name: 'seal-history', tries: 6, fault: 'the disk is full' })]); // prettier-ignore
    await test.as('admin').post(`/api/v1/jobs/dead/${id}/retry`).expect(204);
    await test.as('admin').post(`/api/v1/jobs/dead/${id}/retry`).expect(404);
    expect((await test.as('admin').get('/api/v1/jobs/dead').expect(200)).body).toEqual([]);
    expect(await test.db.query(`SELECT 1 FROM history_entries WHERE kind = 'job.retried'`)).toHaveLength(1);
    expect(await test.db.query(`SELECT 1 FROM pgboss.job WHERE id = $1 AND state = 'retry'`, [id])).toHaveLength(1); // prettier-ignore
  });

  it('shows them on a page with a button each', async () => {
    const admin = await Visitor.as(test, 'admin');
    expect((await admin.get('/jobs').expect(200)).text).toContain('没有失败的任务');
    const id = await aDeadJob();
    expect((await admin.get('/jobs')).text).toContain('the disk is full');
    expect((await admin.send(`/jobs/${id}/retry`, {}, '/jobs')).status).toBe(303);
    expect((await admin.get('/jobs')).text).toContain('任务已重新排队');
  });

  it('sweeps answers to retries after thirty days and sessions that ended, and nothing younger', async () => {
    await test.db.query(
      `INSERT INTO idempotency_keys (actor_id, key, fingerprint, created_at)
       VALUES ($1, 'old', 'f', now() - interval '31 days'), ($1, 'young', 'f', now() - interval '29 days')`,
      [test.actors.caseworker.id],
    );
    await test.db.query(
      `INSERT INTO sessions (sid, sess, expire) VALUES ('over', '{}', now() - interval '1 minute'), ('running', '{}', now() + interval '1 hour')`,
    );
    await test.get(SweepExpired).execute();
    const keys = await test.db.query<{ key: string }>('SELECT key FROM idempotency_keys');
    expect(keys.map(({ key }) => key)).toEqual(['young']);
    const sessions = await test.db.query<{ sid: string }>(`SELECT sid FROM sessions WHERE sid IN ('over', 'running')`); // prettier-ignore
    expect(sessions.map(({ sid }) => sid)).toEqual(['running']);
  });
});
