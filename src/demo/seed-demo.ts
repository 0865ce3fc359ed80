import { Config } from '../platform/config/config';
import { Secrets } from '../platform/config/secrets';

export interface DemoOptions {
  config: Config;
  secrets: Secrets;
  databaseUrl: string;
}

/** Fills a new database with a fictional district. */
export async function seedDemo(_options: DemoOptions): Promise<void> {
  await Promise.resolve();
}
