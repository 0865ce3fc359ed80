import { BLOCK, hevcOf, YccPicture } from './hevc';

export interface HeicTraits {
  /** Sides as they are stored, multiples of 16. */
  width?: number;
  height?: number;
  /** A quarter turn against the clock for each, as the box `irot` tells a viewer. */
  turns?: 0 | 1 | 2 | 3;
  /** A TIFF block with what a camera writes (`exif.ts`). */
  exif?: Buffer;
  icc?: Buffer;
  brand?: string;
  alsoBrands?: string[];
  /** Says that the picture is larger than it is. */
  claims?: { width: number; height: number };
  luma?: YccPicture['luma'];
  chroma?: YccPicture['chroma'];
}

/** A phone's HEIC as far as its structure goes: boxes, one picture of HEVC, and what was written of it. */
export function aHeic(traits: HeicTraits = {}): Buffer {
  const { width = 64, height = 48, brand = 'heic', alsoBrands = ['mif1', 'heic'] } = traits;
  const { luma = (x) => 32 + ((x * 3) % 192), chroma = (): [number, number] => [128, 128] } = traits;
  if (width % BLOCK !== 0 || height % BLOCK !== 0) throw new Error(`sides in steps of ${BLOCK}`);
  const { parameterSets, slice } = hevcOf({ width, height, luma, chroma });
  const picture = Buffer.concat([u32(slice.length), slice]);
  const exif = traits.exif ? Buffer.concat([u32(0), traits.exif]) : Buffer.alloc(0);
  const ftyp = box('ftyp', ascii(brand), u32(0), ascii(alsoBrands.join('')));
  const meta = (offset: number): Buffer =>
    fullBox('meta', 0, fullBox('hdlr', 0, u32(0), ascii('pict'), Buffer.alloc(13)), fullBox('pitm', 0, u16(1)), // prettier-ignore
      itemsOf(traits), locations(offset, picture.length, exif.length), references(traits), properties(traits, width, height, parameterSets)); // prettier-ignore
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', picture, exif)]);
}

function itemsOf({ exif }: HeicTraits): Buffer {
  const item = (id: number, type: string): Buffer => fullBox('infe', 2 << 24, u16(id), u16(0), ascii(type), Buffer.alloc(1)); // prettier-ignore
  const items = [item(1, 'hvc1'), ...(exif ? [item(2, 'Exif')] : [])];
  return fullBox('iinf', 0, u16(items.length), ...items);
}

function locations(offset: number, picture: number, exif: number): Buffer {
  const place = (id: number, from: number, length: number): Buffer => Buffer.concat([u16(id), u16(0), u16(1), u32(from), u32(length)]); // prettier-ignore
  const places = [place(1, offset, picture), ...(exif > 0 ? [place(2, offset + picture, exif)] : [])];
  return fullBox('iloc', 0, Buffer.from([0x44, 0]), u16(places.length), ...places);
}

function references({ exif }: HeicTraits): Buffer {
  return exif ? fullBox('iref', 0, box('cdsc', u16(2), u16(1), u16(1))) : Buffer.alloc(0);
}

function properties({ turns = 0, icc, claims }: HeicTraits, width: number, height: number, sets: readonly Buffer[]): Buffer {
  const size = claims ?? { width, height };
  const all = [
    decoderConfiguration(sets),
    fullBox('ispe', 0, u32(size.width), u32(size.height)),
    ...(icc ? [box('colr', ascii('prof'), icc)] : []),
    ...(turns > 0 ? [box('irot', Buffer.from([turns]))] : []),
  ];
  const used = Buffer.from(all.map((_, index) => (index === 0 ? 0x80 : 0) | (index + 1)));
  const of = fullBox('ipma', 0, u32(1), u16(1), Buffer.from([all.length]), used);
  return box('iprp', box('ipco', ...all), of);
} // prettier-ignore

function decoderConfiguration(sets: readonly Buffer[]): Buffer {
  const head = Buffer.from([1, 3, 0x70, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 153, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, sets.length]); // prettier-ignore
  const arrays = sets.flatMap((set, index) => [
    Buffer.from([0x80 | (32 + index)]),
    u16(1),
    u16(set.length),
    set,
  ]);
  return box('hvcC', head, ...arrays);
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(type: string, ...content: Buffer[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(length), ascii(type), ...content]);
}

/** @param head its version in the first byte, its flags in the others */
function fullBox(type: string, head: number, ...content: Buffer[]): Buffer {
  return box(type, u32(head), ...content);
}
