import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Config } from '../../platform/config/config';
import type { KeptRenditions, RenderAnswer, RenderQuestion } from './render-process';

/** Milliseconds for one photo. What takes longer is no photo that anybody needs. */
const LIMIT_MS = 60_000;

/** The decoder can't read the file, and never will. */
export class UnreadablePicture extends Error {}

/** The decoding process is gone: by this file, or by something else. */
export class RendererLost extends Error {
  constructor(readonly reason: 'crashed' | 'tooLong') {
    super(`the decoding process was lost: ${reason}`);
  }
}

/** Built beside this file. The sources run through the compiler of the tests, as whatever loaded this one did. */
const PROGRAM = __filename.endsWith('.ts')
  ? [join(__dirname, '../../../test/run-typescript.mjs'), join(__dirname, 'render-process.ts')]
  : [join(__dirname, 'render-process.js')];

/** A child process that decodes photos of the storage, one at a time. It ends with this process, however that ends. */
export class Renderer {
  private readonly child: ChildProcess;
  private idleTimer: NodeJS.Timeout | undefined;
  private isEnded = false;

  constructor(config: Config) {
    const [program, ...args] = PROGRAM;
    this.child = fork(program!, args, {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=128', '--max-semi-space-size=2'],
      // Arenas of memory for each thread would only keep what was freed.
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', () => this.end());
    this.ask({ config });
    this.release();
  }

  get isAlive(): boolean {
    return !this.isEnded && this.child.connected && this.child.exitCode === null && this.child.signalCode === null; // prettier-ignore
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Only once at a time. @throws UnreadablePicture, RendererLost, Error where the storage is away */
  async prepare(key: string): Promise<KeptRenditions> {
    const answer = await this.answerTo(key);
    if ('unreadable' in answer) throw new UnreadablePicture(answer.unreadable);
    if ('storageFault' in answer) throw new Error(answer.storageFault);
    return answer;
  }

  use(): void {
    clearTimeout(this.idleTimer);
  }

  /** Ends the child unless it is used before. */
  endAfter(milliseconds: number, forget: () => void): void {
    this.idleTimer = setTimeout(() => {
      forget();
      this.end();
    }, milliseconds).unref();
  }

  end(): void {
    clearTimeout(this.idleTimer);
    this.isEnded = true;
    this.child.kill('SIGKILL');
  }

  private answerTo(key: string): Promise<RenderAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (how: () => void): void => {
        clearTimeout(limit);
        this.child.off('message', onAnswer).off('exit', onExit);
        this.release();
        how();
      };
      const lost = (reason: 'crashed' | 'tooLong'): void => settle(() => reject(new RendererLost(reason)));
      const onAnswer = (answer: RenderAnswer): void => settle(() => resolve(answer));
      const onExit = (): void => lost('crashed');
      const limit = setTimeout(() => {
        this.end();
        lost('tooLong');
      }, LIMIT_MS);
      this.child.ref();
      this.child.channel?.ref();
      this.child.on('message', onAnswer).on('exit', onExit);
      this.ask({ key }, () => lost('crashed'));
    });
  }

  private ask(question: RenderQuestion, onFault?: () => void): void {
    this.child.send(question, (error) => error && onFault?.());
  }

  /** A child without work keeps no process alive that has nothing else to do. */
  private release(): void {
    this.child.unref();
    this.child.channel?.unref();
  }
}
