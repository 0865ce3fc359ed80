import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream, Dirent } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Problem } from '../problems/problem';
import { isMissing, onDisk } from './disk-faults';
import { ByteRange, FileStorage, isKey, ListedFile, StorageSetupError, StoredFile } from './file-storage';
import { hearing, metered } from './metered';

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

  receive(stream: Readable, limit: number): Promise<StoredFile> {
    const incoming = this.locationOf(`incoming/${randomUUID()}`);
    const take = async (): Promise<StoredFile> => {
      await mkdir(dirname(incoming), { recursive: true });
      const file = await metered(stream, limit, createWriteStream(incoming, { flags: 'wx', flush: true }));
      await this.moveInto(incoming, this.locationOf(file.key));
      return file;
    };
    return onDisk(() =>
      hearing(stream, () =>
        take().catch(async (error: unknown) => {
          await unlink(incoming).catch(() => undefined); // what stays there is swept
          throw error;
        }),
      ),
    );
  }

  put(content: Buffer): Promise<StoredFile> {
    return this.receive(Readable.from([content]), content.length);
  }

  async open(key: string, range?: ByteRange): Promise<Readable> {
    const file = await this.found(() => open(this.locationOf(key), 'r'));
    return createReadStream('', { fd: file, ...range });
  }

  async read(key: string): Promise<Buffer> {
    return this.found(() => readFile(this.locationOf(key)));
  }

  async exists(key: string): Promise<boolean> {
    return (await this.listed(key)) !== null;
  }

  async delete(key: string): Promise<void> {
    await onDisk(() =>
      unlink(this.locationOf(key)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      }),
    );
  }

  async *list(): AsyncIterable<ListedFile[]> {
    for (const outer of await this.foldersIn('')) {
      if (outer === 'incoming') yield await this.filesIn(outer);
      else for (const inner of await this.foldersIn(outer)) yield await this.filesIn(`${outer}/${inner}`);
    }
  }

  async check(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await access(this.folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new StorageSetupError(
        `Photos and documents can't be kept in ${this.folder} (${(error as NodeJS.ErrnoException).code}): let this user read and write there, or name another folder in TANTU_UPLOADS.`,
      );
    }
  }

  /** @throws Problem file-missing, storage-unavailable */
  private found<Result>(read: () => Promise<Result>): Promise<Result> {
    return onDisk(() =>
      read().catch((error: unknown) => {
        throw isMissing(error) ? new Problem('file-missing', { cause: error }) : error;
      }),
    );
  }

  private locationOf(key: string): string {
    if (!isKey(key)) throw new RangeError('not a key of the storage');
    return join(this.folder, key);
  }

  /** Same bytes that lie there already are replaced by themselves, which renews their time. */
  private async moveInto(incoming: string, location: string): Promise<void> {
    let folder = dirname(location);
    const made = await mkdir(folder, { recursive: true });
    await rename(incoming, location);
    await synchronise(folder);
    // A folder that is new is durable only when the one that names it is.
    while (made !== undefined && folder.length >= made.length) await synchronise((folder = dirname(folder)));
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
    const keys = (await this.entries(folder)).map(({ name }) => `${folder}/${name}`).filter(isKey);
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

async function synchronise(path: string): Promise<void> {
  if (process.platform === 'win32') return; // folders can't be synchronised there
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
