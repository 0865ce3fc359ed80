import { openPdf, PdfCanvas, type Align, type Box, type DocumentFacts, type Picture } from './canvas';
import { layoutText, type Inline, type Line } from './text-layout';
import { mm } from './units';

export interface PageSetup {
  /** Margins in mm. `left` is the side where the file is bound: 25 mm keeps text clear of holes and thread. */
  margins: { top: number; right: number; bottom: number; left: number };
  /** Pale text across every page, for papers that must not be taken for real ones. */
  watermark?: string;
}

export interface TextStyle {
  /** Points. */
  size: number;
  align?: Align;
  color?: string;
  bold?: boolean;
  /** Space below in mm. */
  after?: number;
}

export interface HeadingStyle extends TextStyle {
  /** Space above in mm, dropped at the top of a page. */
  before?: number;
}

interface Heading {
  level: 1 | 2 | 3;
  text: string;
  style: HeadingStyle;
  lines: Line[];
  height: number;
}

/** Line height in em: Chinese needs more air than Latin. */
export const LINE_HEIGHT = 1.45;

const BLACK = '#000000';
const WATERMARK = '#ededed';

/**
 * A paper of A4 pages that fills from top to bottom. Headings wait for the block that follows them, so that none is
 * left alone at a page's foot; blocks ask for room with `reserve` before they draw. The tree of tags grows in the
 * order of drawing, which is the reading order.
 */
export class PdfDocument {
  readonly canvas: PdfCanvas;
  /** Where content may stand, in points. */
  readonly area: Box;
  /** The tag that blocks add theirs to. */
  readonly root: PDFKit.PDFStructureElement;
  /** Top of the free space on the current page, in points. */
  y: number;

  private readonly raw: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;
  private waiting: Heading[] = [];

  constructor(
    facts: DocumentFacts,
    private readonly setup: PageSetup,
  ) {
    this.raw = openPdf(facts);
    this.raw.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.raw.on('end', resolve);
      this.raw.on('error', reject);
    });
    this.canvas = new PdfCanvas(this.raw);
    const { top, right, bottom, left } = setup.margins;
    this.area = { x: mm(left), y: mm(top), width: mm(210 - left - right), height: mm(297 - top - bottom) };
    this.y = this.area.y;
    this.root = this.raw.struct('Document');
    this.raw.addStructure(this.root);
    this.newPage();
  }

  /** Free height on the current page in points, as long as no heading waits. */
  get remaining(): number {
    return this.area.y + this.area.height - this.y;
  }

  newPage(): void {
    this.raw.addPage();
    this.y = this.area.y;
    if (this.setup.watermark !== undefined) this.drawWatermark(this.setup.watermark);
  }

  /** Announces a heading; it is drawn together with the block that comes next. */
  heading(level: 1 | 2 | 3, text: string, style: HeadingStyle): void {
    const bold = style.bold ?? true;
    const lines = layoutText([{ text, bold }], this.area.width, style.size);
    const height = mm((style.before ?? 0) + (style.after ?? 0)) + lines.length * style.size * LINE_HEIGHT;
    this.waiting.push({ level, text, style, lines, height });
  }

  /**
   * Makes sure that `height` points are free below the headings that wait, on this page or on a new one, and draws
   * those headings. A block higher than a page begins on this one and must divide itself.
   */
  reserve(height: number): void {
    const headings = this.waiting.reduce((sum, heading) => sum + heading.height, 0);
    const needed = Math.min(headings + height, this.area.height);
    if (needed > this.remaining + 0.01) this.newPage();
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((heading) => this.drawHeading(heading));
  }

  /** A paragraph; divided between pages by lines, never leaving its first line alone. */
  text(inline: Inline, style: TextStyle): void {
    const spans = typeof inline === 'string' ? [{ text: inline, bold: style.bold ?? false }] : inline;
    const lines = layoutText(spans, this.area.width, style.size);
    const lineHeight = style.size * LINE_HEIGHT;
    this.reserve(lineHeight * Math.min(lines.length, 2));
    const element = this.raw.struct('P');
    this.root.add(element);
    for (let rest = lines; rest.length > 0;) {
      if (this.remaining < lineHeight) this.newPage();
      const count = Math.max(1, Math.floor((this.remaining + 0.01) / lineHeight));
      element.add(() => this.drawLines(rest.slice(0, count), style));
      rest = rest.slice(count);
    }
    element.end();
    this.y += mm(style.after ?? 0);
  }

  /** Free space of this many mm; nothing at the top of a page. */
  gap(millimetres: number): void {
    if (this.y > this.area.y) this.y += mm(millimetres);
  }

  /** A rule over the whole width, as decoration. */
  rule(lineWidth: number): void {
    const { x, width } = this.area;
    this.canvas.artifact('Layout', () => this.canvas.rule(x, this.y, x + width, lineWidth));
  }

  openPicture(bytes: Buffer): Picture {
    return this.canvas.openPicture(bytes);
  }

  /** Creates a tag; add it to `root` or to another tag. Content is drawn inside the functions given to `add`. */
  tag(type: string, options: PDFKit.Mixins.StructureElementOptions = {}): PDFKit.PDFStructureElement {
    return this.raw.struct(type, options);
  }

  /** Draws header and footer on every page, now that their number is known, and gives the file. */
  async finish(furnish: (page: number, pages: number) => void): Promise<Buffer> {
    this.reserve(0);
    const { start, count } = this.raw.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.raw.switchToPage(start + index);
      this.canvas.artifact('Pagination', () => furnish(index + 1, count));
    }
    this.raw.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  private drawHeading({ level, text, style, lines }: Heading): void {
    if (this.y > this.area.y) this.y += mm(style.before ?? 0);
    if (level === 2) this.raw.outline.addItem(text);
    const element = this.raw.struct(`H${level}`);
    this.root.add(element);
    element.add(() => this.drawLines(lines, style));
    element.end();
    this.y += mm(style.after ?? 0);
  }

  private drawLines(lines: readonly Line[], style: TextStyle): void {
    const height = style.size * LINE_HEIGHT;
    for (const line of lines) {
      const strip = { x: this.area.x, y: this.y, width: this.area.width, height };
      this.canvas.text(line, strip, {
        size: style.size,
        color: style.color ?? BLACK,
        align: style.align ?? 'left',
      });
      this.y += height;
    }
  }

  private drawWatermark(text: string): void {
    const size = 46;
    const [line] = layoutText([{ text, bold: true }], Infinity, size);
    if (!line) return;
    const { x, width } = this.area;
    this.canvas.artifact('Pagination', () => {
      for (const middle of [mm(85), mm(212)]) {
        this.raw.save().rotate(-32, { origin: [x + width / 2, middle] });
        const strip = { x, y: middle - size, width, height: 2 * size };
        this.canvas.text(line, strip, { size, color: WATERMARK, align: 'center' });
        this.raw.restore();
      }
    });
  }
}
