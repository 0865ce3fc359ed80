import { create } from 'qrcode';
import type { Box, PdfCanvas, Picture } from './canvas';
import { layoutText } from './text-layout';
import { strokePath, type SignatureStrokes } from './strokes';

/** Something that is not text, of a fixed size in points, to be put into a cell. */
export interface Drawing {
  width: number;
  height: number;
  /** What a screen reader says of it; without it the drawing is decoration. */
  alt?: string;
  draw(canvas: PdfCanvas, box: Box): void;
}

/** A picture scaled, never cropped or enlarged beyond the box, into `maxWidth` × `maxHeight` points. */
export function pictureDrawing(picture: Picture, maxWidth: number, maxHeight: number, alt: string): Drawing {
  const scale = Math.min(maxWidth / picture.width, maxHeight / picture.height);
  return {
    width: picture.width * scale,
    height: picture.height * scale,
    alt,
    draw: (canvas, box) => canvas.picture(picture, box),
  };
}

/** A signature as a line drawing, in a box of this size. */
export function signatureDrawing(
  strokes: SignatureStrokes,
  width: number,
  height: number,
  alt: string,
): Drawing {
  return {
    width,
    height,
    alt,
    draw(canvas, box) {
      const path = strokePath(strokes, box);
      if (path === '') return;
      canvas.raw.lineWidth(1.1).lineCap('round').lineJoin('round').path(path).stroke('#000000');
      canvas.raw.lineCap('butt').lineJoin('miter');
    },
  };
}

/** A QR code (error correction M) drawn as squares, with its quiet zone inside `side` points. */
export function qrDrawing(text: string, side: number, alt: string): Drawing {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const unit = side / (modules.size + 8);
  return {
    width: side,
    height: side,
    alt,
    draw(canvas, box) {
      for (const { row, from, to } of darkRows(modules.size, modules.data)) {
        canvas.raw.rect(box.x + (from + 4) * unit, box.y + (row + 4) * unit, (to - from) * unit, unit);
      }
      canvas.raw.fill('#000000');
    },
  };
}

/** Neighbouring dark modules of a row as one rectangle: fewer commands, and no hairlines between them. */
export function darkRows(size: number, data: ArrayLike<number>): { row: number; from: number; to: number }[] {
  const found: { row: number; from: number; to: number }[] = [];
  for (let row = 0; row < size; row++) {
    let from = -1;
    for (let column = 0; column <= size; column++) {
      const dark = column < size && data[row * size + column] === 1;
      if (dark && from < 0) from = column;
      if (!dark && from >= 0) {
        found.push({ row, from, to: column });
        from = -1;
      }
    }
  }
  return found;
}

const PALE = '#8c8c8c';

/** Where an office's round seal goes: a pale dashed circle of this diameter in points, with a word in it. */
export function sealPlace(diameter: number, word: string): Drawing {
  return {
    width: diameter,
    height: diameter,
    draw(canvas, box) {
      const radius = box.width / 2;
      canvas.raw.lineWidth(0.6).dash(2, { space: 2.5 });
      canvas.raw
        .circle(box.x + radius, box.y + radius, radius)
        .stroke(PALE)
        .undash();
      const [line] = layoutText(word, Infinity, 9);
      if (line) canvas.text(line, box, { size: 9, color: PALE, align: 'center' });
    },
  };
}

/** Empty room of this height, for instance to sign in by hand. */
export function blank(height: number): Drawing {
  return { width: 0, height, draw: () => undefined };
}
