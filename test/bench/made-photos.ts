import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 4000;
const HEIGHT = 3000;
const SMALLEST = 2_500_000;
const LARGEST = 4_000_000;

/**
 * 12-megapixel JPEGs of 2.5 to 4 MB, as a phone writes them, each of a made scene of its own: surfaces with light on
 * them, things in several sizes, and the grain of one sensor. Photos of one scene would all be compared with each other.
 * @returns the files' paths
 */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const grain = await makeGrain();
  const files: string[] = [];
  for (let made = 0; made < count; made++) {
    const file = join(folder, `${made}.jpg`);
    writeFileSync(file, await photoOf(grain));
    files.push(file);
  }
  return files;
}

async function photoOf(grain: Buffer): Promise<Buffer> {
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
  const over = (input: Buffer): sharp.OverlayOptions => ({ input, raw, blend: 'overlay' });
  const photo = await sharp(await layer(9, 7, 190), { raw })
    .composite([over(await layer(60, 45, 130)), over(await layer(240, 180, 80)), over(grain)])
    .jpeg({ quality: 88 })
    .withExif({ IFD0: { Make: 'Bench', Model: 'B12' } })
    .toBuffer();
  if (photo.length < SMALLEST || photo.length > LARGEST)
    throw new Error(`a made photo has ${photo.length} bytes: not what phones write`);
  return photo;
}

/** Fine texture and a sensor's noise, around the middle grey. */
async function makeGrain(): Promise<Buffer> {
  const texture = await layer(WIDTH / 4, HEIGHT / 4, 34);
  const noise = randomBytes(1 << 20);
  for (let at = 0; at < texture.length; at++) {
    const place = (Math.floor(at / 3) * 2_654_435_761) % noise.length;
    const value = texture[at]! + (noise[place]! + noise[(place + 7919) % noise.length]! - 255) / 14;
    texture[at] = Math.max(0, Math.min(255, value));
  }
  return texture;
}

/** Coarse random values around the middle, drawn smoothly to the size of a photo. */
function layer(width: number, height: number, amplitude: number): Promise<Buffer> {
  const values = randomBytes(width * height * 3).map((value) => 128 + ((value - 128) * amplitude) / 255);
  return sharp(values, { raw: { width, height, channels: 3 } })
    .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}
