import { evened } from './code';
import { Box, GreyRaster, Plane } from './plane';
import { FREQUENCIES, Region } from './region';

/** Long side at which a picture is analysed, in pixels. */
export const LONG_SIDE = 320;
/** Key points that are kept for the second look, and the long side of the small picture, in pixels. */
export const POINTS = 120;
export const SMALL = 88;
/** The numbers of a region are kept in steps of 1/STEP of their scatter. */
const STEP = 24;
const NUMBERS = FREQUENCIES.length;
const HEAD = 20;
const POINT = 8 + NUMBERS + 1;
/** Of the layout below; what another version wrote is never compared. */
const VERSION = 1;

/** Key points in pixels of the analysed plane; the small picture shows the same part of the photo. */
export interface Details {
  /** Of the raster. */
  readonly width: number;
  readonly height: number;
  /** The part of the raster that was analysed. */
  readonly box: Box;
  /** Pixels of the analysed plane for each of the raster. */
  readonly scale: number;
  readonly points: readonly DetailPoint[];
  readonly small: GreyRaster;
}

export interface DetailPoint {
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
  readonly angle: number;
  readonly isMirrored: boolean;
  readonly numbers: Int8Array;
  /** Length of the numbers. */
  readonly length: number;
}

/** At most 15 KB. */
export function pack(raster: GreyRaster, box: Box, regions: readonly Region[], small: Plane): Buffer {
  const buffer = Buffer.alloc(HEAD + regions.length * POINT + small.width * small.height);
  [VERSION, raster.width, raster.height, box.left, box.top, box.width, box.height, regions.length, small.width, small.height].forEach((value, at) => buffer.writeUInt16BE(value, at * 2));
  regions.forEach((region, index) => {
    const at = HEAD + index * POINT;
    buffer.writeUInt16BE(Math.round(region.point.x * 64), at);
    buffer.writeUInt16BE(Math.round(region.point.y * 64), at + 2);
    buffer.writeUInt16BE(Math.round(region.point.sigma * 256), at + 4);
    buffer.writeUInt16BE(Math.round(((region.angle / (2 * Math.PI) + 1) % 1) * 65535), at + 6);
    evened(region).forEach((value, n) => buffer.writeInt8(Math.max(-127, Math.min(127, Math.round(value * STEP))), at + 8 + n));
    buffer.writeUInt8(region.hand < 0 ? 1 : 0, at + 8 + NUMBERS);
  });
  small.data.forEach((value, at) => buffer.writeUInt8(Math.max(0, Math.min(255, Math.round(value))), HEAD + regions.length * POINT + at));
  return buffer;
} // prettier-ignore

/** @returns null for the details of another version */
export function unpack(buffer: Buffer): Details | null {
  const head = Array.from({ length: HEAD / 2 }, (_, at) => buffer.readUInt16BE(at * 2));
  const [version, width, height, left, top, boxWidth, boxHeight, count, smallWidth, smallHeight] = head as [number, number, number, number, number, number, number, number, number, number]; // prettier-ignore
  if (version !== VERSION) return null;
  const points = Array.from({ length: count }, (_, index): DetailPoint => {
    const at = HEAD + index * POINT;
    const numbers = new Int8Array(buffer.buffer, buffer.byteOffset + at + 8, NUMBERS);
    return {
      x: buffer.readUInt16BE(at) / 64,
      y: buffer.readUInt16BE(at + 2) / 64,
      sigma: buffer.readUInt16BE(at + 4) / 256,
      angle: (buffer.readUInt16BE(at + 6) / 65535) * 2 * Math.PI,
      isMirrored: buffer[at + 8 + NUMBERS] === 1,
      numbers,
      length: Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0)),
    };
  });
  const data = buffer.subarray(HEAD + count * POINT);
  return {
    width,
    height,
    box: { left, top, width: boxWidth, height: boxHeight },
    scale: LONG_SIDE / Math.max(boxWidth, boxHeight),
    points,
    small: { data, width: smallWidth, height: smallHeight },
  };
}
