import { Client } from 'pg';
import { JOBS } from '../../src/jobs';
import { migrate } from '../../src/platform/database/migrate';

/** Every test database is a copy of this one; migrating once is what makes them cheap. */
export const TEMPLATE = 'tantu_template';

export async function prepareTemplateDatabase({
  superuserUrl,
  ownerUrl,
}: {
  superuserUrl: string;
  ownerUrl: string;
}): Promise<void> {
  const superuser = new Client(superuserUrl);
  await superuser.connect();
  try {
    await superuser.query(`CREATE DATABASE ${TEMPLATE} OWNER tantu`);
  } finally {
    await superuser.end();
  }
  await migrate(databaseNamed(ownerUrl, TEMPLATE), JOBS.map(({ name }) => name)); // prettier-ignore
}

export function databaseNamed(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
