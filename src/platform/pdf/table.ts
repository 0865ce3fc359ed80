import type { Align } from './canvas';
import type { Drawing } from './drawing';
import type { Inline } from './text-layout';

/** Text or a drawing inside a cell; parts stand below one another. */
export type CellPart = TextPart | { drawing: Drawing; align?: Align };

export interface TextPart {
  text: Inline;
  bold?: boolean;
  /** Points; the table's size if not given. */
  size?: number;
  align?: Align;
  color?: string;
}

export interface Cell {
  parts: CellPart[];
  /** A heading cell, and what it is the heading of. It is shaded and bold. */
  header?: 'Row' | 'Column';
  /** Columns it covers; 1 if not given. */
  span?: number;
  /** The column's alignment if not given. */
  align?: Align;
  valign?: 'top' | 'middle';
  /** Fills a cell that is no heading as if it were. */
  shaded?: boolean;
}

export interface Row {
  cells: Cell[];
  /** Least height in mm, for instance for a signature. */
  minHeight?: number;
  /** Must stand on the page where the next row begins. */
  keepWithNext?: boolean;
}

export interface Column {
  /** Share of the table's width; any unit, only proportions count. */
  width: number;
  align?: Align;
}

/** A bordered table over the whole text width. */
export interface Table {
  columns: Column[];
  /** Repeated at the top of every page that the table reaches. */
  head?: Row[];
  rows: Row[];
  /** Points. */
  size: number;
  /** What a screen reader says the table is about. */
  title?: string;
}
