import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { prepare } from '../../src/evidence/images/render';

/**
 * The raw limit of renditions: sharp on files of a folder, one after another, with the pictures kept nowhere. No queue,
 * no storage, no rows. It stands back behind other processes as far as Tantu's own do.
 * Arguments: files. It waits for a word on its standard input, works, and says how many milliseconds it took.
 */
setPriority(10);
const files = process.argv.slice(2);

async function work(): Promise<void> {
  await prepare(readFileSync(files[0]!)); // the first loads the library
  process.stdout.write('ready\n');
  await new Promise((go) => process.stdin.once('data', go));
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (const file of files) await prepare(readFileSync(file));
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(
    `${JSON.stringify({ ms: performance.now() - began, cpuMs: (user + system) / 1000 })}\n`,
  );
  process.exit(0);
}
void work();
