import sharp from 'sharp';
import { GreyPicture, showsTheSame } from './thumbnail-check';

/** Soft patches that follow from a seed: a room without a name. */
async function scene(seed: number): Promise<Buffer> {
  const side = 8;
  let state = seed * 2_654_435_761;
  const noise = Buffer.from(Array.from({ length: side * side }, () => ((state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16) & 255)); // prettier-ignore
  return sharp(noise, { raw: { width: side, height: side, channels: 1 } }).resize(640, 480, { fit: 'fill', kernel: 'cubic' }).png().toBuffer(); // prettier-ignore
}

async function grey(picture: sharp.Sharp): Promise<GreyPicture> {
  const flat = sharp(await picture.png().toBuffer()).resize(128, 128, { fit: 'inside' }).toColourspace('b-w').extractChannel(0); // prettier-ignore
  const { data, info } = await flat.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

describe('A thumbnail and its picture', () => {
  const kept: [string, (small: sharp.Sharp) => sharp.Sharp][] = [
    ['made smaller', (small) => small.resize(160, 120)],
    ['strongly compressed', (small) => small.resize(160, 120).jpeg({ quality: 20 })],
    ['between black bars', (small) => small.resize(160, 120).extend({ top: 20, bottom: 20, background: '#000' })],
    ['cut to a square', (small) => small.resize(120, 120, { fit: 'cover' })],
    ['squeezed', (small) => small.resize(120, 120, { fit: 'fill' })],
    ['not turned with the picture', (small) => small.resize(160, 120).rotate(90)],
    ['upside down', (small) => small.resize(160, 120).rotate(180)],
    ['brighter', (small) => small.resize(160, 120).linear(0.7, 60)],
  ]; // prettier-ignore

  it.each(kept)('are the same when it is %s', async (_, made) => {
    for (const seed of [1, 2, 3]) {
      const picture = await scene(seed);
      const thumbnail = await made(sharp(picture)).toBuffer();
      expect(showsTheSame(await grey(sharp(picture)), await grey(sharp(thumbnail)))).toBe(true);
    }
  });

  it('are not when it shows another scene, or what was there before a half was cut away', async () => {
    for (const seed of [1, 2, 3]) {
      const picture = await grey(sharp(await scene(seed)));
      expect(showsTheSame(picture, await grey(sharp(await scene(seed + 10)).resize(160, 120)))).toBe(false);
      const cut = sharp(await scene(seed)).extract({ left: 0, top: 0, width: 320, height: 240 });
      expect(showsTheSame(await grey(cut), picture)).toBe(false);
    }
  });

  it('say nothing where there is nothing to recognise', async () => {
    const black = await grey(sharp({ create: { width: 160, height: 120, channels: 3, background: '#000' } }));
    expect(showsTheSame(await grey(sharp(await scene(1))), black)).toBe(true);
    expect(showsTheSame(black, await grey(sharp(await scene(1))))).toBe(true);
  });
});
