import { Readable } from 'node:stream';

export interface StoredFile {
  /** Where it lies; made of the content's hash, so the same bytes are stored once. */
  readonly key: string;
  readonly sha256: Buffer;
  readonly bytes: number;
}

/** A file as the listing shows it. */
export interface ListedFile {
  readonly key: string;
  readonly bytes: number;
  /** When it was last received; receiving the same bytes again renews it. */
  readonly receivedAt: Date;
}

/** Both ends belong to the range, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Files by the hash of their content. One interface for the folder of today and the S3 store of tomorrow. What
 * `receive` and `put` have answered for is on the disk, so that a row may name it.
 */
export abstract class FileStorage {
  /**
   * Streams a file in while it is hashed.
   * @param limit most bytes taken
   * @throws Problem file-too-large; the rest of the stream is then read and dropped
   */
  abstract receive(stream: Readable, limit: number): Promise<StoredFile>;
  abstract put(content: Buffer): Promise<StoredFile>;
  abstract open(key: string, range?: ByteRange): Promise<Readable>;
  abstract read(key: string): Promise<Buffer>;
  abstract exists(key: string): Promise<boolean>;
  abstract delete(key: string): Promise<void>;
  /** Every file, also those whose receiving never came to its end; folder by folder, so that millions fit. */
  abstract list(): AsyncIterable<ListedFile[]>;
}

/** The key of a content. */
export function keyOf(sha256: Buffer): string {
  const hex = sha256.toString('hex');
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
}
