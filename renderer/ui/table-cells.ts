import type { CellRange } from './cell-range';

export interface CellChoice {
  /** What is typed when it is chosen. */
  text: string;
  label: string;
  /** Other spellings it is found by. */
  words?: readonly string[];
}

/** What a table of cells must know of them: what they say, whether and how they are edited. `key` is the column's. */
export interface CellModel<Row> {
  /** What the cell shows: for the clipboard and for those who hear it. */
  text(row: Row, key: string): string;
  /** What stands in the editor when it opens over the present content. */
  editText(row: Row, key: string): string;
  /** What is to be known about the cell: why it is wrong, what it was. Heard, not seen. */
  note?(row: Row, key: string): string;
  canEdit?(row: Row, key: string): boolean;
  /** A cell that takes one of a few words offers them. */
  choices?(row: Row, key: string): readonly CellChoice[];
  /** Shown in an empty editor: what may be typed. */
  hint?(key: string): string;
  save(row: Row, key: string, text: string): void;
}

/** A rectangle of cells, as its owner understands it: rows by position, columns by key. */
export interface CellBlock {
  /** First and last row, both in it. */
  from: number;
  to: number;
  keys: string[];
  range: CellRange;
}

export type EditStart = 'over' | 'replace';
/** Where to go when an editor closes: Enter, Shift+Enter, Tab, Shift+Tab, or nowhere. */
export type AfterEdit = 'down' | 'up' | 'next' | 'previous' | 'stay';
