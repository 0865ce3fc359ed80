import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NumberSeal } from '../../households/identity/sealed-number';
import { Secrets, SECRETS } from '../../platform/config/secrets';
import { startProgram } from '../../platform/threads/start-program';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { Import } from '../import.repository';
import { Ledger } from '../ledger-fields';
import { LedgerFiles } from '../ledger-files';
import { ByteSource } from '../reading/archive';
import { UnreadableFile } from '../reading/unreadable';
import { Reading, stageTable } from './stage-table';
import { StagedBatch } from './staged-batch';
import { Said, Task, Told } from './staging-program';

/** Files below this many bytes are read before a thread would have started. */
const SMALL = 65_536;
/** MiB of the thread's own memory; a ledger of 200,000 rows takes a quarter of it. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 };

export interface StagedFile {
  /** The number of the last row. */
  readonly total: number;
  /** One after another; the next is prepared while the last is looked at. @throws UnreadableFile */
  readonly batches: AsyncIterable<StagedBatch>;
}

/** Reads ledgers: small ones here, others in a thread of their own, so that pages stay quick meanwhile. */
@Injectable()
export class Staging {
  constructor(
    private readonly files: LedgerFiles,
    private readonly seal: NumberSeal,
    @Inject(SECRETS) private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** @throws UnreadableFile */
  async open(found: Import): Promise<StagedFile> {
    const { sheet, headerRow, headerRows, columns, year, done } = found;
    const ledger = found.ledger as Ledger;
    const reading: Reading = { ledger, sheet, headerRow, headerRows, columns, year, done, today: localDay(this.clock.now()) }; // prettier-ignore
    if (found.bytes >= SMALL) {
      const source = await this.files.open(found);
      return stageInThread(source, { reading, fileName: found.fileName, size: source.size, secrets: this.secrets }); // prettier-ignore
    }
    const table = await this.files.table(found);
    return { total: await table.rowCount(sheet), batches: stageTable(table, reading, this.seal) };
  }
}

/** @throws UnreadableFile, also when the file takes more memory than any ledger does */
export async function stageInThread(source: ByteSource, task: Task): Promise<StagedFile> {
  const thread = new StagingThread(source, task);
  const opened = await thread.next();
  if (opened.kind !== 'opened') throw new Error(`the thread began with ${opened.kind}`);
  return { total: opened.total, batches: thread.batches() };
}

class StagingThread {
  private readonly worker: Worker;
  private said!: Promise<Said>;
  private hear!: (said: Said) => void;
  private lose!: (error: Error) => void;

  constructor(
    private readonly source: ByteSource,
    task: Task,
  ) {
    this.expect();
    this.worker = startProgram(join(__dirname, 'staging-program'), { workerData: task, resourceLimits: MEMORY }); // prettier-ignore
    this.worker.on('message', (said: Said) =>
      said.kind === 'read' ? void this.give(said) : this.hear(said),
    );
    this.worker.once('error', (error) => this.lose(inWords(error)));
    this.worker.once('exit', (code) => this.lose(new Error(`the thread ended with ${code}`)));
  }

  /** @throws UnreadableFile */
  async next(): Promise<Said> {
    const said = await this.said;
    if (said.kind === 'unreadable') throw new UnreadableFile(said.fault, said.facts);
    if (said.kind === 'failed') throw new Error(said.fault);
    return said;
  }

  async *batches(): AsyncGenerator<StagedBatch> {
    try {
      for (;;) {
        this.expect();
        this.tell({ kind: 'next' });
        const said = await this.next();
        if (said.kind !== 'batch') return;
        yield said.batch;
      }
    } finally {
      await this.worker.terminate();
    }
  }

  /** What is said next is awaited from here on; what comes behind it is heard by nobody. */
  private expect(): void {
    this.said = new Promise((hear, lose) => Object.assign(this, { hear, lose }));
    this.said.catch(() => undefined); // heard when it is awaited
  }

  private async give({ id, start, end }: Extract<Said, { kind: 'read' }>): Promise<void> {
    try {
      this.tell({ kind: 'bytes', id, bytes: await this.source.read(start, end) });
    } catch (error) {
      this.tell({ kind: 'noBytes', id, fault: error instanceof Error ? error.message : String(error) });
    }
  }

  private tell(told: Told): void {
    this.worker.postMessage(told);
  }
}

function inWords(error: unknown): Error {
  const isTooMuch = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isTooMuch) return new UnreadableFile('tooLargeUnpacked', { limitMb: MEMORY.maxOldGenerationSizeMb });
  return error instanceof Error ? error : new Error(String(error));
}
