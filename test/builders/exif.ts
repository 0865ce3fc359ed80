/** A value of a TIFF tag: text, small whole numbers, fractions, or bytes as they are. */
type Value = string | readonly number[] | readonly (readonly [number, number])[] | Buffer;
type Tags = Readonly<Record<number, Value>>;

export interface ExifTraits {
  /** Of the picture: 0x010f make, 0x0110 model, 0x0131 software, 0x0112 orientation. */
  tags?: Tags;
  /** Of the exposure: 0x9003 time, 0x9011 its offset, 0xa431 serial number, 0x927c maker's notes. */
  exposure?: Tags;
  /** 1 and 3 N and E, 2 and 4 degrees, 7 time of day, 0x1d day. */
  gps?: Tags;
  /** A JPEG. */
  thumbnail?: Buffer;
  /** Lets the lists of tags point at one another in circles. */
  loops?: boolean;
}

const [BYTE, ASCII, SHORT, LONG, RATIONAL] = [1, 2, 3, 4, 5];

/** The block that cameras write (TIFF, least byte first), with what a decoder of photos has no word for. */
export function anExif({ tags = {}, exposure = {}, gps = {}, thumbnail, loops = false }: ExifTraits): Buffer {
  // Written twice: the first time tells where everything lies.
  let at = { exposure: 0, gps: 0, small: 0, picture: 0 };
  const write = (): Buffer => {
    const first = listOf(
      8,
      { ...tags, 0x8769: long(at.exposure), 0x8825: long(at.gps) },
      loops ? 8 : at.small,
    );
    const second = listOf(8 + first.length, loops ? { ...exposure, 0x8769: long(8), 0xa005: long(at.exposure) } : exposure, loops ? at.exposure : 0); // prettier-ignore
    const third = listOf(8 + first.length + second.length, gps, loops ? at.gps : 0);
    const start = 8 + first.length + second.length + third.length;
    const small = { 0x0103: short(6), 0x0201: long(at.picture), 0x0202: long(thumbnail?.length ?? 0) };
    const fourth = thumbnail ? listOf(start, small, 0) : Buffer.alloc(0);
    at = { exposure: 8 + first.length, gps: 8 + first.length + second.length, small: thumbnail ? start : 0, picture: start + fourth.length }; // prettier-ignore
    return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), first, second, third, fourth, thumbnail ?? Buffer.alloc(0)]); // prettier-ignore
  };
  write();
  return write();
}

/** Puts a block of a camera's data in front of a JPEG's others. */
export function withExif(jpeg: Buffer, exif: Buffer): Buffer {
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]));
}

export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

const long = (value: number): Value => {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE(value, 1);
  return bytes; // five bytes mark a long; see `entryOf`
};
export const short = (value: number): Value => [value];

interface Entry {
  readonly type: number;
  readonly count: number;
  readonly bytes: Buffer;
}

function entryOf(value: Value): Entry {
  if (typeof value === 'string') {
    const bytes = Buffer.from(`${value}\0`, 'utf8');
    return { type: ASCII, count: bytes.length, bytes };
  }
  if (Buffer.isBuffer(value))
    return value.length === 5
      ? { type: LONG, count: 1, bytes: value.subarray(1) }
      : { type: BYTE, count: value.length, bytes: value };
  const isFraction = Array.isArray(value[0]);
  const bytes = Buffer.alloc(value.length * (isFraction ? 8 : 2));
  for (const [index, one] of value.entries())
    if (Array.isArray(one)) {
      bytes.writeUInt32LE(one[0] as number, index * 8);
      bytes.writeUInt32LE(one[1] as number, index * 8 + 4);
    } else bytes.writeUInt16LE(one as number, index * 2);
  return { type: isFraction ? RATIONAL : SHORT, count: value.length, bytes };
}

/** @param start where the list lies in the block @param next where the next one does */
function listOf(start: number, tags: Tags, next: number): Buffer {
  const entries = Object.entries(tags).map(([tag, value]) => [Number(tag), entryOf(value)] as const).sort(([a], [b]) => a - b); // prettier-ignore
  const head = Buffer.alloc(2 + 12 * entries.length + 4);
  head.writeUInt16LE(entries.length);
  const behind: Buffer[] = [];
  let end = start + head.length;
  for (const [index, [tag, { type, count, bytes }]] of entries.entries()) {
    const at = 2 + 12 * index;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    if (bytes.length <= 4) bytes.copy(head, at + 8);
    else {
      head.writeUInt32LE(end, at + 8);
      behind.push(bytes);
      end += bytes.length;
    }
  }
  head.writeUInt32LE(next, head.length - 4);
  return Buffer.concat([head, ...behind]);
}
