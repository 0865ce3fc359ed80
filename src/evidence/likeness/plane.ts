/** An upright picture in grey, row by row; long side at most 512 px. */
export interface GreyRaster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Grey values as numbers, for sums and blurs. */
export interface Plane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Part of a raster, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A box of a raster at another size. Where it becomes smaller each new pixel is the mean of all that it covers. */
export function resized(raster: GreyRaster, box: Box, width: number, height: number): Plane {
  const across = spread(box.left, box.width, width, raster.width);
  const down = spread(box.top, box.height, height, raster.height);
  const rows = new Float32Array(width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * raster.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let at = across.first[x]!, part = x * across.taps; at <= across.last[x]!; at++, part++)
        sum += raster.data[from + at]! * across.weights[part]!;
      rows[y * width + x] = sum;
    }
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let at = down.first[y]!, part = y * down.taps; at <= down.last[y]!; at++, part++) {
      const weight = down.weights[part]!;
      const from = (at - box.top) * width;
      for (let x = 0; x < width; x++) data[y * width + x]! += rows[from + x]! * weight;
    }
  return { data, width, height };
}

interface Spread {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly taps: number;
  readonly weights: Float32Array;
}

/** Which old pixels make up each new one, and by how much: a triangle as wide as the step, never narrower than a pixel. */
function spread(start: number, length: number, size: number, limit: number): Spread {
  const step = length / size;
  const reach = Math.max(step, 1);
  const taps = 2 * Math.ceil(reach) + 1;
  const [first, last] = [new Int32Array(size), new Int32Array(size)];
  const weights = new Float32Array(size * taps);
  for (let at = 0; at < size; at++) {
    const centre = start + (at + 0.5) * step - 0.5;
    first[at] = Math.max(start, Math.ceil(centre - reach));
    last[at] = Math.min(start + length - 1, limit - 1, Math.floor(centre + reach), first[at]! + taps - 1);
    let sum = 0;
    for (let from = first[at]!; from <= last[at]!; from++)
      sum += weights[at * taps + from - first[at]!] = Math.max(0, 1 - Math.abs(from - centre) / reach);
    if (sum === 0) {
      last[at] = first[at] = Math.min(start + length - 1, Math.max(start, Math.round(centre)));
      weights[at * taps] = sum = 1;
    }
    for (let part = 0; part <= last[at]! - first[at]!; part++) weights[at * taps + part]! /= sum;
  }
  return { first, last, taps, weights };
}

/** Gaussian blur; beyond the border its last pixel goes on. */
export function blurred(plane: Plane, sigma: number): Plane {
  const { data, width, height } = plane;
  const kernel = gaussian(sigma);
  const reach = kernel.length - 1;
  const rows = new Float32Array(data.length);
  const line = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    line.fill(data[row]!, 0, reach);
    line.set(data.subarray(row, row + width), reach);
    line.fill(data[row + width - 1]!, reach + width);
    for (let x = 0; x < width; x++) {
      let sum = kernel[0]! * line[x + reach]!;
      for (let k = 1; k <= reach; k++) sum += kernel[k]! * (line[x + reach - k]! + line[x + reach + k]!);
      rows[row + x] = sum;
    }
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) out[row + x] = kernel[0]! * rows[row + x]!;
    for (let k = 1; k <= reach; k++) {
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      const weight = kernel[k]!;
      for (let x = 0; x < width; x++) out[row + x]! += weight * (rows[above + x]! + rows[below + x]!);
    }
  }
  return { data: out, width, height };
}

/** Half a kernel, from its centre outward. */
function gaussian(sigma: number): Float32Array {
  const reach = Math.ceil(2.8 * sigma);
  const kernel = new Float32Array(reach + 1);
  let sum = 0;
  for (let k = 0; k <= reach; k++) {
    kernel[k] = Math.exp(-(k * k) / (2 * sigma * sigma));
    sum += (k === 0 ? 1 : 2) * kernel[k]!;
  }
  return kernel.map((value) => value / sum);
}

/** Every second pixel of every second row; the plane must be blurred enough. */
export function halved({ data, width, height }: Plane): Plane {
  const [half, rows] = [width >> 1, height >> 1];
  const out = new Float32Array(half * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < half; x++) out[y * half + x] = data[2 * y * width + 2 * x]!;
  return { data: out, width: half, height: rows };
}

/** Between the pixels, linearly; the border's value beyond it. */
export function sample({ data, width, height }: Plane, x: number, y: number): number {
  // Asked a hundred thousand times a photo: not in pairs, which would be made anew each time.
  const cx = Math.min(Math.max(x, 0), width - 1.001);
  const cy = Math.min(Math.max(y, 0), height - 1.001);
  const left = cx | 0;
  const top = cy | 0;
  const dx = cx - left;
  const dy = cy - top;
  const at = top * width + left;
  const upper = data[at]! + dx * (data[at + 1]! - data[at]!);
  const lower = data[at + width]! + dx * (data[at + width + 1]! - data[at + width]!);
  return upper + dy * (lower - upper);
}
