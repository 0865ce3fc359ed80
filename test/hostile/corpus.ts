import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { aHeic } from '../builders/heic';
import { anExif, withExif, withSegment } from '../builders/exif';
import { aPhoto } from '../builders/photo';
import { aZip } from '../builders/zip';

export const SERIAL = 'SN-4711-PRIVATE';
export const SECRET = 'whereabouts-of-somebody';

export interface HostileFile {
  readonly name: string;
  readonly content: Buffer;
  /** Taken, or the problem's code and, of a file of another kind, which. */
  readonly answer: 'taken' | 'unreadable-image' | 'image-too-large' | readonly ['unsupported-file', string];
}

const other = (kind: string): HostileFile['answer'] => ['unsupported-file', kind];
const plain = (width: number, height: number): sharp.Sharp => sharp({ create: { width, height, channels: 3, background: '#789' }, limitInputPixels: false }); // prettier-ignore

/** A photo that tells all that a camera can tell. */
export async function aTellingPhoto(): Promise<Buffer> {
  const exif = anExif({
    tags: { 0x010f: 'Maker', 0x0110: 'Model', 0x0131: '1.0' },
    exposure: { 0x9003: '2026:01:05 09:15:00', 0xa431: SERIAL, 0x927c: Buffer.from(`maker note ${SECRET}`) },
    gps: { 1: 'N', 2: [[33, 1], [30, 1], [0, 1]], 3: 'E', 4: [[113, 1], [7, 1], [0, 1]] },
    thumbnail: await plain(160, 120).jpeg().toBuffer(),
  }); // prettier-ignore
  const xmp = Buffer.from(
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${SECRET}</x:xmpmeta>`,
  );
  const iptc = Buffer.from(`Photoshop 3.0\0 8BIM ${SECRET}`);
  const photo = withSegment(withSegment(withSegment(await aPhoto(), 0xfe, Buffer.from(SECRET)), 0xed, iptc), 0xe1, xmp); // prettier-ignore
  return Buffer.concat([withExif(photo, exif), Buffer.from(`behind the end: ${SECRET}`)]);
}

export async function hostileFiles(): Promise<HostileFile[]> {
  return [...(await otherKinds()), ...(await bombs()), ...(await polyglots()), ...(await oddPictures())];
}

async function otherKinds(): Promise<HostileFile[]> {
  const frames = sharp(Buffer.alloc(10 * 40 * 3, 90).fill(200, 600), { raw: { width: 10, height: 40, channels: 3, pageHeight: 20 } }); // prettier-ignore
  const png = await aPhoto({ format: 'png', longSide: 64 });
  const heic = aHeic();
  return [
    { name: 'empty.jpg', content: Buffer.alloc(0), answer: other('empty') },
    { name: 'moving.gif', content: await frames.clone().gif().toBuffer(), answer: other('gif') },
    { name: 'moving.webp', content: await frames.clone().webp({ loop: 0 }).toBuffer(), answer: other('animated') },
    { name: 'moving.png', content: withChunk(png, 'acTL', Buffer.alloc(8, 1)), answer: other('animated') },
    { name: 'burst.heic', content: aHeic({ brand: 'hevc', alsoBrands: ['msf1', 'hevc'] }), answer: other('animated') },
    { name: 'photo.avif', content: await plain(64, 64).avif({ effort: 0 }).toBuffer(), answer: other('avif') },
    { name: 'scan.jpg', content: await plain(64, 64).tiff().toBuffer(), answer: other('tiff') },
    { name: 'old.jpg', content: Buffer.from(`BM${'\0'.repeat(12)}\x28\0\0\0`, 'latin1'), answer: other('bmp') },
    { name: 'drawing.jpg', content: Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), answer: other('svg') },
    { name: 'entities.png', content: Buffer.from('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'), answer: other('svg') },
    { name: 'paper.jpg', content: Buffer.from('%PDF-1.7\n%%EOF'), answer: other('pdf') },
    { name: 'all.jpg', content: aZip([{ name: 'a.jpg', content: png }]), answer: other('archive') },
    { name: 'film.heic', content: Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\x08mdat', 'latin1'), answer: other('video') },
    { name: 'page.jpg', content: Buffer.from('<html><script>alert(1)</script></html>'), answer: other('other') },
    { name: 'noise.jpg', content: Buffer.alloc(5000, 'noise'), answer: other('other') },
    { name: 'head-only.jpg', content: Buffer.from([0xff, 0xd8, 0xff]), answer: 'unreadable-image' },
    { name: 'head-only.heic', content: heic.subarray(0, 40), answer: 'unreadable-image' },
    { name: 'no-picture.heic', content: heic.subarray(0, heic.indexOf('mdat') - 4), answer: 'unreadable-image' },
  ]; // prettier-ignore
}

async function bombs(): Promise<HostileFile[]> {
  const png = await plain(20, 20).png().toBuffer();
  const zeros = deflateSync(Buffer.alloc(100_000_000));
  const packed = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), zeros]);
  const jpeg = await plain(3000, 3000).jpeg({ progressive: true }).toBuffer();
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
  const small = await plain(64, 64).jpeg().toBuffer();
  return [
    { name: 'pixels.png', content: claiming(png, 30_000, 30_000), answer: 'image-too-large' },
    { name: 'pixels.webp', content: await largeWebp(), answer: 'image-too-large' },
    { name: 'pixels.heic', content: aHeic({ claims: { width: 20_000, height: 20_000 } }), answer: 'image-too-large' },
    { name: 'scans.jpg', content: Buffer.concat([jpeg.subarray(0, -2), ...Array<Buffer>(1000).fill(scan), jpeg.subarray(-2)]), answer: 'unreadable-image' },
    { name: 'text.png', content: withChunk(png, 'zTXt', packed('a\0\0')), answer: 'taken' },
    { name: 'profile.png', content: withChunk(png, 'iCCP', packed('a\0\0')), answer: 'taken' },
    { name: 'pointers.jpg', content: withExif(small, pointersOnly(65_000)), answer: 'unreadable-image' },
    { name: 'pointers.png', content: withChunk(png, 'eXIf', pointersOnly(500_000)), answer: 'unreadable-image' },
    { name: 'circles.jpg', content: withExif(small, anExif({ tags: { 0x010f: 'Maker' }, exposure: { 0x9003: '2026:01:05 09:15:00' }, loops: true })), answer: 'taken' },
    { name: 'huge-counts.jpg', content: withExif(small, hugeCounts()), answer: 'taken' },
    { name: 'blocks.jpg', content: Buffer.concat([small, Buffer.alloc(16_000_000, 'Exif\0\0II*\0\x08\0\0\0\xe8\x03', 'latin1')]), answer: 'unreadable-image' },
    { name: 'boxes.heic', content: Buffer.concat([aHeic(), Buffer.alloc(16_000_000, '\0\0\0\x08free', 'latin1')]), answer: 'taken' },
  ]; // prettier-ignore
}

async function polyglots(): Promise<HostileFile[]> {
  const script = Buffer.from(`\n<script>alert('${SECRET}')</script>`);
  const photo = await aPhoto();
  const zip = aZip([{ name: 'run.js', content: script }]);
  return [
    { name: 'evil.html', content: Buffer.concat([photo, script]), answer: 'taken' },
    { name: 'evil.zip', content: Buffer.concat([await aPhoto(), zip]), answer: 'taken' },
    { name: 'evil.svg', content: withSegment(await aPhoto(), 0xfe, Buffer.from(`<svg onload="alert('${SECRET}')">`)), answer: 'taken' },
    { name: 'evil.js', content: Buffer.concat([await aPhoto({ format: 'png' }), script]), answer: 'taken' },
    { name: 'evil.pdf', content: Buffer.concat([await aPhoto({ format: 'webp' }), Buffer.from('%PDF-1.7'), script]), answer: 'taken' },
  ]; // prettier-ignore
}

async function oddPictures(): Promise<HostileFile[]> {
  const deep = sharp(new Uint16Array(64 * 48 * 3).fill(36_000), {
    raw: { width: 64, height: 48, channels: 3 },
  });
  return [
    { name: 'print.jpg', content: await sharp(await aPhoto()).toColourspace('cmyk').jpeg().toBuffer(), answer: 'taken' },
    { name: 'deep.png', content: await deep.toColourspace('rgb16').png().toBuffer(), answer: 'taken' },
    { name: 'wide.jpg', content: await sharp(await aPhoto()).withIccProfile('p3').jpeg().toBuffer(), answer: 'taken' },
    { name: 'grey.png', content: await sharp(await aPhoto()).greyscale().png().toBuffer(), answer: 'taken' },
    { name: 'clear.png', content: await sharp(await aPhoto()).ensureAlpha(0.3).png().toBuffer(), answer: 'taken' },
    { name: 'phone.heic', content: aHeic({ turns: 1, exif: anExif({ tags: { 0x0112: [6] } }) }), answer: 'taken' },
    { name: 'phone-as.jpg', content: aHeic({ luma: (x, y) => 16 + ((x * y) % 200) }), answer: 'taken' },
    { name: 'one-pixel.png', content: await plain(1, 1).png().toBuffer(), answer: 'taken' },
  ]; // prettier-ignore
}

/** Puts a chunk behind the header of a PNG. */
function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk(type, content), png.subarray(33)]);
}

function claiming(png: Buffer, width: number, height: number): Buffer {
  const head = Buffer.from(png.subarray(16, 29));
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', head), png.subarray(33)]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** One colour takes 38 bytes, whatever the sides, which stand in 14 bits each: 9000 and 9000. */
async function largeWebp(): Promise<Buffer> {
  const webp = await plain(20, 20).webp({ lossless: true }).toBuffer();
  const at = webp.indexOf('VP8L') + 9;
  webp.writeUInt32LE(((webp.readUInt32LE(at) & 0xf0000000) | 8999 | (8999 << 14)) >>> 0, at);
  return webp;
}

/** A list of tags that all point at the list itself. */
function pointersOnly(size: number): Buffer {
  const block = Buffer.alloc(size);
  block.write('II*\0\x08\0\0\0', 'latin1');
  block.writeUInt16LE(65_535, 8);
  for (let at = 10; at + 12 <= size; at += 12) {
    block.writeUInt16LE(0x8769, at);
    block.writeUInt16LE(4, at + 2);
    block.writeUInt32LE(1, at + 4);
    block.writeUInt32LE(8, at + 8);
  }
  return block;
}

/** Tags that say that they hold two thousand million values. */
function hugeCounts(): Buffer {
  const block = Buffer.from(anExif({ tags: { 0x010f: 'Maker', 0x0110: 'Model', 0x0131: 'Software' } }));
  for (let entry = 0; entry < 3; entry++) block.writeUInt32LE(0x7fffffff, 10 + entry * 12 + 4);
  return block;
}
