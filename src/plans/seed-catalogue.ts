import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { CATALOGUE } from './catalogue/catalogue';

/** Brings the catalogue of the code into the database at every start; what districts have set for themselves stands apart. */
@Injectable()
export class SeedCatalogue implements OnApplicationBootstrap {
  constructor(private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.database.as(systemActor('jobs')).write(async (tx) => {
      await tx.change(
        `INSERT INTO catalogue_items (code, item, price_limit_fen, minimum_works_days)
         SELECT i ->> 'code', i, (i ->> 'priceLimitFen')::bigint, (i ->> 'minimumWorksDays')::smallint FROM jsonb_array_elements($1::jsonb) i
         ON CONFLICT (code) DO UPDATE SET item = EXCLUDED.item, minimum_works_days = EXCLUDED.minimum_works_days
           WHERE (catalogue_items.item, catalogue_items.minimum_works_days) IS DISTINCT FROM (EXCLUDED.item, EXCLUDED.minimum_works_days)`,
        [JSON.stringify(CATALOGUE)],
      );
    });
  }
}
