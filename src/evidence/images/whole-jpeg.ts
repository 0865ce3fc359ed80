const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const START_OF_SCAN = 0xda;
/** Markers that stand alone, without a length: RST0 to RST7, SOI, TEM. */
const ALONE = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];

/**
 * Whether a JPEG runs to its end, by its markers (ITU-T T.81, annex B). In compressed data a byte of 0xFF is always
 * followed by 0x00 or a restart marker, so the first end-of-image after the first scan begins is the picture's own; one
 * of a small preview lies in a segment before. It finds what was cut off as the decoder does, for a hundredth of the
 * time; what is damaged in between neither of them refuses.
 */
export function isWholeJpeg(content: Buffer): boolean {
  const scan = startOfScan(content);
  return scan !== null && content.indexOf(END_OF_IMAGE, scan) !== -1;
}

function startOfScan(content: Buffer): number | null {
  let at = 2;
  while (at + 4 <= content.length) {
    if (content[at] !== 0xff) return null;
    const marker = content[at + 1]!;
    if (marker === START_OF_SCAN) return at;
    if (marker === 0xff)
      at += 1; // fill bytes
    else if (ALONE.includes(marker)) at += 2;
    else at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}
