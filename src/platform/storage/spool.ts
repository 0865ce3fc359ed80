import { randomUUID } from 'node:crypto';
import { FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

/** Bytes that are read at once. */
const PART = 131_072;

/**
 * A temporary file without a name, for the length of some work: its name is taken away as soon as it is open, so
 * that whatever ends this process, also the power, leaves nothing behind.
 */
export async function withSpool<Result>(
  folder: string,
  work: (spool: Spool) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true });
  const name = join(folder, `spool-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  try {
    await unlink(name);
    return await work(new Spool(file));
  } finally {
    await file.close(); // waits for what is still being read or written
  }
}

/** Node's own streams of a file close it when they break off; these leave that to whoever opened it. */
class Spool {
  constructor(private readonly file: FileHandle) {}

  /** Takes what is to be kept, in its order. */
  writer(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => void this.file.writeFile(chunk).then(() => done(), done),
    });
  }

  /** From the first byte, as often as it is asked for. */
  reader(): Readable {
    return Readable.from(this.parts(), { objectMode: false });
  }

  private async *parts(): AsyncGenerator<Buffer> {
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await this.file.read(Buffer.allocUnsafe(PART), 0, PART, position);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }
}
