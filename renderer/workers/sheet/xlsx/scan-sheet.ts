import { FileFailure } from '../limits';
import { EQUALS, GT, isBlank, NEED_MORE, NotPlain, QUOTE, SLASH, toBytes } from './byte-scan';
import type { CellType } from './cell-sink';
import { KIND } from './cell-store';
import { MAX_COLUMN, PlainCellScanner } from './plain-cell';

const TYPES: readonly CellType[] = ['n', 's', 'str', 'inlineStr', 'b', 'e', 'd'];
const [NUMBER, SHARED, FORMULA_TEXT, INLINE] = [0, 1, 2, 3] as const;
const ROW = toBytes('row');
const ROW_NUMBER = toBytes(' r="');
const MAX_ROW = 1_048_576;

/** A plain worksheet part: cells and merged areas, nothing else. */
export class SheetScanner extends PlainCellScanner {
  protected readonly root = 'worksheet';
  private inData = false;
  // The attributes of the cell at hand.
  private cellRow = 0;
  private cellColumn = 0;
  private cellType = 0;
  private cellStyle = 0;

  protected scan(p: number): number {
    const isBare = this.prefix.length === 0;
    while (!this.done) {
      let next = this.inData && isBare ? this.plainCell(p) : NEED_MORE;
      if (next < 0) next = this.inData ? this.dataUnit(p) : this.outsideUnit(p);
      if (next < 0) break;
      p = next;
    }
    return p;
  }

