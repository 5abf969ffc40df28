/** What the table needs to know of a column; what a cell shows comes from the `cell` slot or from `text`. */
export interface DataColumn {
  key: string;
  title: string;
  width: number;
  align?: 'left' | 'right' | 'center';
  sortable?: boolean;
  /** Stays at the left edge while the rest scrolls sideways. */
  frozen?: boolean;
  /** Names the row rather than holding a value: in a table of cells it cannot be chosen, and a click on it takes the row. */
  rowLabel?: boolean;
}

export interface DataSort {
  field: string;
  descending: boolean;
}

/** Rows `offset` to `offset + limit` (fewer at the end); null when they could not be had. */
export type FetchRange<Row> = (offset: number, limit: number) => Promise<Row[] | null>;

export const ROW_HEIGHT = 34;
export const MIN_COLUMN_WIDTH = 56;
export const SELECT_COLUMN_WIDTH = 40;

/** First and last (exclusive) row to draw, with a few beyond each edge so that scrolling does not show white. */
export function visibleRange(
  scrollTop: number,
  height: number,
  total: number,
  rowHeight = ROW_HEIGHT,
  beyond = 8,
): { from: number; to: number } {
  const first = Math.floor(scrollTop / rowHeight);
  const count = Math.ceil(height / rowHeight) + 1;
  const from = Math.max(0, Math.min(first, total) - beyond);
  return { from, to: Math.min(total, first + count + beyond) };
}

/**
 * The order after a click on a header: ascending, descending, then the table's own order again. Where that is the other one of
 * the same column, it turns to and fro.
 */
export function nextSort(current: DataSort, field: string, home: DataSort): DataSort {
  if (current.field !== field) return { field, descending: false };
  if (!current.descending) return { field, descending: true };
  return home.field === field && home.descending ? { field, descending: false } : home;
}

/** Left offset of each frozen column, in column order; undefined for those that scroll. */
export function frozenOffsets(columns: readonly DataColumn[], start: number): (number | undefined)[] {
  let left = start;
  return columns.map((column) => {
    if (!column.frozen) return undefined;
    const here = left;
    left += column.width;
    return here;
  });
}

/**
 * Inline style of each column's cells. As text: Vue writes a text only where it changed, but an object's every property into
 * every cell at each drawing.
 */
export function cellStyles(columns: readonly DataColumn[], offsets: readonly (number | undefined)[]): string[] {
  return columns.map(({ width }, col) => {
    const left = offsets[col];
    return `width: ${width}px;${left === undefined ? '' : ` left: ${left}px;`}`;
  });
}
