import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import yauzl, { Entry, RandomAccessReader, ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable';

/** Bytes that can be read from anywhere. */
export interface ByteSource {
  readonly size: number;
  stream(start?: number, end?: number): Readable;
  read(start: number, end: number): Promise<Buffer>;
}

export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of all entries together, unpacked. */
  readonly unpacked: number;
  readonly eachUnpacked: number;
}

/** No text packs to less than a thousandth; what does is made to fill a disk. */
const MOST_RATIO = 1000;
/** Small entries may pack as well as they like. */
const RATIO_FROM = 4_194_304;

const DEFLATED = 8;
const PIECE = 262_144;

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

/**
 * A .zip as a list of its entries. What it would unpack to is judged by what it declares, before anything is
 * unpacked; an entry that turns out longer than declared fails while it is read.
 * @throws UnreadableFile incomplete, tooManyParts, tooLargeUnpacked, passwordProtected, damaged
 */
export async function openArchive(source: ByteSource, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  const zip = await open(source);
  const entries: ArchiveEntry[] = [];
  let unpacked = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(inWords(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize;
      const fault = faultOf(entry, entries.length + 1, unpacked, limits);
      if (fault) return reject(fault);
      const name = nameOf(entry);
      if (!name.endsWith('/'))
        entries.push({ name, bytes: entry.uncompressedSize, open: () => contentOf(zip, entry) });
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function open(source: ByteSource): Promise<ZipFile> {
  // Names are decoded here: archives of Chinese Windows have them in GB18030 without saying so.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) =>
      error ? reject(inWords(error)) : resolve(zip),
    );
  });
}

/** Unpacked in large pieces: those of the library's own unpacking are so small that handing them on takes longer. */
function contentOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  const isPacked = entry.compressionMethod === DEFLATED;
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, { decompress: isPacked ? false : null, decrypt: null, start: null, end: null }, (error, stream) => {
      if (error) return reject(inWords(error));
      const unpacked = isPacked ? pipeline(stream, createInflateRaw({ chunkSize: PIECE }), () => undefined) : stream;
      resolve(Readable.from(explained(unpacked, entry.uncompressedSize), { objectMode: false }));
    });
  });
} // prettier-ignore

/** The same bytes, and not one more than declared; what goes wrong on the way is said in our words. */
async function* explained(stream: AsyncIterable<Buffer>, declared: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const piece of stream) {
      bytes += piece.length;
      if (bytes > declared) throw new UnreadableFile('tooLargeUnpacked', { limitMb: 0 });
      yield piece;
    }
  } catch (error) {
    throw inWords(error);
  }
  if (bytes < declared) throw new UnreadableFile('damaged');
}

function faultOf(
  entry: Entry,
  count: number,
  unpacked: number,
  limits: ArchiveLimits,
): UnreadableFile | null {
  if (count > limits.entries) return new UnreadableFile('tooManyParts', { limit: limits.entries });
  const isBomb =
    unpacked > limits.unpacked ||
    entry.uncompressedSize > limits.eachUnpacked ||
    (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize / Math.max(entry.compressedSize, 1) > MOST_RATIO); // prettier-ignore
  if (isBomb) return new UnreadableFile('tooLargeUnpacked', { limitMb: Math.floor(limits.unpacked / 1_048_576) }); // prettier-ignore
  if (entry.generalPurposeBitFlag & 1) return new UnreadableFile('passwordProtected');
  // The upper half holds the mode of Unix: a symbolic link points at a file that is not in the archive.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    return new UnreadableFile('linkInside');
  return null;
}

function nameOf(entry: Entry): string {
  const bytes = entry.fileNameRaw;
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0;
  const text = (isUtf8 ? null : decode(bytes, 'utf-8')) ?? decode(bytes, isUtf8 ? 'utf-8' : 'gb18030') ?? bytes.toString('latin1'); // prettier-ignore
  return text.normalize('NFC').replace(/\\/g, '/');
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What the library says, as what the person who sent it needs to know. */
export function inWords(error: unknown): Error {
  if (error instanceof UnreadableFile) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/end of central directory|Truncated|multi-disk|unexpected EOF/i.test(text)) return new UnreadableFile('incomplete'); // prettier-ignore
  if (/too many bytes/i.test(text)) return new UnreadableFile('tooLargeUnpacked', { limitMb: 0 });
  if (/encrypt/i.test(text)) return new UnreadableFile('passwordProtected');
  const code = (error as { code?: string }).code;
  const isOfTheFile = /invalid|not enough bytes|unsupported|checksum|expected|extra field|strong/i.test(text) || code?.startsWith('Z_'); // prettier-ignore
  return isOfTheFile ? new UnreadableFile('damaged') : error instanceof Error ? error : new Error(text);
}

class SourceReader extends RandomAccessReader {
  constructor(private readonly source: ByteSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.source.stream(start, end);
  }

  /** The list of an archive is read in many small parts; a stream for each would take longer than the parts. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.source.read(position, position + length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(bytes.length < length ? new Error('unexpected EOF') : null);
      },
      (error: unknown) => callback(error as Error),
    );
  }
}
