import { INestApplicationContext } from '@nestjs/common';
import { CheckFiles, CheckProgress } from '../evidence/files/check-files';
import { systemActor } from '../platform/database/actor';

export const CHECK_FILES_ABOUT =
  '--check [--all]: read stored files again and compare each with its hash, as much as one night’s part or all of them; exit code 1 when any is missing or damaged';

const MEBIBYTE = 1_048_576;
const words = ({ files, bytes, damaged }: CheckProgress): string =>
  `${files} files (${Math.ceil(bytes / MEBIBYTE)} MiB) checked, ${damaged.length} missing or damaged`;

interface Io {
  say(line: string): void;
  /** For progress: on stderr, without an end of line. */
  tell(text: string): void;
}

/** @returns 0 when all are whole, 1 when some are not, 2 when it was called wrongly */
export async function checkFilesCommand(app: () => Promise<INestApplicationContext>, args: readonly string[], io: Io): Promise<number> {
  if (!args.includes('--check') || args.some((arg) => arg !== '--check' && arg !== '--all')) {
    io.tell(`Usage: npm run -s tantu -- files ${CHECK_FILES_ABOUT}\n`);
    return 2;
  }
  let toldAt = 0;
  const tell = (progress: CheckProgress): void => {
    if (Date.now() - toldAt < 500) return;
    toldAt = Date.now();
    io.tell(`\r${words(progress)}`);
  };
  const check = (await app()).get(CheckFiles);
  const actor = systemActor('command-line');
  const done = await (args.includes('--all') ? check.all(actor, tell) : check.some(actor, tell));
  if (toldAt > 0) io.tell('\n');
  for (const { key, state } of done.damaged) io.say(`${state} ${key}`);
  io.say(words(done));
  return done.damaged.length === 0 ? 0 : 1;
} // prettier-ignore
