import sharp from 'sharp';

// Of all the formats that the decoder knows, three are taken; no other reader can be reached by a file's content.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// Images are decoded a few at a time (`Slots`), each on one thread and without a cache: so memory stays bounded.
sharp.concurrency(1);
sharp.cache(false);

/** A picture of more pixels is refused before it is decoded: about three times what a phone takes. */
export const MOST_PIXELS = 60_000_000;
/**
 * The same for what can't be decoded row by row, and takes 4 to 16 bytes of memory for each pixel: HEIC, WebP,
 * progressive JPEG, interlaced PNG. It is what phones take by default.
 */
export const MOST_PIXELS_AT_ONCE = 26_000_000;

/**
 * The decoder, as it is set for files that somebody sent. Remarks of the decoder pass, because some phones write
 * harmless oddities; missing or broken image data does not.
 */
export function decode(content: Buffer): sharp.Sharp {
  return sharp(content, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
    seconds: 60,
  });
}

/** Reads what the head of a picture says, without the limit, so that a refusal can name the size. */
export function readHead(content: Buffer): Promise<sharp.Metadata> {
  return sharp(content, { limitInputPixels: false }).metadata();
}
