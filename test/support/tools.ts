import { spawnSync } from 'node:child_process';

/**
 * Describes tests that need a program of the system. Where it is missing they are counted as skipped, under a title
 * that says how to install it, so that a machine with only Node still runs everything else.
 */
export function describeWithTool(tool: string, install: string, title: string, tests: () => void): void {
  if (hasTool(tool)) describe(title, tests);
  else describe.skip(`${title} (needs ${tool}: ${install})`, tests);
}

/** Whether the program can be started at all; what it answers does not matter. */
export function hasTool(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
}
