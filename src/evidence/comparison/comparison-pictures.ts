import sharp from 'sharp';
import { openImage } from '../images/open-image';
import { difference } from './difference';
import { AffineMap, inPixels, layOver, Raster, WHOLE } from './lay-over';

/** Long side of the pictures made here, in pixels: enough to see, and a quarter of a second's work. */
const FRAME = 896;

export type ComparisonKind = 'difference' | 'aligned';

/**
 * Of two photos, turned upright: `aligned` is the other one as it lies over the first, `difference` shows where they differ.
 * Both have the first one's frame, no metadata, and at most 896 pixels.
 * @param map from the first one to the other, in parts of their width and height; null where nothing in common was found
 * @throws whatever the decoder says of a file that it can't read
 */
export async function comparisonPicture(
  kind: ComparisonKind,
  one: Buffer,
  other: Buffer,
  map: AffineMap | null,
): Promise<Buffer> {
  const isColoured = kind === 'aligned';
  const [first, second] = [await pixels(one, isColoured), await pixels(other, isColoured)];
  const laid = layOver(first, second, inPixels(map ?? WHOLE, first, second));
  const picture = isColoured ? laid : difference(first, laid);
  const { width, height, channels } = picture;
  return sharp(picture.data, { raw: { width, height, channels: channels as 1 | 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** Grey is softened a little: the grain of two photos is never the same. */
async function pixels(content: Buffer, isColoured: boolean): Promise<Raster> {
  const resized = (await openImage(content))
    .autoOrient()
    .resize(FRAME, FRAME, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' });
  const { data, info } = await (isColoured ? resized.toColourspace('srgb') : resized.greyscale().blur(1.2))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
