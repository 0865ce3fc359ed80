import { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { Clock, MutableClock } from '../time/clock';
import { ConstraintMeanings, explainDatabaseError } from '../problems/constraint-problems';
import { Problem } from '../problems/problem';
import { Actor, beginAs, databaseRoleOf } from './actor';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** An open transaction that can read as its actor. Only `Database` hands one out. */
export interface ReadTx {
  readonly [readable]: true;
  readonly actor: Actor;
  readonly manager: EntityManager;
  sql<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs work with the system's sight inside the actor's transaction. For rules, which must know what the actor
   * may not see (a contractor's start depends on the district's opinion). What it finds is never shown as it is.
   */
  withSystemSight<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** An open transaction that can write. Functions that change records ask for this type. */
export interface Tx extends ReadTx {
  readonly [writable]: true;
  /** Runs a statement that changes rows; gives the number of rows changed. */
  change(statement: string, parameters?: readonly unknown[]): Promise<number>;
  /** Does something once what this transaction wrote is there for everybody; never after a rollback. It must not fail. */
  afterCommit(work: () => void): void;
}

/** What a write gives back: ids and plain values, because a retry is answered with the stored result. */
export type Json =
  string | number | boolean | null | undefined | void | { readonly [key: string]: Json } | readonly Json[];

/**
 * The only way to the records: as somebody. Each call is one transaction under a restricted role with the
 * actor's id and area set, so that row security decides what exists.
 */
export class Database {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly meanings: ConstraintMeanings,
  ) {}

  as(actor: Actor): ActingDatabase {
    return new ActingDatabase(this.dataSource, this.clock, this.meanings, actor);
  }

  /** One autocommitted statement without any right but those given to everybody: who is asking, is the server up. */
  async anonymous<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query(statement, [...parameters]);
  }
}

export class ActingDatabase {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly meanings: ConstraintMeanings,
    private readonly actor: Actor,
  ) {}

  async read<Result>(work: (tx: ReadTx) => Promise<Result>): Promise<Result> {
    return this.transaction('READ ONLY', (tx) => work(tx));
  }

  /**
   * Runs `work` in one transaction. With an idempotency key on the actor, the result is kept with the key in
   * the same transaction, and a retry is answered with it without doing the work again.
   * @throws Problem for every constraint that the work breaks
   */
  async write<Result extends Json>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.transaction('READ WRITE', (tx) => onlyOnce(tx, () => work(tx)));
  }

  private async transaction<Result>(
    mode: 'READ ONLY' | 'READ WRITE',
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const afterwards: (() => void)[] = [];
    try {
      await runner.connect();
      // Told before it is sent, so that TypeORM opens no transaction of its own inside, and rolls this one back.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      await runner.query(
        beginAs(this.actor, mode, this.clock instanceof MutableClock ? this.clock.now() : null),
      );
      const result = await work(this.handle(runner, afterwards));
      await runner.commitTransaction();
      for (const one of afterwards) one();
      return result;
    } catch (error) {
      if (runner.isTransactionActive)
        await runner.rollbackTransaction().catch((lost: unknown) => this.reportLost(lost));
      throw explainDatabaseError(error, this.meanings);
    } finally {
      await runner.release();
    }
  }

  private handle(runner: QueryRunner, afterwards: (() => void)[]): Tx {
    return {
      afterCommit: (one: () => void) => void afterwards.push(one),
      actor: this.actor,
      manager: runner.manager,
      withSystemSight: async <Result>(work: () => Promise<Result>) => {
        await runner.query('SET LOCAL ROLE tantu_system');
        const result = await work(); // a failure inside ends the transaction, and with it the role
        await runner.query(`SET LOCAL ROLE ${databaseRoleOf(this.actor)}`);
        return result;
      },
      sql: async (statement: string, parameters: readonly unknown[] = []) =>
        (await runner.query(statement, [...parameters], true)).records as never[],
      change: async (statement: string, parameters: readonly unknown[] = []) =>
        (await runner.query(statement, [...parameters], true)).affected ?? 0,
    } as unknown as Tx;
  }

  /** A rollback that can't be sent means that the connection is gone; the server rolls back by itself. */
  private reportLost(cause: unknown): void {
    this.dataSource.logger.log('warn', `rollback not sent: ${String(cause)}`);
  }
}

async function onlyOnce<Result extends Json>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  const { idempotency, id } = tx.actor;
  if (!idempotency || id === null) return work();
  idempotency.writes += 1;
  const key = idempotency.writes === 1 ? idempotency.key : `${idempotency.key}#${idempotency.writes}`;
  const claimed = await tx.sql<{ key: string }>(
    `INSERT INTO idempotency_keys (actor_id, key, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
    [id, key, idempotency.fingerprint],
  );
  if (claimed.length === 0) return firstAnswer<Result>(tx, id, key, idempotency.fingerprint);
  const result = await work();
  await tx.sql(`UPDATE idempotency_keys SET result = $3 WHERE actor_id = $1 AND key = $2`, [
    id,
    key,
    JSON.stringify(result ?? null),
  ]);
  return result;
}

async function firstAnswer<Result>(
  tx: Tx,
  actorId: string,
  key: string,
  fingerprint: string,
): Promise<Result> {
  const [first] = await tx.sql<{ fingerprint: string; result: Result }>(
    `SELECT fingerprint, result FROM idempotency_keys WHERE actor_id = $1 AND key = $2`,
    [actorId, key],
  );
  if (!first || first.fingerprint !== fingerprint) throw new Problem('idempotency-key-reused');
  return first.result;
}
