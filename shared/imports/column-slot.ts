import { merchant, type MerchantField } from '../entities/merchant';
import type { PackedColumn } from '../kernel/columns';
import { checkField, type CheckOptions } from '../rules/fields';
import type { Checked } from '../rules/issues';
import { findPlainTest, type PlainTest } from '../rules/plain-values';
import type { CellKind, RawSheet } from './define';

/** Distinct texts remembered per column; a column of more is one where remembering does not pay. */
export const MEMO_LIMIT = 20_000;
/** Numbers that a spreadsheet cannot hold exactly: more than fifteen digits. */
const LONG_NUMBER = /^\d{16,}(?:\.0+)?$/;
const HASH = 0x23;
const PORTION = 1_000;

/** Where the cells of a column are, and its normalised values: everything needed to check it, looked up once. */
export class ColumnSlot {
  /** Normalised values, where they are other than the text of the cell. */
  private readonly values: string[];
  /** 1 where the value is the text of the cell: most are, and need not be kept twice. */
  private readonly asIs: Uint8Array;
  private readonly memos: Partial<Record<CellKind, Map<string, Checked>>> = {};
  private readonly exactMemo = new Map<number, Checked>();
  private readonly isPlain: PlainTest | undefined;
  private readonly isRequired: boolean;
  private readonly isRate: boolean;

  constructor(
    readonly field: MerchantField,
    private readonly sheet: RawSheet,
    /** -1 for a field that the file lacks and somebody typed into. */
    private readonly column: number,
    private readonly firstRow: number,
    rows: number,
    private readonly options: CheckOptions,
  ) {
    this.values = new Array<string>(rows).fill('');
    this.asIs = new Uint8Array(rows);
    this.isPlain = findPlainTest(field, options.today);
    this.isRequired = (merchant.fields[field] as { required?: boolean }).required === true;
    this.isRate = field === 'ratePpm';
  }

  rawAt(index: number): string {
    return this.column < 0 ? '' : this.sheet.cell(this.firstRow + index, this.column);
  }

  valueAt(index: number): string {
    return this.asIs[index] === 1 ? this.rawAt(index) : this.values[index]!;
  }

  setValue(index: number, value: string): void {
    this.asIs[index] = 0;
    this.values[index] = value;
  }

  pack(indexes: readonly number[]): PackedColumn {
    const ends = new Uint32Array(indexes.length);
    const portions: string[] = [];
    let end = 0;
    // In portions, so that no more than a thousand short texts are alive at once.
    for (let from = 0; from < indexes.length; from += PORTION) {
      const texts: string[] = [];
      for (let i = from; i < Math.min(from + PORTION, indexes.length); i++) {
        const text = this.valueAt(indexes[i]!);
        texts.push(text);
        ends[i] = end += text.length;
      }
      portions.push(texts.join(''));
    }
    return { text: portions.join(''), ends };
  }

  /** What was typed over a cell, whatever the cell was. */
  checkTyped(text: string): Checked {
    return checkField(this.field, text, 'text', this.options);
  }

  checkCell(index: number, raw: string): Checked {
    const kind = this.needsKind(raw) ? this.kindAt(index) : 'text';
    if (kind === 'percent') {
      const exact = this.column < 0 ? undefined : this.sheet.exact?.(this.firstRow + index, this.column);
      if (exact !== undefined && exact >= 0) return this.checkExact(exact);
    }
    return this.isPlain ? checkField(this.field, raw, kind, this.options) : this.remembered(raw, kind);
  }

  /** Checks rows `from` to `to` (exclusive); `doubtful[i]` becomes 1 where row `from + i` has something said about it. */
  checkRows(from: number, to: number, doubtful: Uint8Array): void {
    const { asIs, isPlain, isRequired } = this;
    for (let index = from; index < to; index++) {
      const raw = this.rawAt(index);
      if (raw === '') {
        this.setValue(index, '');
        if (isRequired) doubtful[index - from] = 1;
      } else if (isPlain !== undefined && this.isTextCell(index, raw) && isPlain(raw)) {
        asIs[index] = 1;
      } else {
        const checked = this.checkCell(index, raw);
        this.setValue(index, checked.value);
        if (checked.issues.length > 0) doubtful[index - from] = 1;
      }
    }
  }

  /** Only where the answer changes the meaning of the text is the sheet asked what the cell was. */
  private needsKind(raw: string): boolean {
    return this.isRate || raw.charCodeAt(0) === HASH || (raw.length > 15 && LONG_NUMBER.test(raw));
  }

  /** As `needsKind` sees it, and rather no than wrongly yes: it is asked of every cell. */
  private isTextCell(index: number, raw: string): boolean {
    const first = raw.charCodeAt(0);
    const isOpen = first === HASH || (raw.length > 15 && first >= 0x30 && first <= 0x39);
    return !isOpen || this.kindAt(index) === 'text';
  }

  private kindAt(index: number): CellKind {
    return this.column < 0 ? 'text' : this.sheet.kind(this.firstRow + index, this.column);
  }

  /** Fields without a quick answer have few distinct values: each is checked once. */
  private remembered(raw: string, kind: CellKind): Checked {
    const memo = (this.memos[kind] ??= new Map<string, Checked>());
    let checked = memo.get(raw);
    if (!checked) {
      checked = checkField(this.field, raw, kind, this.options);
      if (memo.size < MEMO_LIMIT) memo.set(raw, checked);
    }
    return checked;
  }

  /** The rate a percent cell holds, unrounded by its format, where the reader knows it. */
  private checkExact(exact: number): Checked {
    let checked = this.exactMemo.get(exact);
    if (!checked) {
      checked = checkField(this.field, `${Number((exact * 100).toPrecision(12))}%`, 'percent', this.options);
      if (this.exactMemo.size < MEMO_LIMIT) this.exactMemo.set(exact, checked);
    }
    return checked;
  }
}
