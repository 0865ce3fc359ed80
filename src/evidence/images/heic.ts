import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MOST_PIXELS_AT_ONCE } from './decoding';
import { colourProfileOf } from './heif-boxes';
import { tooLarge, unreadable } from './image-problems';
import { Slots } from './slots';

export interface RgbPicture {
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, 8 bits each, row by row. */
  readonly pixels: Buffer;
  /** The profile by which the colours are meant; null for sRGB. */
  readonly icc: Buffer | null;
}

type Answer =
  { width: number; height: number; pixels: Uint8Array } | { tooLarge: number } | { fault: string };

/** From the sources, beside which the compiled files lie in the same folders. */
const WORKER = join(__dirname, '../../../src/evidence/images/heic-worker.mjs');
/** One at a time, whatever else is decoded: a picture of 12 megapixels takes 200 MB while it lasts. */
const ONE = new Slots(1);

/**
 * Decodes the primary picture of a HEIC, in a thread that ends with it or after a time.
 * @param seconds after which it is given up; 12 megapixels take 2 of a free processor
 * @throws Problem image-too-large, unreadable-image
 */
export function decodeHeic(content: Buffer, seconds = 60): Promise<RgbPicture> {
  return ONE.run(async () => {
    const answer = await ask(content, seconds);
    if ('tooLarge' in answer) throw tooLarge(answer.tooLarge, MOST_PIXELS_AT_ONCE);
    if ('fault' in answer) throw unreadable(new Error(`HEIC: ${answer.fault}`));
    const { width, height, pixels } = answer;
    const { buffer, byteOffset, byteLength } = pixels;
    return {
      width,
      height,
      pixels: Buffer.from(buffer, byteOffset, byteLength),
      icc: colourProfileOf(content),
    };
  });
}

async function ask(content: Buffer, seconds: number): Promise<Answer> {
  const worker = new Worker(WORKER, { workerData: { content, mostPixels: MOST_PIXELS_AT_ONCE }, stdout: true, stderr: true }); // prettier-ignore
  const timeout = AbortSignal.timeout(seconds * 1000);
  try {
    const [answer] = (await once(worker, 'message', { signal: timeout })) as [Answer];
    return answer;
  } catch (error) {
    throw timeout.aborted ? unreadable(new Error(`HEIC: more than ${seconds} s`), 'slow') : unreadable(error);
  } finally {
    await worker.terminate();
  }
}
