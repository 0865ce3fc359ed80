import sharp from 'sharp';
import { Problem } from '../../platform/problems/problem';
import { CameraData, readCamera } from './camera-data';
import { decode, MOST_PIXELS, readHead } from './decoding';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface ReadImage {
  readonly mediaType: ImageType;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly camera: CameraData;
}

/** By their first bytes; whether the rest holds what they promise is for the decoder to say. */
export function imageTypeOf(content: Buffer): ImageType | null {
  const head = content.subarray(0, 12).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  return /^RIFF.{4}WEBP$/s.test(head) ? 'image/webp' : null;
}

/**
 * Finds out what a file is by decoding all of it.
 * @throws Problem unsupported-file, image-too-large, unreadable-image
 */
export async function readImage(content: Buffer): Promise<ReadImage> {
  const mediaType = imageTypeOf(content);
  if (!mediaType) throw unsupported();
  const head = await readHead(content).catch((error: unknown) => {
    throw unreadable(error);
  });
  if ((head.pages ?? 1) > 1 || isAnimatedPng(content, mediaType)) throw unsupported();
  const pixels = head.width * head.height;
  if (pixels > MOST_PIXELS)
    throw new Problem('image-too-large', {
      facts: { limitMp: MOST_PIXELS / 1e6, megapixels: Math.ceil(pixels / 1e6) },
    });
  await decodeWhole(content);
  return { mediaType, ...uprightSize(head), camera: readCamera(head.exif) };
}

/** Every row is decoded, though few pixels are kept: that is what finds a file that was cut off. */
async function decodeWhole(content: Buffer): Promise<void> {
  try {
    await decode(content).resize(16, 16, { fit: 'fill' }).raw().toBuffer();
  } catch (error) {
    throw unreadable(error);
  }
}

function uprightSize({ width, height, orientation }: sharp.Metadata): { width: number; height: number } {
  const isLying = (orientation ?? 1) >= 5;
  return isLying ? { width: height, height: width } : { width, height };
}

/** The decoder sees only the first picture of an animated PNG; its control chunk stands before the image data. */
function isAnimatedPng(content: Buffer, mediaType: ImageType): boolean {
  if (mediaType !== 'image/png') return false;
  const control = content.indexOf('acTL');
  return control > 0 && control < content.indexOf('IDAT');
}

function unsupported(): Problem {
  return new Problem('unsupported-file', { facts: { accepted: 'JPEG, PNG, WebP' } });
}

function unreadable(cause: unknown): Problem {
  return new Problem('unreadable-image', { cause });
}
