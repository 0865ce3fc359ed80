/** The few parts of fontkit 2 that we use; the package has no types of its own. */
declare module 'fontkit' {
  export interface Glyph {
    id: number;
    /** In font units. */
    advanceWidth: number;
  }

  export interface Font {
    postscriptName: string;
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
    layout(text: string): { advanceWidth: number };
  }

  export function create(bytes: Uint8Array): Font;
}
