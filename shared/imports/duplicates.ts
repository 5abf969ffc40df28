/** Rows by USCC, in file order, so that editing one row re-judges only those that share a code with it. */
export class DuplicateIndex {
  private readonly rowsByKey = new Map<string, number | number[]>();

  add(key: string, row: number): void {
    if (key === '') return;
    const known = this.rowsByKey.get(key);
    if (known === undefined) this.rowsByKey.set(key, row);
    else if (typeof known === 'number') this.rowsByKey.set(key, known < row ? [known, row] : [row, known]);
    else known.splice(placeIn(known, row), 0, row);
  }

  remove(key: string, row: number): void {
    const known = this.rowsByKey.get(key);
    if (known === row) this.rowsByKey.delete(key);
    else if (Array.isArray(known)) {
      const at = placeIn(known, row);
      if (known[at] === row) known.splice(at, 1);
      if (known.length === 1) this.rowsByKey.set(key, known[0]!);
    }
  }

  /** The rows with a key, ascending. */
  rowsOf(key: string): readonly number[] {
    const known = this.rowsByKey.get(key);
    return known === undefined ? [] : typeof known === 'number' ? [known] : known;
  }
}

/** Where a row stands in an ascending list, or belongs. Rows come in file order nearly always: the end is looked at first. */
function placeIn(rows: readonly number[], row: number): number {
  let low = 0;
  let high = rows.length;
  if (high > 0 && rows[high - 1]! < row) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
