import { COMMANDS } from './cli/commands';
import { withInstallation } from './cli/installation-for-cli';
import { problemInWords } from './cli/problem-in-words';
import { Problem } from './platform/problems/problem';

/** `npm run -s tantu -- <command>`: for whoever operates Tantu. Only the command's own output goes to stdout. */
async function run([name, ...args]: string[]): Promise<number> {
  const command = name === undefined ? undefined : COMMANDS[name];
  if (!command) {
    const width = Math.max(...Object.keys(COMMANDS).map((known) => known.length));
    const lines = Object.entries(COMMANDS).map(([known, { about }]) => `  ${known.padEnd(width)}  ${about}`);
    process.stderr.write(`Usage: npm run -s tantu -- <command>\n\n${lines.join('\n')}\n`);
    return name === undefined || name === 'help' ? 0 : 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(`Usage: npm run -s tantu -- ${name} ${command.about}\n`);
    return 0;
  }
  if ('print' in command) return command.print(args);
  return withInstallation((context) => command.run(context, args)).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${problemInWords(error).join('\n')}\n`);
    return 2;
  });
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
