import type { Box } from './canvas';
import type { PdfDocument } from './pdf-document';
import type { Table } from './table';
import {
  drawingBox,
  layoutRows,
  PADDING,
  splitRow,
  type Atom,
  type PlacedCell,
  type PlacedRow,
} from './table-layout';

const SHADE = '#f0f0f0';
const HAIRLINE = 0.5;
const FRAME = 1;

/**
 * Draws a table at the paper's current place. Its head is repeated on each page; a row is divided only if it is
 * higher than a page, and rows that are to be kept together start on the same page.
 */
export function drawTable(paper: PdfDocument, table: Table): void {
  new TableDrawing(paper, table).draw();
}

class TableDrawing {
  private readonly head: PlacedRow[];
  private readonly groups: PlacedRow[][];
  private readonly headHeight: number;
  private readonly element: PDFKit.PDFStructureElement;
  private top = 0;

  constructor(
    private readonly paper: PdfDocument,
    table: Table,
  ) {
    const { x, width } = paper.area;
    this.head = layoutRows(table.head ?? [], table, x, width);
    this.headHeight = heightOf(this.head);
    this.groups = groupRows(layoutRows(table.rows, table, x, width));
    this.element = paper.tag('Table', table.title === undefined ? {} : { title: table.title });
  }

  draw(): void {
    const { paper } = this;
    paper.reserve(this.headHeight + heightOf(this.groups[0] ?? []));
    paper.root.add(this.element);
    this.top = paper.y;
    this.head.forEach((row) => this.drawRow(row));
    this.groups.forEach((group) => this.drawGroup(group));
    this.closeFrame();
    this.element.end();
  }

  private drawGroup(group: readonly PlacedRow[]): void {
    const height = heightOf(group);
    const fitsOnAPage = height + this.headHeight <= this.paper.area.height;
    if (height > this.paper.remaining + 0.01 && fitsOnAPage) this.breakPage();
    for (const row of group) {
      if (row.height <= this.paper.remaining + 0.01) this.drawRow(row);
      else this.drawDivided(row);
    }
  }

  private drawDivided(row: PlacedRow): void {
    const cells = row.cells.map((cell) => this.cellElement(cell));
    const element = this.paper.tag('TR');
    this.element.add(element);
    cells.forEach((cell) => element.add(cell));
    let fresh = false;
    for (let rest = row; rest.cells.some((cell) => cell.atoms.length > 0);) {
      const [now, later] = splitRow(rest, this.paper.remaining, fresh);
      if (now) this.drawCells(now, cells);
      rest = later;
      if (rest.cells.some((cell) => cell.atoms.length > 0)) {
        this.breakPage();
        fresh = true;
      }
    }
    element.end();
  }

  private drawRow(row: PlacedRow): void {
    const element = this.paper.tag('TR');
    this.element.add(element);
    const cells = row.cells.map((cell) => this.cellElement(cell));
    cells.forEach((cell) => element.add(cell));
    this.drawCells(row, cells);
    element.end();
  }

  /** A head on a further page is furniture: a screen reader has heard it already. */
  private breakPage(): void {
    this.closeFrame();
    this.paper.newPage();
    this.top = this.paper.y;
    this.head.forEach((row) => this.drawCells(row, null));
  }

  private cellElement({ cell }: PlacedCell): PDFKit.PDFStructureElement {
    const element = this.paper.tag(cell.header ? 'TH' : 'TD', cell.header ? { scope: cell.header } : {});
    if ((cell.span ?? 1) > 1) {
      const { data } = element.dictionary;
      data.A = { O: 'Table', ...data.A, ColSpan: cell.span };
    }
    return element;
  }

  private drawCells(row: PlacedRow, elements: readonly PDFKit.PDFStructureElement[] | null): void {
    const y = this.paper.y;
    row.cells.forEach((cell, index) => {
      const box = { x: cell.x, y, width: cell.width, height: row.height };
      this.drawBorder(cell, box);
      this.drawAtoms(cell, box, elements?.[index] ?? null);
    });
    this.paper.y = y + row.height;
  }

  private drawBorder({ cell }: PlacedCell, box: Box): void {
    const { canvas } = this.paper;
    canvas.artifact('Layout', () => {
      if (cell.header || cell.shaded) canvas.fill(box, SHADE);
      canvas.frame(box, HAIRLINE);
    });
  }

  private drawAtoms(placed: PlacedCell, box: Box, element: PDFKit.PDFStructureElement | null): void {
    const free = box.height - placed.contentHeight - 2 * PADDING.y;
    let y = box.y + PADDING.y + (placed.cell.valign === 'top' ? 0 : Math.max(0, free / 2));
    for (const atom of placed.atoms) {
      const strip = { x: box.x + PADDING.x, y, width: box.width - 2 * PADDING.x, height: atom.height };
      this.drawAtom(atom, strip, element);
      y += atom.height;
    }
  }

  private drawAtom(atom: Atom, strip: Box, element: PDFKit.PDFStructureElement | null): void {
    if (atom.blank) return;
    const { canvas } = this.paper;
    const draw = (): void => atom.draw(canvas, strip);
    const figure = atom.drawing;
    if (!element) {
      canvas.artifact('Pagination', draw);
    } else if (!figure) {
      element.add(draw);
    } else if (figure.drawing.alt === undefined) {
      canvas.artifact('Layout', draw);
    } else {
      const { x, y, width, height } = drawingBox(figure.drawing, figure.align, strip);
      const bbox: [number, number, number, number] = [x, y, x + width, y + height];
      const tag = this.paper.tag('Figure', { alt: figure.drawing.alt, bbox, placement: 'Block' });
      element.add(tag);
      tag.add(draw).end();
    }
  }

  private closeFrame(): void {
    const { canvas, area, y } = this.paper;
    const box = { x: area.x, y: this.top, width: area.width, height: y - this.top };
    canvas.artifact('Layout', () => canvas.frame(box, FRAME));
  }
}

function heightOf(rows: readonly PlacedRow[]): number {
  return rows.reduce((sum, row) => sum + row.height, 0);
}

/** Rows that must not be parted, together. */
export function groupRows<R extends { keepWithNext: boolean }>(rows: readonly R[]): R[][] {
  const groups: R[][] = [];
  let open = false;
  for (const row of rows) {
    if (open) groups[groups.length - 1]?.push(row);
    else groups.push([row]);
    open = row.keepWithNext;
  }
  return groups;
}
