import { faces as realFaces, type FaceName, type FaceSet } from './faces';
import { breakOpportunities } from './line-breaks';

/** A stretch of text in one weight. */
export interface Span {
  text: string;
  bold?: boolean;
}

export type Inline = string | readonly Span[];

/** Characters of one face that stand beside one another; width in points. */
export interface Run {
  face: FaceName;
  text: string;
  width: number;
  bold: boolean;
  /** What the run stands for, if that is not what it shows: a character that no face has. */
  actual?: string;
}

export interface Line {
  runs: Run[];
  width: number;
}

interface Placed extends Run {
  blank: boolean;
  breakBefore: boolean;
}

/** Choose a form of the character before them and print nothing themselves. */
const VARIATION_SELECTOR = /^[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u;

/** 〓, the printers' sign for a sort that is not in the case. */
const MISSING_MARK = '〓';

/**
 * Breaks text into lines of at most `width` points, and each line into runs that one face can print. A word that is
 * wider than the line (a hash, say) is broken where it must. A line feed begins a new line.
 */
export function layoutText(inline: Inline, width: number, size: number, faces: FaceSet = realFaces): Line[] {
  return paragraphs(inline).flatMap((spans) => fill(place(spans, size, faces), width).map(joinRuns));
}

/** Code points of the text that no face has, for the list at the end of a paper. */
export function missingCodePoints(inline: Inline, faces: FaceSet = realFaces): number[] {
  const text = spansOf(inline)
    .map((span) => span.text)
    .join('');
  return [...text]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((codePoint) => codePoint > 0x20 && !isVariationSelector(codePoint))
    .filter((codePoint) => faces.faceOf(codePoint, false) === undefined);
}

function isVariationSelector(codePoint: number): boolean {
  return VARIATION_SELECTOR.test(String.fromCodePoint(codePoint));
}

function spansOf(inline: Inline): readonly Span[] {
  return typeof inline === 'string' ? [{ text: inline }] : inline;
}

function paragraphs(inline: Inline): Span[][] {
  const found: Span[][] = [[]];
  for (const span of spansOf(inline)) {
    span.text.split(/\r\n|\n/).forEach((text, index) => {
      if (index > 0) found.push([]);
      found[found.length - 1]?.push({ ...span, text: text.replaceAll('\t', ' ') });
    });
  }
  return found;
}

function place(spans: readonly Span[], size: number, faces: FaceSet): Placed[] {
  const characters = spans.flatMap((span) =>
    clusters(span.text).map((character) => ({ character, bold: span.bold === true })),
  );
  const breaks = breakOpportunities(characters.map(({ character }) => character));
  return characters.map(({ character, bold }, index) => ({
    ...shape(character, bold, size, faces),
    blank: character === ' ',
    breakBefore: breaks[index] === true,
  }));
}

/** Characters, each with the variation selectors that follow it. */
function clusters(text: string): string[] {
  const found: string[] = [];
  for (const character of text) {
    if (found.length > 0 && VARIATION_SELECTOR.test(character)) found[found.length - 1] += character;
    else found.push(character);
  }
  return found;
}

function shape(character: string, bold: boolean, size: number, faces: FaceSet): Run {
  const codePoint = character.codePointAt(0) ?? 0;
  const face = faces.faceOf(codePoint, bold);
  if (face) return { face, text: character, bold, width: faces.advance(face, codePoint) * size };
  const standIn: FaceName = bold ? 'bold' : 'regular';
  const width = faces.advance(standIn, MISSING_MARK.codePointAt(0) ?? 0) * size;
  return { face: standIn, text: MISSING_MARK, bold, width, actual: character };
}

/** Greedy filling: each line takes what fits up to its last break opportunity. */
function fill(characters: readonly Placed[], width: number): Placed[][] {
  const lines: Placed[][] = [];
  let start = 0;
  while (start < characters.length) {
    const end = lineEnd(characters, start, width);
    lines.push(trimEnd(characters.slice(start, end)));
    start = end;
    while (characters[start]?.blank) start++;
  }
  return lines.length > 0 ? lines : [[]];
}

function lineEnd(characters: readonly Placed[], start: number, width: number): number {
  let used = 0;
  let lastBreak = start;
  for (let index = start; index < characters.length; index++) {
    const character = characters[index] as Placed;
    if (character.breakBefore) lastBreak = index;
    used += character.width;
    const overflows = used > width + 0.01 && !character.blank;
    if (overflows) return lastBreak > start ? lastBreak : Math.max(index, start + 1);
  }
  return characters.length;
}

function trimEnd(line: Placed[]): Placed[] {
  let end = line.length;
  while (end > 0 && line[end - 1]?.blank) end--;
  return line.slice(0, end);
}

function joinRuns(characters: readonly Placed[]): Line {
  const runs: Run[] = [];
  for (const { face, text, width, bold, actual } of characters) {
    const last = runs[runs.length - 1];
    if (last?.face === face && last.bold === bold && last.actual === undefined && actual === undefined) {
      last.text += text;
      last.width += width;
    } else {
      runs.push({ face, text, width, bold, ...(actual === undefined ? {} : { actual }) });
    }
  }
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
}
