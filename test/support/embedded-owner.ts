import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres';

/**
 * An application process reduced to its server, so that tests can kill it. Prints one line of JSON: the server's
 * port and whether it was adopted, or the error. It listens to no signal itself.
 */
async function own(dataDirectory: string): Promise<void> {
  try {
    const { port, adopted } = await startEmbeddedPostgres({ dataDirectory, durable: false });
    process.stdout.write(`${JSON.stringify({ port, adopted })}\n`);
    setInterval(() => undefined, 60_000);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : error })}\n`);
  }
}

void own(process.argv[2] ?? '').then(() => {
  if (process.argv[3] === 'then-exit') process.exit(3);
});
