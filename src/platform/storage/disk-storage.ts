import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../problems/problem';
import { ByteRange, FileStorage, keyOf, ListedFile, StoredFile } from './file-storage';

const KEY = /^([0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}|incoming\/[0-9a-f-]{36})$/;
const MEBIBYTE = 1_048_576;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Files in a local folder. A file appears under its key in one step, whole and synchronised to the disk: neither
 * a crash nor a power cut leaves half of one that looks like all of it.
 */
export class DiskStorage extends FileStorage {
  private constructor(private readonly folder: string) {
    super();
  }

  static inFolder(folder: string): DiskStorage {
    return new DiskStorage(folder);
  }

  async receive(stream: Readable, limit: number): Promise<StoredFile> {
    const incoming = this.locationOf(`incoming/${randomUUID()}`);
    await mkdir(dirname(incoming), { recursive: true });
    const meter = new Meter(limit);
    // Not one pipeline: a sender that sends too much is read to its end, so that it hears the answer.
    const stopWatching = finished(stream, { writable: false }, (error) => {
      if (error) meter.destroy(error);
    });
    try {
      await pipeline(stream.pipe(meter), createWriteStream(incoming, { flags: 'wx', flush: true }));
    } catch (error) {
      stream.unpipe(meter);
      stream.resume();
      await unlink(incoming).catch((fault: unknown) => {
        if (!isMissing(fault)) throw fault;
      });
      throw error;
    } finally {
      stopWatching();
    }
    const sha256 = meter.digest();
    const key = keyOf(sha256);
    await this.moveInto(incoming, this.locationOf(key));
    return { key, sha256, bytes: meter.bytes };
  }

  put(content: Buffer): Promise<StoredFile> {
    return this.receive(Readable.from([content]), content.length);
  }

  async open(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.locationOf(key), 'r');
    return createReadStream('', { fd: file, ...range });
  }

  async read(key: string): Promise<Buffer> {
    return readFile(this.locationOf(key));
  }

  async exists(key: string): Promise<boolean> {
    return (await this.listed(key)) !== null;
  }

  async delete(key: string): Promise<void> {
    await unlink(this.locationOf(key)).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  async *list(): AsyncIterable<ListedFile[]> {
    for (const outer of await this.foldersIn('')) {
      if (outer === 'incoming') yield await this.filesIn(outer);
      else for (const inner of await this.foldersIn(outer)) yield await this.filesIn(`${outer}/${inner}`);
    }
  }

  private locationOf(key: string): string {
    if (!KEY.test(key)) throw new RangeError('not a key of the storage');
    return join(this.folder, key);
  }

  /** Same bytes that lie there already are replaced by themselves, which renews their time. */
  private async moveInto(incoming: string, location: string): Promise<void> {
    await mkdir(dirname(location), { recursive: true });
    await rename(incoming, location);
    if (process.platform === 'win32') return; // folders can't be synchronised there
    const folder = await open(dirname(location), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private async entries(folder: string): Promise<Dirent[]> {
    try {
      return await readdir(join(this.folder, folder), { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  private async foldersIn(folder: string): Promise<string[]> {
    return (await this.entries(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  private async filesIn(folder: string): Promise<ListedFile[]> {
    const keys = (await this.entries(folder))
      .map(({ name }) => `${folder}/${name}`)
      .filter((key) => KEY.test(key));
    const found = await Promise.all(keys.map((key) => this.listed(key)));
    return found.filter((file) => file !== null);
  }

  private async listed(key: string): Promise<ListedFile | null> {
    try {
      const { size, mtime } = await stat(this.locationOf(key));
      return { key, bytes: size, receivedAt: mtime };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}

/** Counts and hashes what passes, and stops it at the limit. */
class Meter extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error, data?: Buffer) => void,
  ): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limit)
      return done(new Problem('file-too-large', { facts: { limitMb: Math.round(this.limit / MEBIBYTE) } }));
    this.hash.update(chunk);
    done(undefined, chunk);
  }

  digest(): Buffer {
    return this.hash.digest();
  }
}
