/** Where the boxes lie that hold a profile: `meta` has a version in front of its content. */
const PATH = ['meta', 'iprp', 'ipco'] as const;

/**
 * The ICC profile of a HEIF file, which its decoder does not apply.
 * @returns null where there is none, or where the boxes can't be followed
 */
export function colourProfileOf(content: Buffer): Buffer | null {
  let inside: Buffer | undefined = content;
  for (const type of PATH) {
    inside = boxesIn(inside).find((box) => box.type === type)?.content;
    if (inside === undefined) return null;
    if (type === 'meta') inside = inside.subarray(4);
  }
  const isProfile = (colour: Buffer): boolean => ['prof', 'rICC'].includes(colour.toString('latin1', 0, 4));
  return boxesIn(inside).find(({ type, content: colour }) => type === 'colr' && isProfile(colour))?.content.subarray(4) ?? null; // prettier-ignore
}

interface Box {
  readonly type: string;
  readonly content: Buffer;
}

/** One after the other, until one does not fit. */
function boxesIn(content: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= content.length) {
    const isLong = content.readUInt32BE(at) === 1 && at + 16 <= content.length;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(content.readBigUInt64BE(at + 8)) : content.readUInt32BE(at) || content.length - at; // prettier-ignore
    if (size < head || at + size > content.length) break;
    boxes.push({ type: content.toString('latin1', at + 4, at + 8), content: content.subarray(at + head, at + size) }); // prettier-ignore
    at += size;
  }
  return boxes;
}