  /** A tag before or after `<sheetData>`. */
  private outsideUnit(p: number): number {
    const { buf } = this;
    const at = this.nextTagAnywhere(p);
    if (at < 0) return at;
    const tagClose = this.tagEnd(at);
    if (tagClose < 0) return tagClose;
    const closing = buf[at] === SLASH;
    const tag = this.ascii(closing ? at + 1 : at, Math.min(tagClose, at + 120));
    const prefix = this.prefix.length ? String.fromCharCode(...this.prefix) : '';
    if (tag.startsWith(prefix)) {
      const name = /^[A-Za-z]*/.exec(tag.slice(prefix.length))![0];
      if (closing && name === 'worksheet') this.done = true;
      else if (!closing && name === 'sheetData') this.inData = buf[tagClose - 1] !== SLASH;
      else if (name === 'mergeCell') this.sink.merge(/\sref="([^"]*)"/.exec(tag)?.[1] ?? '');
    }
    return tagClose + 1;
  }

  /** A row's start or end, a cell, or the end of the data. */
  private dataUnit(p: number): number {
    const { buf } = this;
    let at = this.nextTag(p);
    if (at < 0) return at;
    const closing = buf[at] === SLASH;
    at = this.skipPrefix(closing ? at + 1 : at);
    if (at < 0) return at;
    if (!closing && buf[at] === 0x63 && (isBlank(buf[at + 1]) || buf[at + 1] === GT || buf[at + 1] === SLASH)) {
      return this.cell(at + 1);
    }
    const tagClose = this.tagEnd(at);
    if (tagClose < 0) return tagClose;
    if (this.matches(at, ROW) && !isLetter(buf[at + ROW.length]!)) {
      if (!closing) this.startRow(at + ROW.length, tagClose);
      return tagClose + 1;
    }
    const name = /^[A-Za-z]*/.exec(this.ascii(at, Math.min(tagClose, at + 12)))![0];
    if (!closing || name !== 'sheetData') throw new NotPlain();
    this.inData = false;
    return tagClose + 1;
  }

  /** The row's attributes lie between `from` and `to`. */
  private startRow(from: number, to: number): void {
    this.row = this.rowNumber(from, to) - 1;
    this.column = -1;
    if (this.row < 0 || this.row >= MAX_ROW) throw new FileFailure('file.damaged');
  }

  /** 1-based; it comes first as a rule, and may be missing: then the row is the next one. */
  private rowNumber(from: number, to: number): number {
    const start = from + ROW_NUMBER.length;
    const end = this.matches(from, ROW_NUMBER) ? this.buf.indexOf(QUOTE, start) : -1;
    if (end > start && end <= start + 7) return this.digits(start, end);
    const r = /\sr="(\d{1,7})"/.exec(this.ascii(from, to))?.[1];
    return r === undefined ? this.row + 2 : Number(r);
  }

  /** `p` is behind `<c`. */
  private cell(p: number): number {
    p = this.cellAttributes(p);
    if (p < 0) return p;
    if (this.buf[p - 2] === SLASH) {
      this.placeCell();
      return p;
    }
    const { store } = this.sink.cells;
    store.begin();
    const next = this.cellContent(p);
    if (next < 0) store.rollback();
    return next;
  }

  private cellAttributes(p: number): number {
    const { buf } = this;
    this.cellRow = this.row;
    this.cellColumn = this.column + 1;
    this.cellType = NUMBER;
    this.cellStyle = 0;
    for (;;) {
      while (isBlank(buf[p])) p++;
      const name = buf[p];
      if (name === GT) return p + 1;
      if (name === SLASH) return buf[p + 1] === GT ? p + 2 : this.stuck(p + 1);
      if (buf[p + 1] !== EQUALS || buf[p + 2] !== QUOTE) {
        p = this.skipAttribute(p);
        if (p < 0) return p;
        continue;
      }
      const from = p + 3;
      p = from;
      if (name === 0x72) p = this.readReference(from);
      else {
        while (buf[p] !== QUOTE && buf[p] !== 0) p++;
        if (name === 0x73) this.cellStyle = this.digits(from, p);
        else if (name === 0x74 && buf[p] === QUOTE) this.cellType = this.readType(from, p);
      }
      if (p < 0) return p;
      if (buf[p] !== QUOTE) return this.stuck(p);
      p++;
    }
  }

  private skipAttribute(p: number): number {
    const { buf } = this;
    while (buf[p]! > 0x20 && buf[p] !== EQUALS && buf[p] !== GT && buf[p] !== SLASH) p++;
    if (buf[p] !== EQUALS) return this.stuck(p);
    if (buf[p + 1] !== QUOTE) return this.stuck(p + 1);
    p += 2;
    while (buf[p] !== QUOTE && buf[p] !== 0) p++;
    return buf[p] === QUOTE ? p + 1 : this.stuck(p);
  }

  /** `AB12`: sets row and column; returns the position of the closing quote. */
  private readReference(p: number): number {
    const { buf } = this;
    let column = 0;
    let row = 0;
    for (; buf[p]! >= 0x41 && buf[p]! <= 0x5a; p++) column = column * 26 + buf[p]! - 0x40;
    for (; buf[p]! >= 0x30 && buf[p]! <= 0x39; p++) row = row * 10 + buf[p]! - 0x30;
    if (buf[p] !== QUOTE || column === 0 || row === 0) return this.stuck(p);
    if (row > MAX_ROW || column > MAX_COLUMN) throw new FileFailure('file.damaged');
    this.cellRow = row - 1;
    this.cellColumn = column - 1;
    return p;
  }

  private readType(from: number, to: number): number {
    // One letter at a time is faster, and all but inlineStr and str are one letter.
    if (to === from + 1 && this.buf[from] === 0x73) return SHARED;
    if (to === from + 9 && this.buf[from] === 0x69) return INLINE;
    const type = TYPES.indexOf(this.ascii(from, to) as CellType);
    if (type < 0) throw new NotPlain();
    return type;
  }

  private digits(from: number, to: number): number {
    let n = 0;
    for (let i = from; i < to; i++) {
      const d = this.buf[i]! - 0x30;
      if (d < 0 || d > 9) throw new NotPlain();
      n = n * 10 + d;
    }
    return n;
  }

  private cellContent(p: number): number {
    const { buf } = this;
    let hasFormula = false;
    let hasValue = false;
    for (;;) {
      p = this.nextTag(p);
      if (p < 0) return p;
      if (buf[p] === SLASH) {
        p = this.skipPrefix(p + 1);
        if (p < 0) return p;
        if (buf[p] !== 0x63) return this.stuck(p);
        if (buf[p + 1] !== GT) return this.stuck(p + 1);
        if (!hasValue) {
          this.placeCell();
          if (hasFormula) this.sink.formulasWithoutValue++;
        }
        return p + 2;
      }
      p = this.skipPrefix(p);
      if (p < 0) return p;
      const tagClose = this.tagEnd(p);
      if (tagClose < 0) return tagClose;
      const letter = buf[p];
      const empty = buf[tagClose - 1] === SLASH;
      const oneLetter = buf[p + 1] === GT || buf[p + 1] === SLASH || isBlank(buf[p + 1]);
      p = tagClose + 1;
      if (oneLetter && letter === 0x66) {
        hasFormula = true;
        if (!empty) p = this.formulaEnd(p);
      } else if (oneLetter && letter === 0x76) {
        if (empty || hasValue) {
          if (hasValue) throw new NotPlain();
          continue;
        }
        const end = this.valueEnd(p);
        if (end < 0) return end;
        // From here on nothing may ask for more: the cell is complete in the window.
        hasValue = true;
        p = this.readValue(p, end);
      } else if (letter === 0x69 && buf[tagClose - 1] === 0x73 && !hasValue) {
        const end = this.collectRuns(p, 'is', this.sink.cells.store);
        if (end < 0) return end;
        const done = this.endCell(end);
        if (done < 0) return done;
        this.placeCell();
        this.sink.cells.addText(this.row, this.column, KIND.text);
        return done;
      } else throw new NotPlain();
      if (p < 0) return p;
    }
  }

  private formulaEnd(p: number): number {
    p = this.skipText(p);
    return p < 0 ? p : this.closeTag(p, 0x66);
  }

  /** Where `<v>`'s text ends, once `</v></c>` is in the window as well. */
  private valueEnd(p: number): number {
    const end = this.skipText(p);
    if (end < 0) return end;
    const closed = this.closeTag(end, 0x76);
    if (closed < 0) return closed;
    const cellEnd = this.endCell(closed);
    return cellEnd < 0 ? cellEnd : end;
  }

  private endCell(p: number): number {
    const { buf } = this;
    while (isBlank(buf[p])) p++;
    return this.closeTag(p, 0x63);
  }

  private readValue(p: number, end: number): number {
    const { sink } = this;
    this.placeCell();
    if (this.cellType === SHARED) {
      let from = p;
      let to = end;
      while (isBlank(this.buf[from])) from++;
      while (to > from && isBlank(this.buf[to - 1])) to--;
      if (to > from) sink.shared(this.row, this.column, this.digits(from, to));
    } else if (this.cellType === NUMBER) {
      this.placeNumber(p, end, this.cellStyle);
    } else if (this.cellType === FORMULA_TEXT || this.cellType === INLINE) {
      if (this.copyText(p, sink.cells.store) < 0) throw new NotPlain();
      sink.cells.addText(this.row, this.column, KIND.text);
    } else sink.value(this.row, this.column, TYPES[this.cellType]!, this.ascii(p, end), this.cellStyle);
    return this.closeTag(end, 0x76);
  }

  private placeCell(): void {
    this.row = this.cellRow;
    this.column = this.cellColumn;
    if (this.row < 0 || this.column >= MAX_COLUMN) throw new NotPlain();
  }
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
