/** A plain stand-in: the hash of the whole picture, and a small picture of it for the second look. */
export interface GreyRaster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Fingerprint {
  readonly hashes: readonly Buffer[];
  readonly probes: readonly Buffer[];
  readonly details: Buffer;
}

export interface Likeness {
  readonly score: number;
  readonly map: readonly number[];
  readonly isMirrored: boolean;
}

/** Bits of 256 in which two hashes of one picture may differ. */
export const RADIUS = 31;

const SIDE = 64;
const BITS = 16;
const SMALL = 32;

export function fingerprintOf(raster: GreyRaster): Fingerprint {
  const hash = hashOf(shrunk(raster, SIDE));
  const small = shrunk(raster, SMALL);
  const details = Buffer.alloc(4 + small.length);
  details.writeUInt16LE(raster.width, 0);
  details.writeUInt16LE(raster.height, 2);
  for (const [at, value] of small.entries()) details[4 + at] = Math.round(value);
  return { hashes: [hash], probes: [hash], details };
}

export function likenessOf(a: Buffer, b: Buffer): Likeness | null {
  const score = correlation(a.subarray(4), b.subarray(4));
  if (score < 0.97) return null;
  const [w, h] = [b.readUInt16LE(0) / a.readUInt16LE(0), b.readUInt16LE(2) / a.readUInt16LE(2)];
  return { score, map: [w, 0, 0, 0, h, 0], isMirrored: false };
}

function shrunk({ data, width, height }: GreyRaster, side: number): Float64Array {
  const out = new Float64Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [x0, y0] = [Math.floor((x * width) / side), Math.floor((y * height) / side)];
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * width) / side));
      const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * height) / side));
      let sum = 0;
      for (let v = y0; v < y1; v++) for (let u = x0; u < x1; u++) sum += data[v * width + u]!;
      out[y * side + x] = sum / ((x1 - x0) * (y1 - y0));
    }
  return out;
}

function hashOf(pixels: Float64Array): Buffer {
  const cosine = Array.from({ length: BITS }, (_, k) =>
    Array.from({ length: SIDE }, (_, i) => Math.cos((Math.PI * (2 * i + 1) * (k + 1)) / (2 * SIDE))),
  );
  const rows = cosine.map((wave) =>
    Array.from({ length: SIDE }, (_, x) =>
      wave.reduce((sum, weight, y) => sum + weight * pixels[y * SIDE + x]!, 0),
    ),
  );
  const values = rows.flatMap((row) =>
    cosine.map((wave) => wave.reduce((sum, weight, x) => sum + weight * row[x]!, 0)),
  );
  const median = [...values].sort((one, other) => one - other)[127]!;
  const hash = Buffer.alloc(32);
  for (const [at, value] of values.entries()) if (value > median) hash[at >> 3]! |= 128 >> (at & 7);
  return hash;
}

function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [x, y] = [value - ma, b[at]! - mb];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
