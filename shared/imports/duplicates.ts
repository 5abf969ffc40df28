/** Rows by USCC, in file order, so that editing one row re-judges only those that share a code with it. */
export class DuplicateIndex {
  private readonly rowsByKey = new Map<string, number | number[]>();

  add(key: string, row: number): void {
    if (key === '') return;
    const known = this.rowsByKey.get(key);
    if (known === undefined) this.rowsByKey.set(key, row);
    else if (typeof known === 'number') this.rowsByKey.set(key, known < row ? [known, row] : [row, known]);
    else insertSorted(known, row);
  }

  remove(key: string, row: number): void {
    const known = this.rowsByKey.get(key);
    if (known === row) this.rowsByKey.delete(key);
    else if (Array.isArray(known)) {
      const rest = known.filter((r) => r !== row);
      if (rest.length === 0) this.rowsByKey.delete(key);
      else this.rowsByKey.set(key, rest.length === 1 ? rest[0]! : rest);
    }
  }

  /** The rows with a key, ascending. */
  rowsOf(key: string): readonly number[] {
    const known = this.rowsByKey.get(key);
    return known === undefined ? [] : typeof known === 'number' ? [known] : known;
  }
}

/** Rows come in file order nearly always: the last place is looked at first. */
function insertSorted(rows: number[], row: number): void {
  let at = rows.length;
  while (at > 0 && rows[at - 1]! > row) at--;
  rows.splice(at, 0, row);
}
