import { ByteScanner, EQUALS, GT, NEED_MORE, PRESERVE, QUOTE, SLASH, toBytes } from './byte-scan';
import type { CellSink } from './cell-sink';
import { KIND } from './cell-store';
import type { NumberStyle } from './number-format';

export const MAX_COLUMN = 16_384;

const SPACE = 0x20;
const LETTER_S = 0x73;
const LETTER_T = 0x74;
const CELL = toBytes('<c r="');
const VALUE = toBytes('><v>');
const VALUE_END = toBytes('</v></c>');
const INLINE_TEXT = toBytes('inlineStr"><is><t');
const INLINE_END = toBytes('</t></is></c>');

/**
 * Cells of the shapes that nearly all of them have, each in one go: a number, a shared string, a text of its own, or
 * nothing. Two million of them make a large list; every other shape is left to `SheetScanner`.
 */
export abstract class PlainCellScanner extends ByteScanner {
  /** 0-based position of the last cell. */
  protected row = -1;
  protected column = -1;

  constructor(
    protected readonly sink: CellSink,
    windowBytes?: number,
  ) {
    super(windowBytes);
  }

  /** `<c r="B7" s="3" t="s"><v>12</v></c>`. NEED_MORE: of another shape, or not all in the window; nothing was done. */
  protected plainCell(p: number): number {
    const { buf } = this;
    if (!this.matches(p, CELL)) return NEED_MORE;
    p += CELL.length;
    let column = 0;
    for (; buf[p]! >= 0x41 && buf[p]! <= 0x5a; p++) column = column * 26 + buf[p]! - 0x40;
    let row = 0;
    for (; buf[p]! >= 0x30 && buf[p]! <= 0x39; p++) row = row * 10 + buf[p]! - 0x30;
    if (row === 0 || row !== this.row + 1 || column === 0 || column > MAX_COLUMN || buf[p++] !== QUOTE)
      return NEED_MORE;
    let style = 0;
    if (buf[p] === SPACE && buf[p + 1] === LETTER_S && buf[p + 2] === EQUALS && buf[p + 3] === QUOTE) {
      for (p += 4; buf[p]! >= 0x30 && buf[p]! <= 0x39; p++) style = style * 10 + buf[p]! - 0x30;
      if (buf[p++] !== QUOTE) return NEED_MORE;
    }
    if (buf[p] === SPACE && buf[p + 1] === LETTER_T && buf[p + 2] === EQUALS && buf[p + 3] === QUOTE) {
      p += 4;
      if (buf[p] === LETTER_S && buf[p + 1] === QUOTE) return this.plainShared(p + 2, column - 1);
      if (buf[p] !== 0x6e || buf[p + 1] !== QUOTE) return this.plainInline(p, column - 1);
      p += 2;
    }
    if (buf[p] === SLASH && buf[p + 1] === GT) {
      this.column = column - 1;
      return p + 2;
    }
    return this.plainNumber(p, column - 1, style);
  }

  private plainShared(p: number, column: number): number {
    const { buf } = this;
    if (!this.matches(p, VALUE)) return NEED_MORE;
    p += VALUE.length;
    const from = p;
    let index = 0;
    for (; buf[p]! >= 0x30 && buf[p]! <= 0x39; p++) index = index * 10 + buf[p]! - 0x30;
    if (p === from || !this.matches(p, VALUE_END)) return NEED_MORE;
    this.column = column;
    this.sink.shared(this.row, column, index);
    return p + VALUE_END.length;
  }

  private plainNumber(p: number, column: number, style: number): number {
    if (!this.matches(p, VALUE)) return NEED_MORE;
    const from = p + VALUE.length;
    const to = this.skipText(from);
    if (to < 0 || !this.matches(to, VALUE_END)) return NEED_MORE;
    this.column = column;
    this.placeNumber(from, to, style);
    return to + VALUE_END.length;
  }

  private plainInline(p: number, column: number): number {
    if (!this.matches(p, INLINE_TEXT)) return NEED_MORE;
    p += INLINE_TEXT.length;
    if (this.matches(p, PRESERVE)) p += PRESERVE.length;
    if (this.buf[p] !== GT) return NEED_MORE;
    const { cells } = this.sink;
    cells.store.begin();
    const end = this.copyText(p + 1, cells.store);
    if (end < 0 || !this.matches(end, INLINE_END)) {
      cells.store.rollback();
      return NEED_MORE;
    }
    this.column = column;
    cells.addText(this.row, column, KIND.text);
    return end + INLINE_END.length;
  }

  /** The number written between `from` and `to` becomes the cell at `row` and `column`. */
  protected placeNumber(from: number, to: number, style: number): void {
    const { sink } = this;
    sink.cells.store.begin();
    if (this.copyPlainNumber(from, to, sink.style(style))) sink.cells.addText(this.row, this.column, KIND.number);
    else sink.value(this.row, this.column, 'n', this.ascii(from, to), style);
  }

  /** A number already written as it is shown: at most 15 digits, no exponent, no superfluous zero. */
  private copyPlainNumber(p: number, end: number, style: NumberStyle): boolean {
    if (style.type !== 'plain' || end - p > 17 || end === p) return false;
    const { buf } = this;
    const { store } = this.sink.cells;
    let digits = 0;
    let point = -1;
    const first = buf[p] === 0x2d ? p + 1 : p;
    for (let i = first; i < end; i++) {
      const b = buf[i]!;
      if (b === 0x2e && point < 0 && i > first) point = i;
      else if (b >= 0x30 && b <= 0x39) digits++;
      else return false;
    }
    if (digits === 0 || digits > 15 || (buf[first] === 0x30 && end > first + 1 && point !== first + 1)) return false;
    if (point >= 0 && (buf[end - 1] === 0x30 || point === end - 1)) return false;
    if (first > p && end === first + 1 && buf[first] === 0x30) return false;
    // 0.0000001 is shown as 1E-07.
    if (point >= 0 && buf[first] === 0x30 && buf[point + 1] === 0x30 && buf[point + 2] === 0x30) return false;
    const out = store.bytes;
    let o = store.used;
    for (let i = p; i < end; i++) out[o++] = buf[i]!;
    store.used = o;
    store.units += end - p;
    return true;
  }
}
