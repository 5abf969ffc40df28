import { CellStore, KIND, type Merge } from './cell-store';
import { PLAIN, type NumberStyle } from './number-format';
import { isoCellText, numberText, type ShownNumber } from './number-text';
import type { StringTable } from './string-table';

/** What a sheet's cells mean depends on the workbook. */
export interface WorkbookContext {
  strings: StringTable;
  /** Number style by cell format index (`s`). */
  styles: readonly NumberStyle[];
  date1904: boolean;
}

export type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd';
const MAX_MERGES = 200_000;
/** Numbers remembered for each style. */
const MAX_REMEMBERED = 10_000;

/** Where both scanners put what they found: gives a cell's stored value its text and its kind. */
export class CellSink {
  readonly cells: CellStore;
  readonly merges: Merge[] = [];
  /** Dates and percentages repeat: each is worked out once. */
  private readonly numbers = new Map<NumberStyle, Map<string, ShownNumber>>();
  /** Formulas whose result was not stored with them: shown as empty, and worth a warning. */
  formulasWithoutValue = 0;

  constructor(
    readonly context: WorkbookContext,
    expectedCells?: number,
  ) {
    this.cells = new CellStore(expectedCells);
  }

  style(index: number): NumberStyle {
    return this.context.styles[index] ?? PLAIN;
  }

  shared(row: number, column: number, index: number): void {
    if (!this.context.strings.isEmpty(index)) this.cells.addShared(row, column, index);
  }

  /** A value given as the text of `<v>`, of any type but `s`. */
  value(row: number, column: number, type: CellType, raw: string, style: number): void {
    const text = type === 'str' || type === 'inlineStr' ? raw : raw.trim();
    if (text === '') return;
    if (type === 'n' && !Number.isNaN(Number(text))) {
      const shown = this.shownNumber(text, this.style(style));
      this.cells.store.begin();
      this.cells.store.appendAscii(shown.text);
      this.cells.addText(row, column, shown.kind);
    } else if (type === 'b') this.text(row, column, text === '1' || text === 'true' ? 'TRUE' : 'FALSE', KIND.boolean);
    else if (type === 'd') this.text(row, column, isoCellText(text), KIND.date);
    else this.text(row, column, text, type === 'e' ? KIND.error : KIND.text);
  }

  merge(ref: string): void {
    const corners = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
    if (!corners || this.merges.length >= MAX_MERGES) return;
    const [, left, top, right, bottom] = corners;
    this.merges.push({
      left: columnIndex(left!),
      top: Number(top) - 1,
      right: columnIndex(right!),
      bottom: Number(bottom) - 1,
    });
  }

  private shownNumber(text: string, style: NumberStyle): ShownNumber {
    let known = this.numbers.get(style);
    if (!known) this.numbers.set(style, (known = new Map<string, ShownNumber>()));
    let shown = known.get(text);
    if (!shown) {
      shown = numberText(Number(text), style, this.context.date1904);
      if (known.size < MAX_REMEMBERED) known.set(text, shown);
    }
    return shown;
  }

  private text(row: number, column: number, text: string, kind: number): void {
    this.cells.store.begin();
    this.cells.store.appendString(text);
    this.cells.addText(row, column, kind);
  }
}

/** `A` -> 0, `XFD` -> 16383. */
export function columnIndex(letters: string): number {
  let n = 0;
  for (let i = 0; i < letters.length; i++) n = n * 26 + letters.charCodeAt(i) - 64;
  return n - 1;
}
