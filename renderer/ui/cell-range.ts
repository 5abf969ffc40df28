/** A cell of a table by position: rows and columns counted from 0. */
export interface CellAt {
  row: number;
  col: number;
}

/** A rectangle of cells; every edge belongs to it. */
export interface CellRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Where cells can be chosen: all rows, and the columns from `firstCol` on (those before it only name the row). */
export interface CellBounds {
  rows: number;
  firstCol: number;
  cols: number;
}

export type CellStep =
  'up' | 'down' | 'left' | 'right' | 'pageUp' | 'pageDown' | 'home' | 'end' | 'top' | 'bottom' | 'first' | 'last';

export function rangeBetween(a: CellAt, b: CellAt): CellRange {
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.col, b.col),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.col, b.col),
  };
}

export function isSingleCell(range: CellRange): boolean {
  return range.top === range.bottom && range.left === range.right;
}

export function clampCell(at: CellAt, bounds: CellBounds): CellAt {
  return {
    row: Math.max(0, Math.min(bounds.rows - 1, at.row)),
    col: Math.max(bounds.firstCol, Math.min(bounds.cols - 1, at.col)),
  };
}

/** Where a key leads from a cell. */
export function stepCell(at: CellAt, step: CellStep, bounds: CellBounds, pageRows: number): CellAt {
  const { row, col } = at;
  const lastCol = bounds.cols - 1;
  const to: Record<CellStep, CellAt> = {
    up: { row: row - 1, col },
    down: { row: row + 1, col },
    left: { row, col: col - 1 },
    right: { row, col: col + 1 },
    pageUp: { row: row - pageRows, col },
    pageDown: { row: row + pageRows, col },
    home: { row, col: bounds.firstCol },
    end: { row, col: lastCol },
    top: { row: 0, col },
    bottom: { row: bounds.rows - 1, col },
    first: { row: 0, col: bounds.firstCol },
    last: { row: bounds.rows - 1, col: lastCol },
  };
  return clampCell(to[step], bounds);
}

/** The cell after (or before) one in reading order; null at the very end. */
export function nextCell(at: CellAt, by: 1 | -1, bounds: CellBounds): CellAt | null {
  const col = at.col + by;
  if (col >= bounds.firstCol && col < bounds.cols) return { row: at.row, col };
  const row = at.row + by;
  if (row < 0 || row >= bounds.rows) return null;
  return { row, col: by > 0 ? bounds.firstCol : bounds.cols - 1 };
}
