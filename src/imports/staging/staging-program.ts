import { Readable } from 'node:stream';
import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import { NumberSeal } from '../../households/identity/sealed-number';
import { Secrets } from '../../platform/config/secrets';
import { Facts } from '../../platform/problems/problem';
import { ByteSource } from '../reading/archive';
import { openTable } from '../reading/open-table';
import { FileFault, UnreadableFile } from '../reading/unreadable';
import { Reading, stageTable } from './stage-table';
import { asBuffer, StagedBatch } from './staged-batch';

/** What the thread begins with. */
export interface Task {
  readonly reading: Reading;
  readonly fileName: string;
  readonly size: number;
  readonly secrets: { readonly [Name in keyof Secrets]: Uint8Array };
}

/** What it says, and what it is told. */
export type Said =
  | { readonly kind: 'read'; readonly id: number; readonly start: number; readonly end: number }
  | { readonly kind: 'opened'; readonly total: number }
  | { readonly kind: 'batch'; readonly batch: StagedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'unreadable'; readonly fault: FileFault; readonly facts: Facts }
  | { readonly kind: 'failed'; readonly fault: string };
export type Told =
  | { readonly kind: 'next' }
  | { readonly kind: 'bytes'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'noBytes'; readonly id: number; readonly fault: string };

/** Bytes of the file that are asked for at once. */
const PIECE = 1_048_576;

/** The file as the other thread hands it over: it has the storage and the key. */
class AskedSource implements ByteSource {
  private readonly waiting = new Map<number, { done: (bytes: Buffer) => void; failed: (error: Error) => void }>(); // prettier-ignore
  private asked = 0;

  constructor(
    private readonly port: MessagePort,
    readonly size: number,
  ) {}

  hear(told: Exclude<Told, { kind: 'next' }>): void {
    const { done, failed } = this.waiting.get(told.id)!;
    this.waiting.delete(told.id);
    if (told.kind === 'bytes') done(asBuffer(told.bytes));
    else failed(new Error(told.fault));
  }

  read(start: number, end: number): Promise<Buffer> {
    const id = ++this.asked;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.port.postMessage({ kind: 'read', id, start, end: Math.min(end, this.size) } satisfies Said);
    });
  }

  stream(start = 0, end = this.size): Readable {
    return Readable.from(this.pieces(start, Math.min(end, this.size)), { objectMode: false });
  }

  private async *pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += PIECE) yield await this.read(at, Math.min(at + PIECE, end));
  }
}

/** The program of the thread: reads one file into batches, each when it is asked for. */
async function main(port: MessagePort, { reading, fileName, size, secrets }: Task): Promise<void> {
  const source = new AskedSource(port, size);
  let goOn: () => void = () => undefined;
  port.on('message', (told: Told) => (told.kind === 'next' ? goOn() : source.hear(told)));
  const say = (said: Said, ...columns: Uint8Array[]): void =>
    port.postMessage(said, columns.map(({ buffer }) => buffer as ArrayBuffer)); // prettier-ignore
  const asked = (): Promise<void> => new Promise((resolve) => void (goOn = resolve));
  try {
    const seal = new NumberSeal({
      encryptionKey: asBuffer(secrets.encryptionKey),
      sessionKey: asBuffer(secrets.sessionKey),
      checkpointSeed: asBuffer(secrets.checkpointSeed),
    });
    const table = await openTable(source, fileName);
    const total = await table.rowCount(reading.sheet);
    let next = asked();
    say({ kind: 'opened', total });
    for await (const batch of stageTable(table, reading, seal)) {
      await next;
      next = asked();
      say({ kind: 'batch', batch }, ...Object.values(batch.columns));
    }
    await next;
    say({ kind: 'done' });
  } catch (error) {
    if (error instanceof UnreadableFile) say({ kind: 'unreadable', fault: error.fault, facts: error.facts });
    else say({ kind: 'failed', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }); // prettier-ignore
  } finally {
    port.close();
  }
}

if (parentPort) void main(parentPort, workerData as Task);
