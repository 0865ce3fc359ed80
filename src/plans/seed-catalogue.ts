import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { CATALOGUE } from './catalogue/catalogue';

/** Brings the catalogue of the code into the database at every start; limits that an office has set stay. */
@Injectable()
export class SeedCatalogue implements OnApplicationBootstrap {
  constructor(private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.database.as(systemActor('jobs')).write(async (tx) => {
      await tx.change(
        `INSERT INTO catalogue_items (code, item, price_limit_fen)
         SELECT i ->> 'code', i, (i ->> 'priceLimitFen')::bigint FROM jsonb_array_elements($1::jsonb) i
         ON CONFLICT (code) DO UPDATE SET item = EXCLUDED.item WHERE catalogue_items.item IS DISTINCT FROM EXCLUDED.item`,
        [JSON.stringify(CATALOGUE)],
      );
    });
  }
}
