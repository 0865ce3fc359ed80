/** Where the boxes lie that hold a profile: `meta` has a version in front of its content. */
const PATH = ['meta', 'iprp', 'ipco'] as const;
/** A phone writes a dozen; a file of millions of empty ones was made to fill the memory. */
const MOST_BOXES = 1000;

/**
 * The ICC profile of a HEIF file, which its decoder does not apply.
 * @returns null where there is none, or where the boxes can't be followed
 */
export function colourProfileOf(content: Buffer): Buffer | null {
  let inside: Buffer | undefined = content;
  for (const type of PATH) {
    inside = firstIn(inside, (box) => box.type === type);
    if (inside === undefined) return null;
    if (type === 'meta') inside = inside.subarray(4);
  }
  const isProfile = (colour: Buffer): boolean => ['prof', 'rICC'].includes(colour.toString('latin1', 0, 4));
  return firstIn(inside, ({ type, content: colour }) => type === 'colr' && isProfile(colour))?.subarray(4) ?? null; // prettier-ignore
}

interface Box {
  readonly type: string;
  readonly content: Buffer;
}

/** The content of the first such box. */
function firstIn(content: Buffer, is: (box: Box) => boolean): Buffer | undefined {
  for (const box of boxesIn(content)) if (is(box)) return box.content;
  return undefined;
}

/** One after the other, until one does not fit. */
function* boxesIn(content: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < MOST_BOXES && at + 8 <= content.length; count++) {
    const isLong = content.readUInt32BE(at) === 1 && at + 16 <= content.length;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(content.readBigUInt64BE(at + 8)) : content.readUInt32BE(at) || content.length - at; // prettier-ignore
    if (size < head || at + size > content.length) return;
    yield { type: content.toString('latin1', at + 4, at + 8), content: content.subarray(at + head, at + size) }; // prettier-ignore
    at += size;
  }
}
