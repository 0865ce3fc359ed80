import sharp from 'sharp';
import { decode } from '../images/decoding';
import { difference } from './difference';
import { AffineMap, layOver, Raster, scaled, stretched } from './lay-over';

/** Long side of the pictures made here, in pixels: enough to see, and a quarter of a second's work. */
const FRAME = 896;

/** Long side of the rasters that the likeness of photos is found on. */
const LIKENESS_RASTER = 512;

export const COMPARISON_KINDS = ['difference', 'aligned'] as const;

export type ComparisonKind = (typeof COMPARISON_KINDS)[number];

/**
 * Of two photos, turned upright: `aligned` is the other one as it lies over the first, `difference` shows where they differ.
 * Both have the first one's frame, no metadata, and at most 896 pixels.
 * @param map from the first one's raster of 512 pixels to the other's; null where nothing in common was found
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
  const laid = layOver(first, second, map === null ? stretched(first, second) : fitted(map, first, second));
  const picture = isColoured ? laid : difference(first, laid);
  const { width, height, channels } = picture;
  return sharp(picture.data, { raw: { width, height, channels: channels as 1 | 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

function fitted(map: AffineMap, first: Raster, second: Raster): AffineMap {
  // A picture that is smaller still was not made larger for its raster.
  const share = ({ width, height }: Raster): number => Math.max(1, Math.max(width, height) / LIKENESS_RASTER);
  return scaled(map, share(first), share(second));
}

/** Grey is softened a little: the grain of two photos is never the same. */
async function pixels(content: Buffer, isColoured: boolean): Promise<Raster> {
  const resized = decode(content)
    .autoOrient()
    .resize(FRAME, FRAME, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' });
  const { data, info } = await (isColoured ? resized.toColourspace('srgb') : resized.greyscale().blur(1.2))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
