import { Readable } from 'node:stream';
import { columnIndex } from '../parsing/cell-address';
import { RawCell } from '../parsing/parse-row';
import { MOST_COLUMNS } from './table';
import { UnreadableFile } from './unreadable';
import { MOST_TAG } from './xml';

interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const RANGE = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/i;
/** More than anybody merges by hand. */
const MOST = 200_000;

/**
 * The merged cells of a sheet, which stand behind its rows: so the file is looked through once for them before its
 * rows are read. Of a merged range only the first cell holds the text; the others count as saying the same.
 */
export class Merges {
  private constructor(
    private readonly ranges: readonly Range[],
    /** The number of the last row. */
    readonly lastRow: number,
  ) {}

  /** @throws UnreadableFile tooManyPieces */
  static async read(stream: Readable): Promise<Merges> {
    const ranges: Range[] = [];
    let lastRow = 0;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      // Nearly all of a sheet are its rows, which need not become text for this.
      if (bytes.includes('mergeCell'))
        for (const [, reference] of bytes
          .toString('latin1')
          .matchAll(/<(?:\w+:)?mergeCell\s[^<>]*?ref="([^"<>]+)"/g)) {
          const range = rangeOf(reference!);
          if (range && ranges.push(range) > MOST) throw new UnreadableFile('tooManyPieces', { limit: MOST });
        }
      lastRow = lastRowIn(bytes) ?? lastRow;
      // A tag may be torn in two; one that is whole must not be seen twice.
      const torn = bytes.lastIndexOf('<');
      rest =
        torn < 0 || bytes.length - torn > MOST_TAG || bytes.includes('>', torn)
          ? rest.subarray(0, 0)
          : bytes.subarray(torn);
    }
    ranges.sort((a, b) => a.top - b.top);
    return new Merges(ranges, lastRow);
  }

  begin(): MergedRows {
    return new MergedRows(this.ranges);
  }
}

function rangeOf(reference: string): Range | null {
  const match = RANGE.exec(reference);
  const left = match ? columnIndex(match[1]!) : MOST_COLUMNS;
  if (!match || left >= MOST_COLUMNS) return null;
  return { left, top: Number(match[2]), right: Math.min(columnIndex(match[3]!), MOST_COLUMNS - 1), bottom: Number(match[4]) }; // prettier-ignore
}

function lastRowIn(bytes: Buffer): number | null {
  const at = bytes.includes('<row ') ? bytes.lastIndexOf('<row ') : bytes.lastIndexOf(':row ');
  const match = at < 0 ? null : /\br="(\d+)"/.exec(bytes.toString('latin1', at, at + 200));
  return match ? Number(match[1]) : null;
}

/** Fills the cells of merged ranges while the rows go by. */
export class MergedRows {
  private next = 0;
  /** Columns that the ranges of this row cover. */
  private width = 0;
  private active: { range: Range; cell: RawCell | undefined }[] = [];

  constructor(private readonly ranges: readonly Range[]) {}

  /**
   * @returns the columns whose cell began in a row above
   * @throws UnreadableFile damaged where ranges lie upon one another, which spreadsheets don't allow
   */
  fill(row: number, cells: Map<number, RawCell>): ReadonlySet<number> {
    const continued = new Set<number>();
    this.width = 0;
    if (this.active.length > 0) this.active = this.active.filter(({ range }) => range.bottom >= row);
    for (const { range, cell } of this.active) {
      this.spread(cells, range.left, range, cell);
      continued.add(range.left);
    }
    for (; this.next < this.ranges.length && this.ranges[this.next]!.top <= row; this.next++) {
      const range = this.ranges[this.next]!;
      const cell = range.top === row ? cells.get(range.left) : undefined;
      // Of rows that the file leaves out, the ranges are behind us.
      if (range.bottom >= row) this.spread(cells, range.left + 1, range, cell);
      if (range.bottom > row) this.active.push({ range, cell });
    }
    return continued;
  }

  private spread(cells: Map<number, RawCell>, from: number, { left, right }: Range, cell: RawCell | undefined): void {
    this.width += right - left + 1;
    if (this.width > MOST_COLUMNS) throw new UnreadableFile('damaged');
    if (cell) for (let column = from; column <= right; column++) this.put(cells, column, cell);
  } // prettier-ignore

  private put(cells: Map<number, RawCell>, column: number, cell: RawCell): void {
    if (!cells.has(column)) cells.set(column, cell);
  }
}
