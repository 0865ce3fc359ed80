import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

/** The faces a paper is set in; `rare` holds the Han characters that the other two lack (templates/fonts). */
export type FaceName = 'regular' | 'bold' | 'rare';

/** What laying out text needs to know of the fonts; the tests put a small one in its place. */
export interface FaceSet {
  /** The face that can print the character, or undefined if none can. */
  faceOf(codePoint: number, bold: boolean): FaceName | undefined;
  /** Width of the character in em. */
  advance(face: FaceName, codePoint: number): number;
}

/** CJK extensions B to F: what `rare` covers. Other characters never cause its 31 MB to be loaded. */
const RARE_FIRST = 0x20000;
const RARE_LAST = 0x2ebef;

const parsed = new Map<FaceName, Font>();
const advances = new Map<FaceName, Map<number, number>>();

/**
 * The parsed font of a face. Parsed on first use and kept for the life of the process, because parsing costs more
 * than the page that is set with it (`rare` takes about 0.2 s and 31 MB, and most papers never need it).
 */
export function openFace(name: FaceName): Font {
  let font = parsed.get(name);
  if (!font) parsed.set(name, (font = create(readFace(name))));
  return font;
}

function readFace(name: FaceName): Buffer {
  switch (name) {
    case 'regular':
      return readFileSync(
        require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
      );
    case 'bold':
      return readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'));
    case 'rare':
      return brotliDecompressSync(readFileSync(join(__dirname, '../../../templates/fonts/rare-han.ttf.br')));
  }
}

/** The real fonts. */
export const faces: FaceSet = {
  faceOf(codePoint, bold) {
    const main = bold ? 'bold' : 'regular';
    if (openFace(main).hasGlyphForCodePoint(codePoint)) return main;
    if (codePoint < RARE_FIRST || codePoint > RARE_LAST) return undefined;
    return openFace('rare').hasGlyphForCodePoint(codePoint) ? 'rare' : undefined;
  },

  advance(face, codePoint) {
    let known = advances.get(face);
    if (!known) advances.set(face, (known = new Map<number, number>()));
    let width = known.get(codePoint);
    if (width === undefined) {
      const font = openFace(face);
      width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
      known.set(codePoint, width);
    }
    return width;
  },
};
