import PDFDocument from 'pdfkit';
import { openFace, type FaceName } from './faces';
import type { Line, Run } from './text-layout';

export type Align = 'left' | 'center' | 'right';

/** Left and top edge, width and height in points, counted from the page's upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** An opened picture; dimensions in pixels, after its orientation was taken into account. */
export interface Picture {
  image: PDFKit.Mixins.OpenedImage;
  width: number;
  height: number;
}

/** Em from the baseline up to the middle of a Chinese character's square. */
const MIDDLE_ABOVE_BASELINE = 0.38;

/** What can be drawn on the current page, in points. Knows nothing of flow, pages or structure. */
export class PdfCanvas {
  private readonly registered = new Set<FaceName>();

  constructor(readonly raw: PDFKit.PDFDocument) {}

  /** Draws one line of text in a strip that begins at `y`, on the strip's vertical middle. */
  text(line: Line, strip: Box, style: { size: number; color: string; align: Align }): void {
    const slack = strip.width - line.width;
    let x = strip.x + (style.align === 'left' ? 0 : style.align === 'center' ? slack / 2 : slack);
    const baseline = strip.y + strip.height / 2 + style.size * MIDDLE_ABOVE_BASELINE;
    for (const run of line.runs) {
      this.face(run.face).fontSize(style.size).fillColor(style.color);
      if (run.actual !== undefined) this.raw.markContent('Span', { actual: run.actual });
      this.letters(run, x, baseline, style);
      if (run.actual !== undefined) this.raw.endMarkedContent();
      x += run.width;
    }
  }

  /** The rare face has one thin weight; an outline brings it up to the main font's two. */
  private letters(
    run: Run,
    x: number,
    baseline: number,
    { size, color }: { size: number; color: string },
  ): void {
    const stroke = run.face === 'rare';
    if (stroke) this.raw.lineWidth(size * (run.bold ? 0.045 : 0.012)).strokeColor(color);
    this.raw.text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic', fill: true, stroke });
  }

  fill(box: Box, color: string): void {
    this.raw.rect(box.x, box.y, box.width, box.height).fill(color);
  }

  frame(box: Box, lineWidth: number, color = '#000000'): void {
    this.raw.lineWidth(lineWidth).rect(box.x, box.y, box.width, box.height).stroke(color);
  }

  rule(x1: number, y: number, x2: number, lineWidth: number): void {
    this.raw.lineWidth(lineWidth).moveTo(x1, y).lineTo(x2, y).stroke('#000000');
  }

  /** Opens a JPEG, PNG or the like. Throws an Error for bytes that are no picture. */
  openPicture(bytes: Buffer): Picture {
    try {
      const image = this.raw.openImage(bytes);
      const turned = (image.orientation ?? 1) > 4;
      const [width, height] = turned ? [image.height, image.width] : [image.width, image.height];
      return { image, width, height };
    } catch (cause) {
      throw new Error('The bytes are not a picture that can be printed', { cause });
    }
  }

  picture(picture: Picture, box: Box): void {
    this.raw.image(picture.image, box.x, box.y, { width: box.width, height: box.height });
  }

  /** Draws without a place in the document's structure: borders, page furniture, watermark. */
  artifact(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.raw.markContent('Artifact', { type });
    draw();
    this.raw.endMarkedContent();
  }

  private face(name: FaceName): PDFKit.PDFDocument {
    if (!this.registered.has(name)) {
      this.raw.registerFont(name, openFace(name));
      this.registered.add(name);
    }
    return this.raw.font(name);
  }
}

export interface DocumentFacts {
  title: string;
  language: string;
  author: string;
  /** Also the document's creation date and, with the other facts, its id: the same input gives the same bytes. */
  createdAt: Date;
  keywords: string;
}

const AccessiblePdf = PDFDocument as unknown as new (
  options: PDFKit.AccessibleDocumentOptions,
) => PDFKit.PDFDocument;

/** A PDF 1.7 of A4 pages, tagged for screen readers (PDF/UA), with no page yet. */
export function openPdf(facts: DocumentFacts): PDFKit.PDFDocument {
  // pdfkit copies these into its XML metadata as they are, so they must not hold markup.
  const plain = (text: string): string => text.replace(/[<>&]/g, ' ');
  return new AccessiblePdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    lang: facts.language,
    font: null,
    info: {
      Title: plain(facts.title),
      Author: plain(facts.author),
      Keywords: plain(facts.keywords),
      Creator: 'Tantu',
      Producer: 'Tantu',
      CreationDate: facts.createdAt,
    },
  });
}
