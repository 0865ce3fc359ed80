import sharp from 'sharp';
import { decode } from './decoding';

/** Long side in pixels. At 1344 a phone's 4032 is read at a third of its size, which costs half of 1600. */
const SCREEN = 1344;
const THUMBNAIL = 320;

export interface Renditions {
  readonly screen: Buffer;
  readonly thumbnail: Buffer;
}

/**
 * Upright JPEGs of a photo, without any metadata: for pages and papers. The original is decoded once.
 * @throws whatever the decoder says of a file that it can't read
 */
export async function render(content: Buffer): Promise<Renditions> {
  const { data, info } = await decode(content)
    .autoOrient()
    .resize(SCREEN, SCREEN, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const pixels = (): sharp.Sharp => sharp(data, { raw: { width, height, channels } });
  const screen = await pixels().jpeg({ quality: 82 }).toBuffer();
  const thumbnail = await pixels()
    .resize(THUMBNAIL, THUMBNAIL, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 76 })
    .toBuffer();
  return { screen, thumbnail };
}
