const NONE = -1;

/** FNV-1a over the UTF-16 units; never 0, which stands for nothing. */
export function printOf(text: string): number {
  return printMore(0x811c9dc5, text);
}

/** The print of a text that goes on with another one. */
export function printMore(print: number, text: string): number {
  let hash = print;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0 || 1;
}

/**
 * Rows by a 32-bit print of some text, in typed arrays: a hundred thousand rows take a few milliseconds and no strings. What
 * it finds may share a print by chance, so the caller compares the texts.
 */
export class PrintChains {
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly mask: number;

  /** `prints[row]`, 0 for rows that take no part. */
  constructor(private readonly prints: Uint32Array) {
    let size = 16;
    while (size < prints.length * 2) size *= 2;
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(NONE);
    this.next = new Int32Array(prints.length).fill(NONE);
    // From the end, so that a chain runs in ascending order of rows.
    for (let row = prints.length - 1; row >= 0; row--) {
      if (prints[row] === 0) continue;
      const at = this.placeOf(prints[row]!);
      this.next[row] = this.heads[at]!;
      this.heads[at] = row;
    }
  }

  /** Rows with a print, ascending, at most `limit`. */
  find(print: number, limit: number): number[] {
    const found: number[] = [];
    for (let row = this.first(print); row >= 0 && found.length < limit; row = this.after(row)) found.push(row);
    return found;
  }

  /** The first row with a print; -1 when there is none, and for 0. */
  first(print: number): number {
    return print === 0 ? NONE : this.walk(this.heads[this.placeOf(print)]!, print);
  }

  /** The next row with the print of this one; -1 when it is the last. */
  after(row: number): number {
    return this.walk(this.next[row]!, this.prints[row]!);
  }

  /** Whether no other row can have the print of this one; false: look. */
  isAlone(row: number): boolean {
    return this.next[row] === NONE && this.heads[this.placeOf(this.prints[row]!)] === row;
  }

  private walk(from: number, print: number): number {
    let row = from;
    while (row !== NONE && this.prints[row] !== print) row = this.next[row]!;
    return row;
  }

  private placeOf(print: number): number {
    return (print ^ (print >>> 15)) & this.mask;
  }
}
