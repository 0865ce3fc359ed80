import { createHash } from 'node:crypto';
import { finished, Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../problems/problem';
import { keyOf, StoredFile } from './file-storage';

const MEBIBYTE = 1_048_576;

/** Whatever becomes of the work: a sender that breaks off meanwhile ends nobody else, one that goes on is heard to the end. */
export async function hearing<Result>(stream: Readable, work: () => Promise<Result>): Promise<Result> {
  stream.on('error', () => undefined); // whoever reads it learns of it
  try {
    return await work();
  } finally {
    stream.resume();
  }
}

/**
 * Lets a stream flow into `target` while it is counted and hashed. A sender that breaks off breaks this off.
 * @throws Problem file-too-large
 */
export async function metered(stream: Readable, limit: number, target: Writable): Promise<StoredFile> {
  const meter = new Meter(limit);
  // Not one pipeline: that would end the sender together with the target.
  const stopWatching = finished(stream, { writable: false }, (error) => {
    if (error) meter.destroy(error);
  });
  try {
    await pipeline(stream.pipe(meter), target);
  } finally {
    stream.unpipe(meter);
    stopWatching();
  }
  const sha256 = meter.digest();
  return { key: keyOf(sha256), sha256, bytes: meter.bytes };
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
