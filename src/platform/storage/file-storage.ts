import { createHash, randomUUID } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { Problem } from '../problems/problem';

export interface StoredFile {
  /** Where it lies; made of the content's hash, so the same bytes are stored once. */
  readonly key: string;
  readonly sha256: Buffer;
  readonly bytes: number;
}

/** Files by the hash of their content. One interface for the folder of today and the S3 store of tomorrow. */
export abstract class FileStorage {
  /**
   * Streams a file in while it is hashed.
   * @param limit most bytes taken
   * @throws Problem file-too-large
   */
  abstract receive(stream: Readable, limit: number): Promise<StoredFile>;
  abstract put(content: Buffer): Promise<StoredFile>;
  abstract open(key: string): Promise<Readable>;
  abstract read(key: string): Promise<Buffer>;
  abstract exists(key: string): Promise<boolean>;
  abstract delete(key: string): Promise<void>;
}

function keyOf(sha256: Buffer): string {
  const hex = sha256.toString('hex');
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
}

/** Files in one of flydrive's stores: a local folder by default. */
export class DiskStorage extends FileStorage {
  constructor(private readonly disk: Disk) {
    super();
  }

  static inFolder(folder: string): DiskStorage {
    return new DiskStorage(new Disk(new FSDriver({ location: folder, visibility: 'private' })));
  }

  async receive(stream: Readable, limit: number): Promise<StoredFile> {
    const incoming = `incoming/${randomUUID()}`;
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > limit)
          return done(new Problem('file-too-large', { facts: { limitMb: Math.round(limit / 1_048_576) } }));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    stream.on('error', (error) => meter.destroy(error));
    try {
      await this.disk.putStream(incoming, stream.pipe(meter));
    } catch (error) {
      stream.unpipe(meter);
      stream.resume(); // the rest of the request is read and dropped, so that its answer is heard
      await this.disk.delete(incoming);
      throw problemBehind(error);
    }
    const sha256 = hash.digest();
    const key = keyOf(sha256);
    if (await this.disk.exists(key)) await this.disk.delete(incoming);
    else await this.disk.move(incoming, key);
    return { key, sha256, bytes };
  }

  put(content: Buffer): Promise<StoredFile> {
    return this.receive(Readable.from([content]), content.length);
  }

  open(key: string): Promise<Readable> {
    return this.disk.getStream(key);
  }

  async read(key: string): Promise<Buffer> {
    return Buffer.from(await this.disk.getBytes(key));
  }

  exists(key: string): Promise<boolean> {
    return this.disk.exists(key);
  }

  delete(key: string): Promise<void> {
    return this.disk.delete(key);
  }
}

/** flydrive wraps what stopped it; our own problem is what the reader has to hear. */
function problemBehind(error: unknown): unknown {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof Problem) return cause;
  return error;
}
