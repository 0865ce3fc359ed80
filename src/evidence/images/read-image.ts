import sharp from 'sharp';
import { CameraData, NO_METADATA, readMetadata } from './camera-data';
import { decode, MOST_PIXELS, MOST_PIXELS_AT_ONCE, readHead } from './decoding';
import { exifOfHeic, hasEndlessExif } from './exif-blocks';
import { ImageType, isImageType, kindOf } from './file-kinds';
import { tooLarge, unreadable, unsupported } from './image-problems';
import { openImage } from './open-image';
import { GreyPicture, showsTheSame } from './thumbnail-check';

export interface ReadImage {
  readonly mediaType: ImageType;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly camera: CameraData;
  /** Whether the thumbnail that the camera put inside shows something else; null where there is none to compare. */
  readonly thumbnailDiffers: boolean | null;
}

/** Seconds within which a sender has an answer, whatever the file. */
const PATIENCE_S = 20;
/** Of the copy that the thumbnail is compared with, on its long side. */
const COMPARED = 128;
/** A thumbnail has some 160 × 120 pixels; nothing larger is one. */
const MOST_THUMBNAIL_PIXELS = 1_000_000;

/**
 * Finds out what a file is by decoding all of it.
 * @throws Problem unsupported-file, image-too-large, unreadable-image
 */
export async function readImage(content: Buffer): Promise<ReadImage> {
  const mediaType = kindOf(content);
  if (!isImageType(mediaType)) throw unsupported(mediaType);
  if (hasEndlessExif(content)) throw unreadable(new Error('EXIF data that lead nowhere'));
  const { grey, width, height, exif } = await (mediaType === 'image/heic' ? readHeic(content) : readOther(content)); // prettier-ignore
  const { camera, thumbnail } = exif ? readMetadata(exif) : NO_METADATA;
  return {
    mediaType,
    width,
    height,
    camera,
    thumbnailDiffers: thumbnail && (await differs(grey, thumbnail)),
  };
}

interface Decoded {
  readonly grey: GreyPicture;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  /** The block of the camera's data. */
  readonly exif: Buffer | null | undefined;
}

async function readHeic(content: Buffer): Promise<Decoded> {
  const image = await openImage(content, PATIENCE_S);
  const { width, height } = await image.metadata();
  return { grey: await greyOf(image), width, height, exif: exifOfHeic(content) };
}

async function readOther(content: Buffer): Promise<Decoded> {
  const head = await readHead(content).catch((error: unknown) => {
    throw unreadable(error);
  });
  if ((head.pages ?? 1) > 1) throw unsupported('animated');
  const pixels = head.width * head.height;
  const most = head.isProgressive || head.format === 'webp' ? MOST_PIXELS_AT_ONCE : MOST_PIXELS;
  if (pixels > most) throw tooLarge(pixels, most);
  return { grey: await greyOf(decode(content)), ...uprightSize(head), exif: head.exif };
}

/** Every row is decoded, though few pixels are kept: that is what finds a file that was cut off. */
async function greyOf(image: sharp.Sharp): Promise<GreyPicture> {
  try {
    const small = image.resize(COMPARED, COMPARED, { fit: 'inside' }).flatten({ background: '#ffffff' });
    const { data, info } = await small.toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
    return { width: info.width, height: info.height, pixels: data };
  } catch (error) {
    throw unreadable(error);
  }
}

/** A thumbnail that can't be read is no trace of anything: some cameras write none that anybody reads. */
async function differs(picture: GreyPicture, thumbnail: Buffer): Promise<boolean | null> {
  if (kindOf(thumbnail) !== 'image/jpeg') return null;
  try {
    const { width, height } = await readHead(thumbnail);
    if (width * height > MOST_THUMBNAIL_PIXELS) return null;
    return !showsTheSame(picture, await greyOf(decode(thumbnail)));
  } catch {
    return null;
  }
}

function uprightSize({ width, height, orientation }: sharp.Metadata): { width: number; height: number } {
  const isLying = (orientation ?? 1) >= 5;
  return isLying ? { width: height, height: width } : { width, height };
}
