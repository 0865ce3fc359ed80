import { once } from 'node:events';
import { Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
  readonly at: number;
}

/** 1 January 1980, the oldest day that the format knows: the same content makes the same bytes. */
const DAY = 0x21;
/** Sizes follow behind the content, and names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;

/** Writes a .zip (APPNOTE 6.3, without ZIP64: below 4 GB) as its content is made; nothing is held back. */
export class ZipWriter {
  private readonly entries: Entry[] = [];
  private position = 0;

  constructor(private readonly out: Writable) {}

  async add(path: string, content: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const name = Buffer.from(path);
    const at = this.position;
    await this.write(numbers([0x04034b50, 4], [20, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DAY, 2], [0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]), name); // prettier-ignore
    const begins = this.position;
    let [crc, plain] = [0, 0];
    const deflate = createDeflateRaw();
    const feed = async (): Promise<void> => {
      for await (const text of content) {
        const bytes = Buffer.from(text);
        crc = crc32(bytes, crc);
        plain += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, 'drain');
      }
      deflate.end();
    };
    const fed = feed().catch((error: unknown) => void deflate.destroy(error as Error));
    for await (const chunk of deflate) await this.write(chunk as Buffer);
    await fed;
    const packed = this.position - begins;
    await this.write(numbers([0x08074b50, 4], [crc, 4], [packed, 4], [plain, 4]));
    this.entries.push({ name, crc, packed, plain, at });
  }

  /** Writes the directory; the stream itself is the caller's to end. */
  async end(): Promise<void> {
    const begins = this.position;
    for (const { name, crc, packed, plain, at } of this.entries)
      await this.write(
        numbers([0x02014b50, 4], [20, 2], [20, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DAY, 2], [crc, 4], [packed, 4], [plain, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
        name,
      ); // prettier-ignore
    const count = this.entries.length;
    await this.write(numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [this.position - begins, 4], [begins, 4], [0, 2])); // prettier-ignore
  }

  private async write(...parts: Buffer[]): Promise<void> {
    for (const part of parts) {
      this.position += part.length;
      if (!this.out.write(part)) await once(this.out, 'drain');
    }
  }
}

/** Little-endian numbers, each with its bytes. */
function numbers(...all: (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) at = bytes === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value, at); // prettier-ignore
  return buffer;
}
