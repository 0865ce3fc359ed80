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

const STEPS = [
  ['Prepare', 'src/start.mjs', '--prepare'],
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
  ['Tests', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...process.argv.slice(2)],
];

process.exitCode = await runSteps();
rmSync(scratch, { recursive: true, force: true });

async function runSteps() {
  for (const [title, program, ...args] of STEPS) {
    console.log(`\n== ${title}`);
    const started = Date.now();
    const code = await run([program, ...args]);
    console.log(
      `   ${title}: ${code === 0 ? 'passed' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    if (title === 'Tests') console.log(summary());
    if (code !== 0) return code;
  }
  return 0;
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
function run(args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    const ignore = () => undefined;
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', ignore).on('SIGTERM', passOn);
    child.once('error', failed);
    child.once('close', (code, signal) => {
      process.removeListener('SIGINT', ignore).removeListener('SIGTERM', passOn);
      done(code ?? 128 + constants.signals[signal]);
    });
  });
}
