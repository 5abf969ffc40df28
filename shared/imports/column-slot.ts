import { merchant, type MerchantField } from '../entities/merchant';
import type { PackedColumn } from '../kernel/columns';
import { checkField, type CheckOptions } from '../rules/fields';
import { bad, good, type Checked } from '../rules/issues';
import { checkLiteral } from '../rules/literal-text';
import { findPlainTest, type PlainTest } from '../rules/plain-values';
import { ColumnDecisions } from './column-decisions';
import type { CellKind, RawSheet } from './define';
import { CELL_AS_IS, CELL_OTHER, CELL_TIDIED, markCell, type CellMark } from './tidied';

/** Distinct texts remembered per column; a column of more is one where remembering does not pay. */
export const MEMO_LIMIT = 20_000;
/** Numbers that a spreadsheet cannot hold exactly: more than fifteen digits. */
const LONG_NUMBER = /^\d{16,}(?:\.0+)?$/;
const HASH = 0x23;
const PORTION = 1_000;

type Remembered = Checked & { mark: CellMark };

/**
 * A column: where its cells are, what was decided about them, and its normalised values. Everything needed to check it,
 * looked up once.
 */
export class ColumnSlot {
  /** Normalised values, where they are other than the text of the cell. */
  private readonly values: string[];
  /** Where the value is the text of the cell, it need not be kept twice: most are. */
  private readonly marks: Uint8Array;
  private readonly memos: Partial<Record<CellKind, Map<string, Remembered>>> = {};
  private readonly exactMemo = new Map<number, Checked>();
  private readonly isPlain: PlainTest | undefined;
  private readonly isRequired: boolean;
  private readonly isRate: boolean;
  readonly decided: ColumnDecisions;

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
    this.marks = new Uint8Array(rows);
    this.decided = new ColumnDecisions(rows);
    this.isPlain = findPlainTest(field, options.today);
    this.isRequired = (merchant.fields[field] as { required?: boolean }).required === true;
    this.isRate = field === 'ratePpm';
  }

  /** Whether the file or somebody's typing gives this field a text anywhere. */
  get isUsed(): boolean {
    return this.column >= 0 || this.decided.hasTyped;
  }

  /** Text of a cell as in the file, or as typed over it. */
  rawAt(index: number): string {
    const typed = this.decided.textAt(index);
    return typed === undefined ? this.fileTextAt(index) : typed;
  }

  fileTextAt(index: number): string {
    return this.column < 0 ? '' : this.sheet.cell(this.firstRow + index, this.column);
  }

  /** The text that, typed into another cell, means what this one means: of a percent cell all its digits. */
  copyTextAt(index: number): string {
    const exact = this.decided.textAt(index) === undefined ? this.exactAt(index) : undefined;
    return exact === undefined ? this.rawAt(index) : percentText(exact);
  }

  /** Whether typing a text into a cell would change anything: a number typed over itself is text from then on. */
  wouldChange(index: number, text: string): boolean {
    const typed = this.decided.textAt(index);
    if (typed !== undefined) return typed !== text;
    return this.fileTextAt(index) !== text || !isTextual(this.kindAt(index));
  }

  /** Types over a cell, `undefined` for what the file says; its value stays what it was until it is checked. */
  type(index: number, text: string | undefined): string | undefined {
    if (this.marks[index] === CELL_AS_IS) this.setValue(index, this.rawAt(index));
    return this.decided.type(index, text);
  }

  valueAt(index: number): string {
    return this.marks[index] === CELL_AS_IS ? this.rawAt(index) : this.values[index]!;
  }

  isTidiedAt(index: number): boolean {
    return this.marks[index] === CELL_TIDIED;
  }

  setValue(index: number, value: string, mark: CellMark = CELL_OTHER): void {
    this.marks[index] = mark;
    this.values[index] = mark === CELL_AS_IS ? '' : value;
  }

  /** Counts 1 for every row with a tidied cell into `rows`. */
  markTidied(rows: Uint8Array): void {
    const { marks } = this;
    for (let index = 0; index < marks.length; index++) if (marks[index] === CELL_TIDIED) rows[index] = 1;
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

  /** Checks a cell and keeps its value; the complaints are the caller's. */
  check(index: number): Checked {
    const raw = this.rawAt(index);
    const checked = this.checkText(index, raw);
    this.keep(index, raw, checked);
    return checked;
  }

  /** Checks rows `from` to `to` (exclusive); `doubtful[i]` becomes 1 where row `from + i` has something said about it. */
  checkRows(from: number, to: number, doubtful: Uint8Array): void {
    const { marks, isPlain, isRequired } = this;
    for (let index = from; index < to; index++) {
      const raw = this.rawAt(index);
      if (raw === '') {
        this.setValue(index, '');
        if (isRequired) doubtful[index - from] = 1;
      } else if (isPlain !== undefined && this.isTextCell(index, raw) && isPlain(raw)) {
        marks[index] = CELL_AS_IS;
      } else {
        const checked = this.checkText(index, raw);
        this.keep(index, raw, checked);
        if (checked.issues.length > 0) doubtful[index - from] = 1;
      }
    }
  }

  private checkText(index: number, raw: string): Checked {
    if (this.decided.isLiteralAt(index)) return checkLiteral(this.field, raw);
    const code = this.decided.choiceOf(raw);
    if (code !== undefined) return code === '' && this.isRequired ? bad('', 'required') : good(code);
    // What was typed over a cell is text, whatever the cell was.
    return this.decided.textAt(index) === undefined
      ? this.checkCell(index, raw)
      : checkField(this.field, raw, 'text', this.options);
  }

  private checkCell(index: number, raw: string): Checked {
    const kind = this.needsKind(raw) ? this.kindAt(index) : 'text';
    if (kind === 'percent') {
      const exact = this.exactAt(index);
      if (exact !== undefined) return this.checkExact(exact);
    }
    return this.isPlain ? checkField(this.field, raw, kind, this.options) : this.remembered(raw, kind);
  }

  private keep(index: number, raw: string, checked: Checked): void {
    const mark = (checked as Partial<Remembered>).mark ?? markCell(this.field, raw, checked);
    this.setValue(index, checked.value, mark);
  }

  /** Only where the answer changes the meaning of the text is the sheet asked what the cell was. */
  private needsKind(raw: string): boolean {
    return this.isRate || raw.charCodeAt(0) === HASH || (raw.length > 15 && LONG_NUMBER.test(raw));
  }

  /** As `needsKind` sees it, and rather no than wrongly yes: it is asked of every cell. */
  private isTextCell(index: number, raw: string): boolean {
    if (this.decided.isLiteralAt(index)) return false;
    const first = raw.charCodeAt(0);
    const isOpen = first === HASH || (raw.length > 15 && first >= 0x30 && first <= 0x39);
    return !isOpen || this.decided.textAt(index) !== undefined || this.kindAt(index) === 'text';
  }

  private kindAt(index: number): CellKind {
    return this.column < 0 ? 'text' : this.sheet.kind(this.firstRow + index, this.column);
  }

  /** What a percent cell holds, unrounded by its format, where the reader knows it. */
  private exactAt(index: number): number | undefined {
    if (!this.isRate || this.column < 0 || this.kindAt(index) !== 'percent') return undefined;
    const exact = this.sheet.exact?.(this.firstRow + index, this.column);
    return exact !== undefined && exact >= 0 ? exact : undefined;
  }

  /** Fields without a quick answer have few distinct values: each is checked once. */
  private remembered(raw: string, kind: CellKind): Checked {
    const memo = (this.memos[kind] ??= new Map<string, Remembered>());
    let known = memo.get(raw);
    if (!known) {
      const checked = checkField(this.field, raw, kind, this.options);
      known = { ...checked, mark: markCell(this.field, raw, checked) };
      if (memo.size < MEMO_LIMIT) memo.set(raw, known);
    }
    return known;
  }

  private checkExact(exact: number): Checked {
    let checked = this.exactMemo.get(exact);
    if (!checked) {
      checked = checkField(this.field, percentText(exact), 'percent', this.options);
      if (this.exactMemo.size < MEMO_LIMIT) this.exactMemo.set(exact, checked);
    }
    return checked;
  }
}

function percentText(exact: number): string {
  return `${Number((exact * 100).toPrecision(12))}%`;
}

function isTextual(kind: CellKind): boolean {
  return kind === 'text' || kind === 'empty';
}
