// A hundred kills at random moments, and the other faults: npm run faults [-- 100 [SEED]]
import { spawnSync } from 'node:child_process';

const [kills = '100', seed] = process.argv.slice(2);
const env = { ...process.env, FAULTS_KILLS: kills, ...(seed && { FAULTS_SEED: seed }) };
for (const program of [
  ['src/start.mjs', '--prepare'],
  ['node_modules/jest/bin/jest.js', 'test/faults'],
]) {
  const { status } = spawnSync(process.execPath, program, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
