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

/** The store can't be used as it is set up; the message tells whoever operates Tantu what to do. */
export class StorageSetupError extends Error {}

/**
 * Files by the hash of their content, in a folder or in an S3 store. What `receive` and `put` have answered for is
 * durable, whole and under its key, so that a row may name it. Whatever fails on the store's side leaves as a
 * Problem: `storage-unavailable` (503: nothing was kept, try again) or `file-missing`.
 */
export abstract class FileStorage {
  /**
   * Streams a file in while it is hashed.
   * @param limit most bytes taken
   * @throws Problem file-too-large (the rest of the stream is then read and dropped), storage-unavailable
   */
  abstract receive(stream: Readable, limit: number): Promise<StoredFile>;
  abstract put(content: Buffer): Promise<StoredFile>;
  /** @throws Problem file-missing, storage-unavailable; the stream itself may break off when the store does */
  abstract open(key: string, range?: ByteRange): Promise<Readable>;
  /** @throws Problem file-missing, storage-unavailable */
  abstract read(key: string): Promise<Buffer>;
  abstract exists(key: string): Promise<boolean>;
  abstract delete(key: string): Promise<void>;
  /** Every file, also those whose receiving never came to its end; part by part, so that millions fit. */
  abstract list(): AsyncIterable<ListedFile[]>;
  /** Whether files could be kept now. @throws StorageSetupError in words for whoever operates Tantu */
  abstract check(): Promise<void>;
}

/** The key of a content. */
export function keyOf(sha256: Buffer): string {
  const hex = sha256.toString('hex');
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
}

const KEY = /^([0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}|incoming\/[0-9a-f-]{36})$/;

export const isKey = (key: string): boolean => KEY.test(key);

/** The SHA-256 that the content under a key must have, in hexadecimal. */
export const sha256Of = (key: string): string => key.slice(-64);
