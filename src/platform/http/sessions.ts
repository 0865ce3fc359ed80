import session = require('express-session');
import connectPgSimple = require('connect-pg-simple');
import { RequestHandler } from 'express';
import { Pool } from 'pg';

export interface SessionsOptions {
  databaseUrl: string;
  key: Buffer;
  hours: number;
}

/** Sign-in sessions in PostgreSQL, through a connection that can touch nothing else. */
export class Sessions {
  private readonly pool: Pool;
  readonly handler: RequestHandler;

  constructor(options: SessionsOptions) {
    this.pool = new Pool({
      connectionString: options.databaseUrl,
      max: 4,
      application_name: 'tantu sessions',
      options: '-c timezone=UTC -c role=tantu_sessions',
    });
    this.pool.on('error', () => undefined); // the pool replaces a lost idle connection by itself
    const Store = connectPgSimple(session);
    this.handler = session({
      name: 'tantu.sid',
      store: new Store({ pool: this.pool, tableName: 'sessions', pruneSessionInterval: false }),
      secret: options.key.toString('base64'),
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: options.hours * 3_600_000 },
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
