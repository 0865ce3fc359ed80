// What `npm test` runs: everything that must hold, in the order in which a fault is cheapest to find.
// Arguments go to jest only: npm test -- test/database
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'tantu-test-run-'));
const report = join(scratch, 'jest.json');
const cache = 'node_modules/.cache/tantu';
const ownFiles = ['src', 'test', '*.ts', '*.js', '*.mjs', 'package.json', 'tsconfig*.json'];

/** Those of one group need nothing of one another, and run side by side. */
const GROUPS = [
  [['Prepare', 'src/start.mjs', '--prepare']],
  [
    [
      'Types',
      'node_modules/typescript/bin/tsc',
      '--incremental',
      '--tsBuildInfoFile',
      `${cache}/types.tsbuildinfo`,
    ],
    [
      'Types of the browser’s scripts',
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '-p',
      'tsconfig.client.json',
    ],
    ['Lint', 'node_modules/eslint/bin/eslint.js', '.'],
    ['Format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', ...ownFiles],
  ],
  [['Tests', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...process.argv.slice(2)]],
];

process.exitCode = await runSteps();
rmSync(scratch, { recursive: true, force: true });

async function runSteps() {
  for (const steps of GROUPS) {
    console.log(`\n== ${steps.map(([title]) => title).join(', ')}`);
    const codes = await Promise.all(steps.map((step) => runStep(step, steps.length === 1)));
    const failed = codes.find((code) => code !== 0);
    if (failed !== undefined) return failed;
  }
  return 0;
}

/** What steps side by side have to say is said in one piece, when they are through. */
async function runStep([title, ...program], isAlone) {
  const started = Date.now();
  const { code, said } = await run(program, isAlone ? 'inherit' : 'pipe');
  if (said) console.log(said.trimEnd());
  console.log(
    `   ${title}: ${code === 0 ? 'passed' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (title === 'Tests') console.log(summary());
  return code;
}

/** A test file that could not run at all counts as one failure. */
function summary() {
  if (!existsSync(report)) return '0 passed, 1 failed, 0 skipped (jest ended before it could report)';
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  return `${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

/** Ctrl-C reaches the step by itself; we wait until it has cleared up. */
function run(args, output) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', output, output] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (said += text));
    const ignore = () => undefined;
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', ignore).on('SIGTERM', passOn);
    child.once('error', failed);
    child.once('close', (code, signal) => {
      process.removeListener('SIGINT', ignore).removeListener('SIGTERM', passOn);
      done({ code: code ?? 128 + constants.signals[signal], said });
    });
  });
}
