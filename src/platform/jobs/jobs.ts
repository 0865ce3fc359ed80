import { Inject, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Pool } from 'pg';
import PgBoss = require('pg-boss');
import { ReadTx, Tx } from '../database/database';
import { JOB, JobDefinition, JobHandler, JobKind } from './job';

export interface JobsOptions {
  url: string;
  definitions: readonly JobKind[];
  /** Whether this process works on jobs, or only adds them. */
  works: boolean;
  /** Seconds between looks for new jobs; at least 0.5. */
  pollSeconds: number;
}

export const JOBS_OPTIONS = Symbol('jobs options');

export interface DeadJob {
  id: string;
  name: string;
  failedAt: Date | null;
  tries: number;
  fault: string | null;
}

/**
 * Background work, in PostgreSQL. An act adds its jobs in its own transaction: they exist if and only if the
 * act does. Jobs that fail to the end stay visible (`dead`) until somebody tries them again.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap {
  private readonly log = new Logger('jobs');
  private readonly pool: Pool;
  private readonly boss: PgBoss;
  private started = false;
  /** What the queue has asked of the database and was not told yet. */
  private readonly asked = new Set<Promise<unknown>>();
  /** Who looks for the jobs of a kind in this process. */
  private readonly workers = new Map<string, string>();

  constructor(
    @Inject(JOBS_OPTIONS) private readonly options: JobsOptions,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {
    this.pool = new Pool({
      connectionString: options.url,
      max: 3,
      application_name: 'tantu jobs',
      options: '-c timezone=UTC -c role=tantu_system',
    });
    this.pool.on('error', (error) => this.log.warn(`lost a connection: ${error.message}`));
    this.boss = new PgBoss({
      db: { executeSql: (text: string, values: unknown[]) => this.ask(text, values) as never },
      migrate: false,
      supervise: options.works,
      schedule: options.works,
      archiveCompletedAfterSeconds: 3600,
      deleteAfterDays: 30,
    });
    this.boss.on('error', (error) => this.log.error(`queue: ${error.message}`));
  }

  /** Whether this process works on jobs. */
  get works(): boolean {
    return this.options.works;
  }

  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.handlers();
    if (!this.options.works) return;
    await this.boss.start();
    this.started = true;
    for (const definition of this.options.definitions) {
      const worker = await this.boss.work(
        definition.name,
        { batchSize: 1, pollingIntervalSeconds: this.options.pollSeconds },
        async (jobs: PgBoss.Job<object>[]) => {
          for (const job of jobs) await this.run(definition.name, handlers.get(definition.name)!, job);
        },
      );
      this.workers.set(definition.name, worker);
      if (definition.cron) await this.boss.schedule(definition.name, definition.cron, {});
    }
  }

  /** Part of the orderly end, before the database is let go. */
  async stop(): Promise<void> {
    // Waits for the jobs that run now; those that wait are found at the next start.
    if (this.started) await this.boss.stop({ graceful: true, wait: true, timeout: 20_000 });
    // What still waits for a connection would never be answered once the pool ends, and who asked would wait for ever.
    while (this.asked.size > 0) await Promise.allSettled(this.asked);
    await this.pool.end();
  }

  private ask(text: string, values: unknown[]): Promise<unknown> {
    const asked = this.pool.query(text, values).finally(() => this.asked.delete(asked));
    this.asked.add(asked);
    return asked;
  }

  /** Adds a job to the act's own transaction. A worker of this process looks for it at once, others at their next look. */
  async enqueue<Data extends object>(tx: Tx, job: JobDefinition<Data>, data: Data): Promise<void> {
    await this.boss.send(job.name, data, {
      retryLimit: job.retries,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: job.expireSeconds,
      db: { executeSql: async (text: string, values: unknown[]) => ({ rows: await tx.sql(text, values) }) },
    });
    const worker = this.workers.get(job.name);
    if (worker !== undefined) tx.afterCommit(() => this.boss.notifyWorker(worker));
  }

  /** Jobs that failed to the end, newest first. */
  async dead(tx: ReadTx): Promise<DeadJob[]> {
    return tx.sql<DeadJob>(
      `SELECT id, name, completed_on AS "failedAt", retry_count + 1 AS tries, output ->> 'message' AS fault
         FROM pgboss.job WHERE state = 'failed' ORDER BY completed_on DESC LIMIT 200`,
    );
  }

  /** Lets a dead job run once more. */
  async retry(name: string, id: string): Promise<void> {
    await this.boss.retry(name, id);
  }

  private async run(name: string, handler: JobHandler, job: PgBoss.Job<object>): Promise<void> {
    try {
      await handler.execute(job.data);
    } catch (error) {
      this.log.error({ job: name, id: job.id, fault: error instanceof Error ? error.message : 'unknown' });
      throw error;
    }
  }

  private handlers(): Map<string, JobHandler> {
    const found = new Map<string, JobHandler>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const name = metatype && this.reflector.get<string | undefined>(JOB, metatype);
      if (!name) continue;
      if (found.has(name)) throw new Error(`The job ${name} has two handlers`);
      found.set(name, instance as JobHandler);
    }
    const names = this.options.definitions.map(({ name }) => name);
    const orphaned = [
      ...names.filter((name) => !found.has(name)),
      ...[...found.keys()].filter((name) => !names.includes(name)),
    ];
    if (orphaned.length > 0)
      throw new Error(`Jobs without a handler, or handlers without a job: ${orphaned.join(', ')}`);
    return found;
  }
}
