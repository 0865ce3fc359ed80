import { readdirSync, readFileSync } from 'node:fs';
import { memoryOf } from '../support/peak-memory';

/** Milliseconds of a clock tick, in which Linux counts processor time. */
const TICK_MS = 10;

interface Seen {
  readonly cpuMs: number;
  readonly most: number;
}

/** Watches a process and its children: what they use of processor and memory, also of those that have ended. */
export class ProcessTree {
  private readonly seen = new Map<number, Seen>();
  private readonly timer: NodeJS.Timeout;
  private mostAtOnce = 0;

  constructor(private readonly pid: number) {
    this.look();
    this.timer = setInterval(() => this.look(), 50);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds of processor time so far, of the process itself and of its children. */
  cpu(): { own: number; children: number } {
    this.look();
    const all = [...this.seen].reduce((sum, [, { cpuMs }]) => sum + cpuMs, 0);
    const own = this.seen.get(this.pid)!.cpuMs;
    return { own, children: all - own };
  }

  /** The most MiB that the process and the children of one moment held, each at its own peak. */
  memory(): number {
    return this.mostAtOnce;
  }

  private look(): void {
    let together = 0;
    for (const pid of [this.pid, ...childrenOf(this.pid)]) {
      try {
        const { most } = memoryOf(pid);
        this.seen.set(pid, { cpuMs: cpuOf(pid), most });
        together += most;
      } catch {
        // ended between the listing and the look
      }
    }
    this.mostAtOnce = Math.max(this.mostAtOnce, together);
  }
}

export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
