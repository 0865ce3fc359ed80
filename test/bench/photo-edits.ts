import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './stage';

const FONT = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/** Decoded once; every edit begins from it. */
export interface Photo {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What somebody does to a photo to hand it in again. */
export interface Edit {
  /** Row of the table. */
  readonly name: string;
  /** Several ways of the same edit, tried one by one. */
  readonly ways: readonly ((photo: Photo) => sharp.Sharp | Promise<sharp.Sharp>)[];
}

export const of = ({ data, width, height }: Photo): sharp.Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

const BLACK = { r: 0, g: 0, b: 0 };
const WHITE = { r: 255, g: 255, b: 255 };

export const EDITS: readonly Edit[] = [
  { name: 'JPEG 95', ways: [jpeg(95)] },
  { name: 'JPEG 60', ways: [jpeg(60)] },
  { name: 'JPEG 30', ways: [jpeg(30)] },
  { name: 'half size', ways: [scaled(0.5)] },
  { name: 'quarter size', ways: [scaled(0.25)] },
  { name: 'rotation 4°', ways: [turned(4), turned(-4), turnedAndCut(4), turnedAndCut(-4)] },
  { name: 'rotation 10°', ways: [turned(10), turned(-10), turnedAndCut(10), turnedAndCut(-10)] },
  { name: 'turned 90/180/270', ways: [90, 180, 270].map((angle) => (photo: Photo) => of(photo).rotate(angle)) },
  { name: 'mirror', ways: [(photo) => of(photo).flop(), (photo) => of(photo).flip()] },
  { name: 'crop 5 %', ways: crops(0.05) },
  { name: 'crop 15 %', ways: crops(0.15) },
  { name: 'crop 25 %', ways: crops(0.25) },
  { name: 'padding', ways: [padded(0.05, 0.05, WHITE), padded(0.12, 0.12, BLACK), padded(0.2, 0, BLACK), padded(0, 0.25, WHITE), padded(0.1, 0.1, { r: 200, g: 30, b: 30 })] },
  { name: 'brightness', ways: [(photo) => of(photo).modulate({ brightness: 1.3 }), (photo) => of(photo).modulate({ brightness: 0.7 })] },
  { name: 'contrast', ways: [(photo) => of(photo).linear(1.4, -50), (photo) => of(photo).linear(0.6, 50), (photo) => of(photo).gamma(1.6)] },
  { name: 'white balance', ways: [(photo) => of(photo).linear([1.2, 1, 0.75], [0, 0, 0]), (photo) => of(photo).linear([0.8, 1, 1.2], [0, 0, 0])] },
  { name: 'grey', ways: [(photo) => of(photo).greyscale()] },
  { name: 'noise', ways: [noisy(15)] },
  { name: 'blur', ways: [(photo) => of(photo).blur(longSide(photo) / 640), (photo) => of(photo).blur(longSide(photo) / 320)] },
  { name: 'text watermark', ways: [watermark('centre'), watermark('southeast'), tiledWatermark] },
  { name: 'stamp bar 15 %', ways: [stamp(1, 'bottom'), stamp(0.6, 'bottom'), stamp(1, 'top')] },
  { name: 'screenshot', ways: [screenshot(BLACK), screenshot(WHITE)] },
  { name: 'photo of a screen', ways: [photoOfScreen(0.04), photoOfScreen(0.09)] },
]; // prettier-ignore

const longSide = ({ width, height }: Photo): number => Math.max(width, height);

function jpeg(quality: number) {
  return async (photo: Photo): Promise<sharp.Sharp> => sharp(await of(photo).jpeg({ quality }).toBuffer());
}

function scaled(factor: number) {
  return (photo: Photo): sharp.Sharp => of(photo).resize(Math.round(photo.width * factor));
}

/** The corners that come in are filled. */
function turned(angle: number) {
  return (photo: Photo): sharp.Sharp => of(photo).rotate(angle, { background: angle > 0 ? BLACK : WHITE });
}

/** As a phone's editor turns: only what needs no filling is left. */
function turnedAndCut(angle: number) {
  return async (photo: Photo): Promise<sharp.Sharp> => {
    const { data, info } = await of(photo).rotate(angle).raw().toBuffer({ resolveWithObject: true });
    const [sin, cos] = [Math.sin((Math.abs(angle) * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
    const [w, h] = [photo.width, photo.height];
    const across = Math.floor((w * cos - h * sin) / (cos * cos - sin * sin));
    const down = Math.floor((h * cos - w * sin) / (cos * cos - sin * sin));
    const [width, height] = [Math.max(across - 2, w >> 2), Math.max(down - 2, h >> 2)];
    const turnedPhoto = { data, width: info.width, height: info.height };
    return of(turnedPhoto).extract({ left: (info.width - width) >> 1, top: (info.height - height) >> 1, width, height });
  };
} // prettier-ignore

/** From each side, from a corner's two sides, and half of it from every side. */
function crops(part: number): Edit['ways'] {
  const sides: [left: number, top: number, right: number, bottom: number][] = [
    [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0.7, 0.7, 0, 0], [0.5, 0.5, 0.5, 0.5],
  ]; // prettier-ignore
  return sides.map((shares) => (photo: Photo) => {
    const [left, top, right, bottom] = shares.map((share, side) => Math.round(share * part * (side % 2 === 0 ? photo.width : photo.height))) as [number, number, number, number]; // prettier-ignore
    return of(photo).extract({ left, top, width: photo.width - left - right, height: photo.height - top - bottom }); // prettier-ignore
  });
}

function padded(across: number, down: number, background: Colour) {
  return (photo: Photo): sharp.Sharp => {
    const [x, y] = [Math.round(across * photo.width), Math.round(down * photo.height)];
    return of(photo).extend({ left: x, right: x, top: y, bottom: y, background });
  };
}

function noisy(sigma: number) {
  return (photo: Photo): sharp.Sharp => {
    const random = generator(photo.width * 31 + photo.height);
    const data = Buffer.from(photo.data);
    for (let at = 0; at < data.length; at++) {
      const bell = random() + random() + random() + random() - 2; // scatter √(4/12)
      data[at] = Math.max(0, Math.min(255, data[at]! + bell * sigma * 1.732));
    }
    return of({ ...photo, data });
  };
}

function text(words: string, height: number, width: number, rgba: string): sharp.Sharp {
  return sharp({
    text: { text: `<span foreground="${rgba}">${words}</span>`, font: 'Noto Sans SC', fontfile: FONT, rgba: true, width, height },
  });
} // prettier-ignore

function watermark(gravity: string) {
  return async (photo: Photo): Promise<sharp.Sharp> => {
    const words = await text('清河区无障碍改造 2023', Math.round(photo.height * 0.08), Math.round(photo.width * 0.55), '#ffffffb0').png().toBuffer(); // prettier-ignore
    return of(photo).composite([{ input: words, gravity }]);
  };
}

async function tiledWatermark(photo: Photo): Promise<sharp.Sharp> {
  const words = await text('样张 SAMPLE', Math.round(photo.height * 0.05), Math.round(photo.width * 0.25), '#ffffff70').png().toBuffer(); // prettier-ignore
  const input = await sharp(words).extend({ top: 30, bottom: 30, left: 20, right: 20, background: { ...BLACK, alpha: 0 } }).rotate(-30, { background: { ...BLACK, alpha: 0 } }).png().toBuffer(); // prettier-ignore
  const { width, height } = await sharp(input).metadata();
  return width > photo.width || height > photo.height
    ? of(photo)
    : of(photo).composite([{ input, tile: true }]);
}

/** As watermark cameras burn it in: a bar over the full width with place, time and a mark. */
function stamp(alpha: number, edge: 'top' | 'bottom') {
  return async (photo: Photo): Promise<sharp.Sharp> => {
    const [width, height] = [photo.width, Math.round(photo.height * 0.15)];
    const top = edge === 'top' ? 0 : photo.height - height;
    const background = alpha === 1 ? { ...WHITE, alpha } : { r: 20, g: 40, b: 80, alpha };
    const colour = alpha === 1 ? '#222222' : '#ffffff';
    const line = (words: string): Promise<Buffer> => text(words, Math.round(height * 0.3), Math.round(width * 0.9), colour).png().toBuffer(); // prettier-ignore
    const bar = sharp({ create: { width, height, channels: 4, background } }).composite([
      { input: await line('清河省青石市清河区安平街道和平社区12号楼3单元'), left: Math.round(width * 0.03), top: Math.round(height * 0.12) },
      { input: await line('施工后 2023-06-18 14:32:07 晴 26℃'), left: Math.round(width * 0.03), top: Math.round(height * 0.56) },
    ]); // prettier-ignore
    return of(photo).composite([{ input: await bar.png().toBuffer(), left: 0, top }]);
  };
}

/** A phone held upright, 9 : 19.5, with its status bar and the gallery's buttons. */
function screenshot(background: Colour) {
  return async (photo: Photo): Promise<sharp.Sharp> => {
    const [width, height] = [1080, 2340];
    const ink = background === BLACK ? '#ffffff' : '#202020';
    const inner = await of(photo)
      .resize(width, 2000, { fit: 'inside' })
      .png()
      .toBuffer({ resolveWithObject: true });
    const words = (said: string): Promise<Buffer> => text(said, 44, 900, ink).png().toBuffer();
    return sharp({ create: { width, height, channels: 3, background } }).composite([
      { input: inner.data, left: (width - inner.info.width) >> 1, top: (height - inner.info.height) >> 1 },
      { input: await words('14:32      5G  87%'), left: 60, top: 30 },
      { input: await words('分享   编辑   删除   更多'), left: 180, top: height - 110 },
    ]); // prettier-ignore
  };
}

/** Seen a little from the side, with the frame of the screen, moiré in each colour and a lamp's reflection. */
function photoOfScreen(slant: number) {
  return async (photo: Photo): Promise<sharp.Sharp> => {
    const { data, info } = await of(photo).resize(1000, 1000, { fit: 'inside' }).raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
    const [w, h] = [info.width, info.height];
    const margin = 0.06;
    const [width, height] = [Math.round(w * (1 + 2 * margin)), Math.round(h * (1 + 2 * margin))];
    const out = Buffer.alloc(width * height * 3);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [u, v] = [x / width - 0.5, y / height - 0.5];
        const depth = 1 + slant * 2 * u + slant * v;
        const [sx, sy] = [(u * (1 + 2 * margin) * depth + 0.5) * w, ((v * (1 + 2 * margin) + 0.03 * u) * depth + 0.5) * h];
        const glare = 90 * Math.exp(-(((u - 0.2) / 0.13) ** 2) - ((v + 0.22) / 0.1) ** 2);
        for (let c = 0; c < 3; c++) {
          const inside = sx >= 0 && sy >= 0 && sx < w - 1 && sy < h - 1;
          const value = inside ? bilinear(data, w, sx, sy, c) : 18;
          const moire = 1 + 0.1 * Math.sin(0.9 * x + (0.31 + 0.02 * c) * y + c) * Math.sin(0.043 * x - 0.071 * y);
          out[(y * width + x) * 3 + c] = Math.min(255, value * moire * 0.92 + 8 + glare);
        }
      }
    return sharp(await of({ data: out, width, height }).blur(0.7).jpeg({ quality: 85 }).toBuffer());
  };
} // prettier-ignore

function bilinear(data: Buffer, width: number, x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (top * width + left) * 3 + channel;
  const [dx, dy, row] = [x - left, y - top, width * 3];
  const upper = data[at]! * (1 - dx) + data[at + 3]! * dx;
  return upper * (1 - dy) + (data[at + row]! * (1 - dx) + data[at + row + 3]! * dx) * dy;
}

/** The same numbers for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
