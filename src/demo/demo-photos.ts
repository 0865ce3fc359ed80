import sharp from 'sharp';
import { PhotoStage } from '../plans/catalogue/catalogue-item';
import { CANVAS, Dice } from './demo-drawing';
import { DemoScene, drawScene } from './demo-scenes';

export interface DemoPhotoTraits {
  /** The same seed and traits give the same bytes; another seed another picture. */
  seed: number;
  scene?: DemoScene;
  stage?: PhotoStage;
  /** Digits on the tape (mm) or the nameplate; by default some that follow from the seed. */
  reading?: string;
  /** Pixels of the long side of the upright picture. */
  longSide?: number;
  format?: 'jpeg' | 'png' | 'webp';
  /** When the camera says it was taken, in the wall-clock time it showed: `2026-05-07T09:15:00`. None: no EXIF time. */
  takenAt?: string;
  /** `+08:00`; null for a camera that writes none. */
  offset?: string | null;
  position?: { longitude: number; latitude: number };
  make?: string;
  model?: string;
  /** An editing program that left its name. */
  software?: string;
  /** How the pixels are stored, 1 to 8; upright the picture stays the same. */
  orientation?: number;
}

/** Pictures of rooms before, during and after works, drawn so that a demonstration needs no photo of a real home. */
export async function drawDemoPhoto(traits: DemoPhotoTraits): Promise<Buffer> {
  const {
    seed,
    scene = 'rail',
    stage = 'before',
    longSide = 1600,
    format = 'jpeg',
    orientation = 1,
  } = traits;
  const reading = traits.reading ?? String(new Dice(seed).between(600, 2400));
  const pixels = await rasterise(drawScene(scene, stage, seed, reading), longSide);
  const stored = await storedAs(pixels, orientation).toColourspace('srgb').toBuffer();
  const image = sharp(stored).withExif(exifOf(traits)).withMetadata({ orientation });
  if (format === 'png') return image.png({ compressionLevel: 6 }).toBuffer();
  if (format === 'webp') return image.webp({ quality: 80, effort: 2 }).toBuffer();
  return image.jpeg({ quality: 84 }).toBuffer();
}

const SVG = { operation: ['VipsForeignLoadSvgBuffer'] };
let drawing = 0;

/** The reader of SVG is shut in this process wherever uploads are read; it opens for our own drawing only. */
async function rasterise(svg: string, longSide: number): Promise<Buffer> {
  if (drawing++ === 0) sharp.unblock(SVG);
  try {
    return await sharp(Buffer.from(svg), { density: (72 * longSide) / CANVAS.width })
      .removeAlpha()
      .png({ compressionLevel: 0 })
      .toBuffer();
  } finally {
    if (--drawing === 0) sharp.block(SVG);
  }
}

/** Turns the upright pixels the way a camera of this orientation stores them. */
function storedAs(upright: Buffer, orientation: number): sharp.Sharp {
  const image = sharp(upright);
  switch (orientation) {
    case 2:
      return image.flop();
    case 3:
      return image.rotate(180);
    case 4:
      return image.flip();
    case 5:
      return image.rotate(90).flip();
    case 6:
      return image.rotate(270);
    case 7:
      return image.rotate(270).flip();
    case 8:
      return image.rotate(90);
    default:
      return image;
  }
}

function exifOf({ takenAt, offset, position, make, model, software }: DemoPhotoTraits): sharp.Exif {
  const time = takenAt?.replace(/-/g, ':').replace('T', ' ');
  const text = (values: Record<string, string | null | undefined>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
  return {
    IFD0: text({ Make: make, Model: model, Software: software }),
    IFD2: text({ DateTimeOriginal: time, OffsetTimeOriginal: time && offset }),
    IFD3: position
      ? {
          GPSLatitudeRef: position.latitude < 0 ? 'S' : 'N',
          GPSLatitude: degrees(position.latitude),
          GPSLongitudeRef: position.longitude < 0 ? 'W' : 'E',
          GPSLongitude: degrees(position.longitude),
        }
      : {},
  };
}

/** Degrees, minutes and hundredths of seconds as EXIF's three fractions. */
function degrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  return `${Math.floor(hundredths / 360_000)}/1 ${Math.floor(hundredths / 6000) % 60}/1 ${hundredths % 6000}/100`;
}
