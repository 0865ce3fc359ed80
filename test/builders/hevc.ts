/**
 * A still picture in HEVC (H.265), written without a codec: every block is of the kind "PCM", whose samples stand in
 * the stream as they are. Enough for a decoder to prove that it decodes; nobody would send one.
 */
export interface HevcPicture {
  /** VPS, SPS and PPS, for the box `hvcC`. */
  readonly parameterSets: readonly Buffer[];
  readonly slice: Buffer;
}

/** Blocks of this many pixels, and so are the sides of a picture. */
export const BLOCK = 16;

export interface YccPicture {
  readonly width: number;
  readonly height: number;
  /** Brightness of the pixel, 0 to 255. */
  luma(x: number, y: number): number;
  /** Blue and red difference at half size, 128 for grey. */
  chroma(x: number, y: number): readonly [blue: number, red: number];
}

export function hevcOf(picture: YccPicture): HevcPicture {
  return {
    parameterSets: [nal(32, vps()), nal(33, sps(picture)), nal(34, pps())],
    slice: nal(19, slice(picture)),
  };
}

class Bits {
  private readonly bits: number[] = [];

  u(count: number, value: number): this {
    for (let bit = count - 1; bit >= 0; bit--) this.bits.push(Math.floor(value / 2 ** bit) % 2);
    return this;
  }

  /** Unsigned Exp-Golomb. */
  ue(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    return this.u(length, 0).u(length + 1, value + 1);
  }

  /** Flags, one bit each. */
  flags(...values: number[]): this {
    for (const value of values) this.u(1, value);
    return this;
  }

  /** Ends with a one and zeros up to the byte. */
  end(): Buffer {
    this.u(1, 1);
    while (this.bits.length % 8 !== 0) this.u(1, 0);
    return Buffer.from(
      Array.from({ length: this.bits.length / 8 }, (_, byte) =>
        this.bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
      ),
    );
  }
}

/** Main Still Picture, level 5.1. */
function profile(bits: Bits): Bits {
  bits.u(2, 0).u(1, 0).u(5, 3).u(32, 0x70000000).flags(1, 0, 0, 1).u(32, 0).u(11, 0).u(1, 0);
  return bits.u(8, 153);
}

function vps(): Buffer {
  const bits = new Bits().u(4, 0).flags(1, 1).u(6, 0).u(3, 0).u(1, 1).u(16, 0xffff);
  profile(bits).u(1, 1).ue(0).ue(0).ue(0).u(6, 0).ue(0);
  return bits.flags(0, 0).end();
}

function sps({ width, height }: YccPicture): Buffer {
  const bits = profile(new Bits().u(4, 0).u(3, 0).u(1, 1)).ue(0).ue(1).ue(width).ue(height).flags(0);
  bits.ue(0).ue(0).ue(0).u(1, 1).ue(0).ue(0).ue(0); // depths, order count, buffering
  bits.ue(1).ue(0).ue(0).ue(2).ue(0).ue(0); // coding blocks of 16, transforms of 4 to 16
  bits.flags(0, 0, 0, 1).u(4, 7).u(4, 7).ue(1).ue(0).u(1, 1); // PCM of 8 bits, blocks of 16, unfiltered
  return bits.ue(0).flags(0, 0, 0, 0, 0).end();
}

function pps(): Buffer {
  const bits = new Bits().ue(0).ue(0).flags(0, 0).u(3, 0).flags(0, 0).ue(0).ue(0).ue(0).flags(0, 0, 0);
  bits.ue(0).ue(0).flags(0, 0, 0, 0, 0, 0, 0).flags(1, 0, 1); // no deblocking
  return bits.flags(0, 0).ue(0).flags(0, 0).end();
}

/** Range of the less probable symbol in the 63 states of the arithmetic coder, for ranges from 448 on. */
const LESS_PROBABLE = [
  240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72, 69,
  65, 62, 59, 56, 53, 50, 48, 45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15,
  14, 14, 13, 12, 12, 11, 11, 10, 9,
]; // prettier-ignore

/** Nine bits of the arithmetic coder, of which the last is one, and zeros up to the byte. */
const coded = (low: number): Buffer => Buffer.from([(low | 1) >> 1, ((low | 1) & 1) << 7]);

function slice(picture: YccPicture): Buffer {
  const parts = [new Bits().flags(1, 0).ue(0).ue(2).ue(0).end()];
  let block = 0;
  for (let top = 0; top < picture.height; top += BLOCK)
    for (let left = 0; left < picture.width; left += BLOCK) {
      // "No end yet" (but for the first), one part (the more probable symbol each time), and PCM, which ends the coder.
      const range = block === 0 ? 510 : 508;
      parts.push(coded(range - LESS_PROBABLE[Math.min(block, 62)]! - 2), samples(picture, left, top));
      block += 1;
    }
  return Buffer.concat([...parts, coded(508)]);
}

function samples({ luma, chroma }: YccPicture, left: number, top: number): Buffer {
  const half = BLOCK / 2;
  const block = Buffer.alloc(BLOCK * BLOCK + 2 * half * half);
  for (let y = 0; y < BLOCK; y++)
    for (let x = 0; x < BLOCK; x++) block[y * BLOCK + x] = luma(left + x, top + y);
  for (let y = 0; y < half; y++)
    for (let x = 0; x < half; x++) {
      const [blue, red] = chroma(left / 2 + x, top / 2 + y);
      block[BLOCK * BLOCK + y * half + x] = blue;
      block[BLOCK * BLOCK + half * half + y * half + x] = red;
    }
  return block;
}

/** With its header, and with a byte between zeros that would else look like the next one's start. */
function nal(type: number, payload: Buffer): Buffer {
  const bytes: number[] = [type << 1, 1];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}
