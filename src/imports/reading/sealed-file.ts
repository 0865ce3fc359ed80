import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Readable, Transform, TransformCallback } from 'node:stream';
import { FileStorage } from '../../platform/storage/file-storage';

const VERSION = 1;
const SALT = 32;
const HEADER = 1 + SALT;
const TAG = 16;
/** Bytes that are sealed together, and the least that is opened at once. */
const PIECE = 65_536;
const SEALED = PIECE + TAG;

/**
 * Encrypts what flows through: version, salt, then pieces of 64 KiB, each under AES-256-GCM with its place in the
 * file and whether it is the last as its nonce. So any part can be read alone, and none moved, dropped or cut off.
 */
export class Sealing extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly key: Buffer;
  private waiting: Buffer[] = [];
  private held = 0;
  private piece = 0;

  constructor(encryptionKey: Buffer) {
    super();
    const salt = randomBytes(SALT);
    this.key = fileKey(encryptionKey, salt);
    this.push(Buffer.concat([Buffer.from([VERSION]), salt]));
  }

  /** Of what came in, not of what went out. */
  digest(): Buffer {
    return this.hash.digest();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    this.waiting.push(chunk);
    this.held += chunk.length;
    // One piece stays behind: only the end tells which is the last.
    if (this.held > PIECE) {
      let all = Buffer.concat(this.waiting);
      for (; all.length > PIECE; all = all.subarray(PIECE)) this.push(this.seal(all.subarray(0, PIECE), false));
      this.waiting = [all];
      this.held = all.length;
    }
    done();
  } // prettier-ignore

  override _flush(done: TransformCallback): void {
    this.push(this.seal(Buffer.concat(this.waiting), true));
    done();
  }

  private seal(piece: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.piece++, isLast));
    const body = Buffer.concat([cipher.update(piece), cipher.final()]);
    return Buffer.concat([body, cipher.getAuthTag()]);
  }
}

/** A sealed file in the storage, read from anywhere without unpacking the rest. */
export class SealedFile {
  private last: { index: number; bytes: Buffer } | null = null;

  private constructor(
    private readonly storage: FileStorage,
    private readonly key: string,
    private readonly cipherKey: Buffer,
    /** Bytes of the original. */
    readonly size: number,
  ) {}

  static async open(storage: FileStorage, key: string, encryptionKey: Buffer, size: number): Promise<SealedFile> {
    const header = await collect(await storage.open(key, { start: 0, end: HEADER - 1 }));
    if (header[0] !== VERSION) throw new Error('a sealed file of an unknown version');
    return new SealedFile(storage, key, fileKey(encryptionKey, header.subarray(1)), size);
  } // prettier-ignore

  /** From `start` up to, not including, `end`. @throws Error when the file was touched */
  stream(start = 0, end = this.size): Readable {
    return Readable.from(this.pieces(start, Math.min(end, this.size)), { objectMode: false });
  }

  async read(start: number, end: number): Promise<Buffer> {
    const until = Math.min(end, this.size);
    const index = Math.floor(start / PIECE);
    if (until <= start || until > (index + 1) * PIECE) return collect(this.stream(start, until));
    // What is read in small parts is read in order: the piece before is mostly the one that is wanted.
    if (this.last?.index !== index) this.last = { index, bytes: await collect(this.stream(index * PIECE, (index + 1) * PIECE)) }; // prettier-ignore
    return this.last.bytes.subarray(start - index * PIECE, until - index * PIECE);
  }

  private async *pieces(start: number, end: number): AsyncGenerator<Buffer> {
    if (start >= end && this.size > 0) return;
    const last = Math.max(0, Math.ceil(this.size / PIECE) - 1);
    const [from, until] = [Math.floor(start / PIECE), Math.floor(Math.max(end - 1, 0) / PIECE)];
    const sealed = await this.storage.open(this.key, { start: HEADER + from * SEALED, end: HEADER + (until + 1) * SEALED - 1 }); // prettier-ignore
    let index = from;
    for await (const piece of ofSize(sealed, SEALED)) {
      const open = this.openPiece(piece, index, index === last);
      const [first, behind] = [
        Math.max(start - index * PIECE, 0),
        Math.min(end - index * PIECE, open.length),
      ];
      if (behind > first) yield open.subarray(first, behind);
      index += 1;
    }
    if (index !== until + 1) throw new Error('a sealed file is cut off');
  }

  private openPiece(piece: Buffer, index: number, isLast: boolean): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.cipherKey, nonceOf(index, isLast));
    decipher.setAuthTag(piece.subarray(-TAG));
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
  }
}

function fileKey(encryptionKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', encryptionKey, salt, 'tantu files encryption', 32));
}

function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 4);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** The same bytes in parts of one size; the last may be shorter. */
async function* ofSize(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let held = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    held += chunk.length;
    if (held < size) continue;
    let all = Buffer.concat(waiting);
    for (; all.length >= size; all = all.subarray(size)) yield all.subarray(0, size);
    waiting = [all];
    held = all.length;
  }
  if (held > 0) yield Buffer.concat(waiting);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
