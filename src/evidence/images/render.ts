import sharp from 'sharp';
import { GreyRaster } from '../likeness/fingerprint';
import { openImage } from './open-image';

/**
 * Long side in pixels. A JPEG is decoded at half its size where the reduction is 3 times or more: so is every photo of
 * 3,840 pixels or more, which is what phones take. At 1344 those of 4,000 would be decoded whole, for thrice the time.
 */
export const SCREEN = 1280;
const THUMBNAIL = 320;
const GREY = 512;

export interface Renditions {
  readonly screen: Buffer;
  readonly thumbnail: Buffer;
}

export interface PreparedPhoto extends Renditions {
  /** At most 512 pixels on its long side. */
  readonly grey: GreyRaster;
}

/** The decoded photo, from which everything else is made. */
type Pixels = () => sharp.Sharp;

/**
 * Upright JPEGs of a photo, without any metadata: for pages and papers.
 * @throws whatever the decoder says of a file that it can't read
 */
export async function render(content: Buffer): Promise<Renditions> {
  return renditionsOf(await decodeOnce(content));
}

/** The same with the grey raster, from the same one decode. @throws as `render` */
export async function prepare(content: Buffer): Promise<PreparedPhoto> {
  const pixels = await decodeOnce(content);
  const renditions = await renditionsOf(pixels);
  const { data, info } = await pixels()
    .greyscale()
    .resize(GREY, GREY, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...renditions, grey: { data, width: info.width, height: info.height } };
}

async function decodeOnce(content: Buffer): Promise<Pixels> {
  const image = await openImage(content);
  const { data, info } = await image
    .autoOrient()
    .resize(SCREEN, SCREEN, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return () => sharp(data, { raw: { width, height, channels } });
}

async function renditionsOf(pixels: Pixels): Promise<Renditions> {
  const screen = await pixels().jpeg({ quality: 82 }).toBuffer();
  const thumbnail = await pixels()
    .resize(THUMBNAIL, THUMBNAIL, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 76 })
    .toBuffer();
  return { screen, thumbnail };
}
