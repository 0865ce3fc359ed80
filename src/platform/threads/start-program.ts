import { join } from 'node:path';
import { Worker, WorkerOptions } from 'node:worker_threads';

/**
 * Starts a program of ours in a thread of this process. Compiled it is a program for Node; where the sources run as
 * they are (tests, benches), a loader of theirs comes first.
 * @param path of the program, without its ending
 */
export function startProgram(path: string, options: WorkerOptions = {}): Worker {
  if (__filename.endsWith('.js')) return new Worker(`${path}.js`, options);
  return new Worker(join(__dirname, '../../../test/run-typescript.mjs'), {
    ...options,
    argv: [`${path}.ts`],
  });
}
