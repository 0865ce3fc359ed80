/** What stands before a block of a camera's data: in JPEG, HEIC and some WebP; in PNG; in WebP, with its length. */
const MARKS = [
  { mark: Buffer.from('Exif\0\0', 'latin1'), gap: 0 },
  { mark: Buffer.from('eXIf', 'latin1'), gap: 0 },
  { mark: Buffer.from('EXIF', 'latin1'), gap: 4 },
];
/** As any phone or camera writes it, the lists in the block hold some 60 tags; three of them point at further lists. */
const MOST_TAGS = 1000;
const MOST_POINTERS = 6;
/** A photo has one block, and one more for each picture inside it. */
const MOST_BLOCKS = 50;
const POINTERS = [0x8769, 0x8825, 0xa005];

/**
 * Whether some block was made to be slow: the decoder's reader follows each pointer again, so that 64 KB of pointers
 * keep it busy for a minute. It reads them whenever it opens the file; so this is asked before.
 */
export function hasEndlessExif(content: Buffer): boolean {
  let blocks = 0;
  return MARKS.some(({ mark, gap }) => {
    for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + 1)) {
      blocks += 1;
      if (blocks > MOST_BLOCKS || isEndless(content.subarray(at + mark.length + gap))) return true;
    }
    return false;
  });
}

/**
 * The block of a HEIC, which lies in it as an item without a name: found by the eight bytes that begin each.
 * @returns null where there is none
 */
export function exifOfHeic(content: Buffer): Buffer | null {
  const starts = ['II*\0\x08\0\0\0', 'MM\0*\0\0\0\x08'].map((head) =>
    content.indexOf(Buffer.from(head, 'latin1')),
  );
  const found = starts.filter((start) => start >= 0).sort((a, b) => a - b);
  return found[0] === undefined ? null : content.subarray(found[0], found[0] + 1_000_000);
}

function isEndless(block: Buffer): boolean {
  const isLeastFirst = block.toString('latin1', 0, 2) === 'II';
  if (block.length < 8 || (!isLeastFirst && block.toString('latin1', 0, 2) !== 'MM')) return false;
  const short = (at: number): number => (isLeastFirst ? block.readUInt16LE(at) : block.readUInt16BE(at));
  const long = (at: number): number => (isLeastFirst ? block.readUInt32LE(at) : block.readUInt32BE(at));
  const [lists, seen] = [[long(4)], new Set<number>()];
  let [tags, pointers] = [0, 0];
  for (let start = lists.pop(); start !== undefined; start = lists.pop()) {
    if (seen.has(start) || start + 2 > block.length) continue;
    seen.add(start);
    const count = short(start);
    tags += count;
    if (tags > MOST_TAGS) return true;
    for (let at = start + 2; at < start + 2 + count * 12 && at + 12 <= block.length; at += 12)
      if (POINTERS.includes(short(at))) {
        pointers += 1;
        lists.push(long(at + 8));
      }
    if (pointers > MOST_POINTERS) return true;
  }
  return false;
}
