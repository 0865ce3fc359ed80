import 'reflect-metadata';
import { types } from 'pg';
import { DataSource, ObjectLiteral } from 'typeorm';
import { MIGRATIONS } from './migrations';

// A date is a calendar date, not an instant: it stays the text it is.
types.setTypeParser(types.builtins.DATE, (value) => value);

export type EntityClass = new () => ObjectLiteral;

export interface DataSourceOptions {
  url: string;
  /** 'owner' migrates; 'nobody' is the application, whose connections have no rights until a transaction names an actor. */
  connectAs: 'owner' | 'nobody';
  /** The entities of the features; none is needed to migrate. */
  entities?: EntityClass[];
  poolSize?: number;
  applicationName?: string;
}

export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities ?? [],
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    installExtensions: false,
    parseInt8: true,
    applicationName: options.applicationName ?? 'tantu',
    poolErrorHandler: () => undefined, // a lost idle connection is replaced by the pool; the next query reports a lost server
    extra: {
      max: options.poolSize ?? 10,
      options: `-c timezone=UTC${options.connectAs === 'nobody' ? ' -c role=tantu_nobody' : ''}`,
      connectionTimeoutMillis: 10_000,
    },
  });
}

/** For TypeORM's own command line: the owner's connection to DATABASE_URL. */
export default createDataSource({
  url: process.env.DATABASE_URL ?? 'postgresql://localhost/tantu',
  connectAs: 'owner',
});
