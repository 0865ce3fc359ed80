/** The formats that photos may have; `image/heic` stands for every still picture of HEVC in a HEIF file. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** What else people send as photos, so that the refusal can say what it is. */
export type OtherKind =
  | 'empty' | 'animated' | 'gif' | 'avif' | 'tiff' | 'bmp' | 'svg' | 'pdf' | 'archive' | 'video' | 'other'; // prettier-ignore

/** By the first bytes; whether the rest holds what they promise is for the decoder to say. */
export function kindOf(content: Buffer): ImageType | OtherKind {
  if (content.length === 0) return 'empty';
  const head = content.subarray(0, 1024).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return isAnimatedPng(content) ? 'animated' : 'image/png';
  if (/^RIFF.{4}WEBP/s.test(head)) return isAnimatedWebp(head) ? 'animated' : 'image/webp';
  if (head.startsWith('ftyp', 4)) return kindByBrands(content);
  return OTHERS.find(([, pattern]) => pattern.test(head))?.[0] ?? 'other';
}

/** The type of an accepted format, whatever else it may be. */
export function imageTypeOf(content: Buffer): ImageType | null {
  const kind = kindOf(content);
  return isImageType(kind) ? kind : null;
}

export function isImageType(kind: string): kind is ImageType {
  return (IMAGE_TYPES as readonly string[]).includes(kind);
}

const OTHERS: readonly (readonly [OtherKind, RegExp])[] = [
  ['gif', /^GIF8[79]a/],
  ['tiff', /^(?:II[*+]\0|MM\0[*+])/],
  ['bmp', /^BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/s],
  ['pdf', /%PDF-/],
  ['archive', /^(?:PK[\x03\x05\x07]|Rar!|7z\xbc\xaf|\x1f\x8b|\xd0\xcf\x11\xe0)/],
  ['video', /^(?:RIFF.{4}AVI |\x1aE\xdf\xa3|.{4}(?:moov|mdat|wide))/s],
  ['svg', /<svg[\s>]/i],
];

/** A program sees only the first picture of an animated PNG; its control chunk stands before the image data. */
function isAnimatedPng(content: Buffer): boolean {
  const data = content.indexOf('IDAT');
  const control = content.subarray(0, data < 0 ? content.length : data).indexOf('acTL');
  return control > 0;
}

/** The flag in the extended header. */
function isAnimatedWebp(head: string): boolean {
  return head.startsWith('VP8X', 12) && (head.charCodeAt(20) & 2) !== 0;
}

const HEVC_STILL = ['heic', 'heix', 'heim', 'heis', 'mif1', 'mif2', 'mif3'];
const HEVC_MOVING = ['hevc', 'hevx', 'hevm', 'hevs', 'msf1'];
const AVIF = ['avif', 'avis'];

/** The box `ftyp` names a major brand and those that the file can also be read as. */
function kindByBrands(content: Buffer): ImageType | OtherKind {
  const end = Math.min(content.readUInt32BE(0), content.length, 512);
  const brand = (at: number): string => content.toString('latin1', at, at + 4);
  const major = brand(8);
  const brands = [major];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(brand(at));
  if (brands.some((one) => AVIF.includes(one))) return 'avif';
  if (HEVC_MOVING.includes(major)) return 'animated';
  return brands.some((one) => HEVC_STILL.includes(one)) ? 'image/heic' : 'video';
}
