import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 4000;
const HEIGHT = 3000;
/** The scene is larger than a photo of it, so that each shows another part. */
const SCENE = { width: 4600, height: 3600, channels: 3 } as const;
const SMALLEST = 2_500_000;
const LARGEST = 4_000_000;

/**
 * 12-megapixel JPEGs of 2.5 to 4 MB, as a phone writes them, each of another part of a made scene: surfaces with
 * light on them, texture in several sizes, and the noise of a sensor.
 * @returns the files' paths
 */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const scene = await makeScene();
  const files: string[] = [];
  for (let made = 0; made < count; made++) {
    const file = join(folder, `${made}.jpg`);
    writeFileSync(file, await photoOf(scene, made));
    files.push(file);
  }
  return files;
}

async function photoOf(scene: Buffer, index: number): Promise<Buffer> {
  const part = {
    left: Math.floor(Math.random() * (SCENE.width - WIDTH)),
    top: Math.floor(Math.random() * (SCENE.height - HEIGHT)),
    width: WIDTH,
    height: HEIGHT,
  };
  const photo = await sharp(scene, { raw: SCENE })
    .extract(part)
    .modulate({ brightness: 0.85 + Math.random() * 0.3, hue: (index * 47) % 360 })
    .jpeg({ quality: 88 })
    .withExif({ IFD0: { Make: 'Bench', Model: 'B12' } })
    .toBuffer();
  if (photo.length < SMALLEST || photo.length > LARGEST)
    throw new Error(`a made photo has ${photo.length} bytes: not what phones write`);
  return photo;
}

async function makeScene(): Promise<Buffer> {
  const surfaces = await layer(9, 7, 190);
  const objects = await layer(120, 90, 70);
  const texture = await layer(SCENE.width / 4, SCENE.height / 4, 34);
  const grain = randomBytes(1 << 20);
  const scene = Buffer.alloc(SCENE.width * SCENE.height * 3);
  for (let at = 0; at < scene.length; at += 3) {
    const place = (at * 2_654_435_761) % grain.length;
    const noise = (grain[place]! + grain[(place + 7919) % grain.length]! - 255) / 22;
    for (let colour = at; colour < at + 3; colour++)
      scene[colour] = Math.max(0, Math.min(255, surfaces[colour]! + objects[colour]! + texture[colour]! - 256 + noise)); // prettier-ignore
  }
  return scene;
}

/** Coarse random values around the middle, drawn smoothly to the size of the scene. */
function layer(width: number, height: number, amplitude: number): Promise<Buffer> {
  const values = randomBytes(width * height * 3).map((value) => 128 + ((value - 128) * amplitude) / 255);
  return sharp(values, { raw: { width, height, channels: 3 } })
    .resize(SCENE.width, SCENE.height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}
