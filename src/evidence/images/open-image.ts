import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { decode } from './decoding';
import { kindOf } from './file-kinds';
import { decodeHeic, RgbPicture } from './heic';

/**
 * A decoder for any file that photos may be. A HEIC is decoded at once, in a thread of its own; it is upright then,
 * whatever its EXIF data say (which in a HEIC only repeat what the file's own boxes tell).
 * @param seconds for a HEIC
 * @throws Problem image-too-large, unreadable-image for a HEIC; for the others the decoder says it when it is asked
 */
export async function openImage(content: Buffer, seconds?: number): Promise<sharp.Sharp> {
  if (kindOf(content) !== 'image/heic') return decode(content);
  const picture = await decodeHeic(content, seconds);
  return picture.icc === null ? rawOf(picture) : decode(await withProfile(picture, picture.icc));
}

function rawOf({ pixels, width, height }: RgbPicture): sharp.Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Raw pixels can't carry a profile into the decoder, but an uncompressed PNG can: its chunk comes after the header. */
async function withProfile(picture: RgbPicture, icc: Buffer): Promise<Buffer> {
  const png = await rawOf(picture).png({ compressionLevel: 0 }).toBuffer();
  const headEnds = 8 + 25;
  const chunk = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(icc)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, headEnds), length, chunk, check, png.subarray(headEnds)]);
}
