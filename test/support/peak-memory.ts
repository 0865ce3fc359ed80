import { readFileSync } from 'node:fs';

/**
 * MiB that a process held resident now and at most, since its program began. Not `resourceUsage().maxRSS`: Linux hands
 * that on from the process that started it, which here is a test runner of several hundred MiB.
 */
export function memoryOf(pid: number | 'self'): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024; // prettier-ignore
  return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') };
}
