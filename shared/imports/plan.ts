import { MERCHANT_INPUT_FIELDS, type MerchantField } from '../entities/merchant';
import { packColumn, type ColumnBatch } from '../kernel/columns';
import { issue } from '../rules/issues';
import { RowChecker, type FieldComplaint, type RowSource } from './check-rows';
import type {
  DuplicateMode,
  ImportRowFilter,
  ImportSummary,
  PlanRow,
  RawSheet,
  RowAction,
  RowIssue,
  RowMatch,
  RowStatus,
} from './define';
import { DuplicateIndex } from './duplicates';
import { readHeader } from './find-header';
import { issueMessage } from './issue-texts';
import { isNotARecord, rowShape, type RowShape } from './row-kinds';

export interface PlanOptions {
  duplicateMode?: DuplicateMode;
  /** BizDate of the day of the import. */
  today?: string;
}

/** A merchant that is in the database already, found for row `row` of the last `lookupBatch()`. */
export interface ExistingHit {
  row: number;
  id: string;
  rev: number;
  merchantNo: string;
  name: string;
}

/** What `import.commit` writes, and the file rows (1-based) it leaves out. */
export interface PlanPayload {
  creates: ColumnBatch;
  updates: ColumnBatch;
  fills: ColumnBatch;
  createRows: number[];
  updateRows: number[];
  fillRows: number[];
  /** Rows with errors. */
  failedRows: number[];
  /** Duplicates of the file, rows left out by choice or by the duplicate mode; blank rows are not counted. */
  skippedRows: number[];
}

export interface CellEdit {
  /** 1-based row in the file. */
  row: number;
  field: string;
  text: string;
}

const STATUSES = ['valid', 'invalid', 'duplicate', 'blank'] as const satisfies readonly RowStatus[];
const VALID = 0;
const INVALID = 1;
const DUPLICATE = 2;
const BLANK = 3;
/** No record at all: total, signature, repeated header, note. Not counted anywhere. */
const IGNORED = 4;
/** Rows checked column by column at once. */
const PORTION = 1_000;
/** A change and how to take it back; doing it again is `redo`. */
interface Step {
  undo(): void;
  redo(): void;
}

/**
 * What an import would do, row by row. Made once per mapping; then `steps()` (or `checkAll()`) checks every row, edits re-check
 * what depends on them, and `payload()` is what commit writes: what was shown is what is written.
 */
export class ImportPlan {
  private readonly source: RowSource;
  private readonly checker: RowChecker;
  private readonly codes: Uint8Array;
  private readonly duplicateOf = new Map<number, number>();
  /** Made when somebody edits: only then does one row bear on another again. */
  private keys: DuplicateIndex | null = null;
  /** While rows are judged for the first time: the good row that stands for each key. */
  private readonly firstGood = new Map<string, number>();
  private readonly shape: RowShape;
  private readonly edits = new Map<number, Map<MerchantField, string>>();
  private readonly history: Step[] = [];
  private readonly undone: Step[] = [];
  private readonly removed = new Set<number>();
  private readonly choices = new Map<number, RowAction>();
  /** Keys the database was asked about, and what it knows of them. */
  private readonly answered = new Set<string>();
  private readonly known = new Map<string, ExistingHit>();
  private asked: string[] = [];
  private mode: DuplicateMode;
  private checkedRows = 0;
  private listed: { filter: ImportRowFilter; indexes: number[] } | null = null;

  constructor(
    sheet: RawSheet,
    /** 1-based. */
    headerRow: number,
    mapping: Readonly<Record<string, number>>,
    options: PlanOptions = {},
  ) {
    const rows = Math.max(0, sheet.rowCount - headerRow);
    const labels = headerRow > 0 ? readHeader(sheet, headerRow - 1).labels : [];
    const wanted = Object.fromEntries(
      MERCHANT_INPUT_FIELDS.filter((f) => mapping[f] !== undefined).map((f) => [f, mapping[f]!]),
    );
    this.source = { sheet, firstRow: headerRow, rows, labels, mapping: wanted, today: options.today ?? '' };
    this.shape = rowShape(sheet, headerRow - 1, labels, wanted);
    this.checker = new RowChecker(this.source, this.edits);
    this.codes = new Uint8Array(rows);
    this.mode = options.duplicateMode ?? 'skip';
  }

  /** Rows below the header, blank ones included. */
  get rowTotal(): number {
    return this.source.rows;
  }

  /** Checks `size` rows at a time and yields how many are done, so that a worker can report and be stopped in between. */
  *steps(size = 5_000): Generator<number, void> {
    while (this.checkedRows < this.source.rows) {
      const end = Math.min(this.source.rows, this.checkedRows + size);
      this.judgeRows(this.checkedRows, end);
      this.checkedRows = end;
      yield end;
    }
    this.firstGood.clear();
    this.dropBlankBeforeFooter();
    this.listed = null;
  }

  checkAll(): this {
    for (const done of this.steps(this.source.rows || 1)) void done;
    return this;
  }

  /** USCCs not asked about yet, of rows that have a right one, each once: column `uscc` for `import.lookup`. */
  lookupBatch(): ColumnBatch {
    const wanted = new Set<string>();
    for (let index = 0; index < this.codes.length; index++) {
      const code = this.codes[index]!;
      if (code > DUPLICATE || (code === INVALID && this.hasErrorIn(index, 'uscc'))) continue;
      const key = this.keyOf(index);
      if (key !== '' && !this.answered.has(key)) wanted.add(key);
    }
    this.asked = [...wanted];
    return { rows: this.asked.length, columns: { uscc: packColumn(this.asked) } };
  }

  /** The answer to the last `lookupBatch()`: rows without a hit are new. */
  setExisting(hits: readonly ExistingHit[]): void {
    for (const key of this.asked) this.answered.add(key);
    for (const hit of hits) {
      const key = this.asked[hit.row];
      if (key !== undefined) this.known.set(key, hit);
    }
    this.asked = [];
    this.listed = null;
  }

  /** Forgets what exists: the table moved on, everything is to be asked again. */
  clearExisting(): void {
    this.answered.clear();
    this.known.clear();
    this.listed = null;
  }

  setDuplicateMode(mode: DuplicateMode): void {
    this.mode = mode;
    this.listed = null;
  }

  /** Types text into cells and re-checks what depends on it. Cells of fields the file lacks may be typed into as well. */
  edit(edits: readonly CellEdit[]): void {
    const patch: { index: number; field: MerchantField; before: string | undefined; after: string }[] = [];
    for (const { row, field, text } of edits) {
      const index = this.indexOf(row);
      const name = MERCHANT_INPUT_FIELDS.find((f) => f === field);
      if (index < 0 || !name) continue;
      patch.push({ index, field: name, before: this.edits.get(index)?.get(name), after: text });
    }
    if (patch.length === 0) return;
    const touched = new Set(patch.map((p) => p.index));
    this.act({
      undo: () => {
        for (const { index, field, before } of patch.toReversed()) this.setEdit(index, field, before);
        this.recheck(touched);
      },
      redo: () => {
        for (const { index, field, after } of patch) this.setEdit(index, field, after);
        this.recheck(touched);
      },
    });
  }

  /** Takes the last change back; false when there is none. */
  undo(): boolean {
    const step = this.history.pop();
    if (!step) return false;
    step.undo();
    this.undone.push(step);
    this.listed = null;
    return true;
  }

  redo(): boolean {
    const step = this.undone.pop();
    if (!step) return false;
    step.redo();
    this.history.push(step);
    this.listed = null;
    return true;
  }

  /** Takes rows (1-based) out of the import or, `removed` being false, puts them back. */
  removeRows(rows: readonly number[], removed = true): void {
    const found = rows.map((row) => this.indexOf(row));
    const indexes = new Set(found.filter((index) => index >= 0 && this.removed.has(index) !== removed));
    if (indexes.size === 0) return;
    this.act({
      undo: () => this.setRemoved(indexes, !removed),
      redo: () => this.setRemoved(indexes, removed),
    });
  }

  /** A clerk's choice for rows (1-based). A choice that cannot be (update what is new, create what exists) has no effect. */
  setAction(rows: readonly number[], action: RowAction): void {
    const before = new Map<number, RowAction | undefined>();
    for (const row of rows) {
      const index = this.indexOf(row);
      if (index >= 0) before.set(index, this.choices.get(index));
    }
    if (before.size === 0) return;
    this.act({
      undo: () => {
        for (const [index, was] of before) {
          if (was) this.choices.set(index, was);
          else this.choices.delete(index);
        }
      },
      redo: () => {
        for (const index of before.keys()) this.choices.set(index, action);
      },
    });
  }

  summary(): ImportSummary {
    const sum = {
      total: 0,
      valid: 0,
      invalid: 0,
      warning: 0,
      duplicate: 0,
      blank: 0,
      existing: 0,
      similar: 0,
      tidied: 0,
    };
    const actions = { create: 0, update: 0, fill: 0, skip: 0 };
    for (let index = 0; index < this.codes.length; index++) {
      const code = this.codes[index]!;
      if (code === IGNORED || this.removed.has(index)) continue;
      sum.total++;
      if (code !== BLANK && this.tidiedIn(index).length > 0) sum.tidied++;
      sum[STATUSES[code]!]++;
      if (code === BLANK || code === INVALID) continue;
      actions[this.actionOf(index)]++;
      if (code === VALID && this.existingOf(index)) sum.existing++;
      if (code === VALID && this.checker.complaintsOf(index).length > 0) sum.warning++;
    }
    return {
      ...sum,
      ...actions,
      removed: this.removed.size,
      changed: [...this.edits.keys()].filter((index) => !this.removed.has(index)).length,
      canUndo: this.history.length > 0,
      canRedo: this.undone.length > 0,
    };
  }

  page(filter: ImportRowFilter, offset: number, limit: number): { total: number; rows: PlanRow[] } {
    if (this.listed?.filter !== filter) this.listed = { filter, indexes: this.list(filter) };
    const { indexes } = this.listed;
    return { total: indexes.length, rows: indexes.slice(offset, offset + limit).map((index) => this.rowAt(index)) };
  }

  /** The rows an import leaves out because of what is wrong with them, in file order: invalid ones and duplicates. */
  *leftOver(): Generator<PlanRow, void> {
    for (let index = 0; index < this.codes.length; index++) {
      const code = this.codes[index]!;
      if ((code === INVALID || code === DUPLICATE) && !this.removed.has(index)) yield this.rowAt(index);
    }
  }

  /** Every complaint, in file order: what check-file prints. */
  *issues(): Generator<RowIssue, void> {
    for (let index = 0; index < this.codes.length; index++) yield* this.issuesOf(index);
  }

  /** Status and values of every record in file order, blank ones included: for check-file. */
  *records(): Generator<{ row: number; status: RowStatus; values: Partial<Record<MerchantField, string>> }, void> {
    for (let index = 0; index < this.codes.length; index++) {
      const status = STATUSES[this.codes[index]!];
      if (status) yield { row: this.rowNumber(index), status, values: this.checker.valuesOf(index) };
    }
  }

  payload(): PlanPayload {
    const by: Record<RowAction | 'failed', number[]> = { create: [], update: [], fill: [], skip: [], failed: [] };
    for (let index = 0; index < this.codes.length; index++) {
      const code = this.codes[index]!;
      if (this.removed.has(index)) continue;
      if (code === INVALID) by.failed.push(index);
      if (code === VALID || code === DUPLICATE) by[this.actionOf(index)].push(index);
    }
    const numbers = (indexes: number[]) => indexes.map((index) => this.rowNumber(index));
    return {
      creates: this.checker.pack(by.create),
      updates: this.packExisting(by.update),
      fills: this.packExisting(by.fill),
      createRows: numbers(by.create),
      updateRows: numbers(by.update),
      fillRows: numbers(by.fill),
      failedRows: numbers(by.failed),
      skippedRows: numbers(by.skip),
    };
  }

  private packExisting(indexes: readonly number[]): ColumnBatch {
    const batch = this.checker.pack(indexes);
    const found = indexes.map((index) => this.existingOf(index)!);
    batch.columns['id'] = packColumn(found.map((hit) => hit.id));
    batch.columns['rev'] = packColumn(found.map((hit) => String(hit.rev)));
    return batch;
  }

  private act(step: Step): void {
    step.redo();
    this.history.push(step);
    this.undone.length = 0;
    this.listed = null;
  }

  /** In portions whose cells stay near: the checker goes through them once per column. */
  private judgeRows(first: number, end: number): void {
    this.keys = null;
    const doubtful = new Uint8Array(PORTION);
    for (let from = first; from < end; from += PORTION) {
      const to = Math.min(from + PORTION, end);
      doubtful.fill(0);
      this.checker.checkRows(from, to, doubtful);
      for (let index = from; index < to; index++) this.judgeNew(index, doubtful[index - from] === 0);
    }
  }

  private judgeNew(index: number, isGood: boolean): void {
    if (isNotARecord(this.shape, this.source.firstRow + index)) {
      this.codes[index] = IGNORED;
      this.checker.clearRow(index);
      return;
    }
    if (!isGood && this.checker.isBlank(index)) {
      this.codes[index] = BLANK;
      this.checker.clearRow(index);
      return;
    }
    this.codes[index] = isGood || !this.checker.checkRow(index) ? VALID : INVALID;
    if (this.codes[index] !== VALID) return;
    const key = this.keyOf(index);
    if (key === '') return;
    const original = this.firstGood.get(key);
    if (original === undefined) this.firstGood.set(key, index);
    else this.markDuplicate(index, original);
  }

  /** Blank rows between the last record and a total or signature are layout, not rows somebody left empty. */
  private dropBlankBeforeFooter(): void {
    let index = this.codes.length - 1;
    let isBeforeFooter = false;
    for (; index >= 0 && this.codes[index]! >= BLANK; index--) {
      if (this.codes[index] === IGNORED) isBeforeFooter = true;
      else if (isBeforeFooter) this.codes[index] = IGNORED;
    }
  }

  private markDuplicate(index: number, original: number): void {
    this.codes[index] = DUPLICATE;
    this.duplicateOf.set(index, original);
  }

  private recheck(indexes: ReadonlySet<number>): void {
    const touched = new Set<string>();
    const keys = (this.keys ??= this.indexKeys());
    for (const index of indexes) {
      const before = this.keyOf(index);
      keys.remove(before, index);
      if (this.removed.has(index)) {
        this.duplicateOf.delete(index);
        if (this.codes[index] === DUPLICATE) this.codes[index] = VALID;
        touched.add(before);
        continue;
      }
      const isBlank = this.checker.isBlank(index);
      if (isBlank) this.checker.clearRow(index);
      this.codes[index] = isBlank ? BLANK : this.checker.checkRow(index) ? INVALID : VALID;
      this.duplicateOf.delete(index);
      const after = this.keyOf(index);
      keys.add(after, index);
      touched.add(before).add(after);
    }
    for (const key of touched) this.rejudge(keys.rowsOf(key));
    this.listed = null;
  }

  private indexKeys(): DuplicateIndex {
    const keys = new DuplicateIndex();
    for (let index = 0; index < this.codes.length; index++) {
      if (!this.removed.has(index)) keys.add(this.keyOf(index), index);
    }
    return keys;
  }

  /** All rows with one key, ascending: the first good one stands, the good ones after it repeat it. */
  private rejudge(rows: readonly number[]): void {
    let original = -1;
    for (const index of rows) {
      this.duplicateOf.delete(index);
      if (this.codes[index] === DUPLICATE) this.codes[index] = VALID;
      if (this.codes[index] !== VALID) continue;
      if (original < 0) original = index;
      else this.markDuplicate(index, original);
    }
  }

  private setRemoved(indexes: ReadonlySet<number>, removed: boolean): void {
    for (const index of indexes) {
      if (removed) this.removed.add(index);
      else this.removed.delete(index);
    }
    this.recheck(indexes);
  }

  private setEdit(index: number, field: MerchantField, text: string | undefined): void {
    const row = this.edits.get(index) ?? new Map<MerchantField, string>();
    if (text === undefined) row.delete(field);
    else {
      row.set(field, text);
      this.checker.addColumn(field);
    }
    if (row.size === 0) this.edits.delete(index);
    else this.edits.set(index, row);
  }

  private actionOf(index: number): RowAction {
    if (this.codes[index] !== VALID || this.removed.has(index)) return 'skip';
    const exists = this.existingOf(index) !== null;
    const chosen = this.choices.get(index);
    if (chosen === 'skip' || (chosen && exists !== (chosen === 'create'))) return chosen;
    return exists ? this.mode : 'create';
  }

  private existingOf(index: number): ExistingHit | null {
    return this.known.size === 0 ? null : (this.known.get(this.keyOf(index)) ?? null);
  }

  private keyOf(index: number): string {
    return this.checker.valueAt(index, 'uscc');
  }

  private hasErrorIn(index: number, field: MerchantField): boolean {
    return this.checker.complaintsOf(index).some((one) => one.field === field && one.severity === 'error');
  }

  private list(filter: ImportRowFilter): number[] {
    const indexes: number[] = [];
    for (let index = 0; index < this.codes.length; index++) if (this.isListed(index, filter)) indexes.push(index);
    return indexes;
  }

  private isListed(index: number, filter: ImportRowFilter): boolean {
    const code = this.codes[index]!;
    if (code === IGNORED || this.removed.has(index) !== (filter === 'removed')) return false;
    switch (filter) {
      case 'removed':
        return true;
      case 'all':
        return true;
      case 'invalid':
        return code === INVALID;
      case 'valid':
        return code === VALID;
      case 'duplicate':
        return code === DUPLICATE;
      case 'warning':
        return code === VALID && this.checker.complaintsOf(index).length > 0;
      case 'existing':
        return code === VALID && this.existingOf(index) !== null;
      case 'update':
        return ['update', 'fill'].includes(this.actionOf(index));
      case 'similar':
        return false;
      case 'tidied':
        return code !== BLANK && this.tidiedIn(index).length > 0;
      case 'changed':
        return this.edits.has(index);
    }
  }

  private rowAt(index: number): PlanRow {
    const raw: Record<string, string> = {};
    for (const field of this.checker.fields) raw[field] = this.checker.rawAt(index, field);
    const hit = this.existingOf(index);
    const original = this.duplicateOf.get(index);
    const existing = hit && { id: hit.id, merchantNo: hit.merchantNo, name: hit.name };
    const matches: RowMatch[] = existing ? [{ by: ['uscc'], isStrong: true, existing }] : [];
    if (original !== undefined) matches.push({ by: ['uscc'], isStrong: true, row: this.rowNumber(original) });
    return {
      row: this.rowNumber(index),
      status: STATUSES[this.codes[index]!] ?? 'blank',
      action: this.actionOf(index),
      raw,
      values: this.checker.valuesOf(index),
      issues: this.issuesOf(index),
      ...(existing ? { existing, target: existing.id } : {}),
      ...(original === undefined ? {} : { duplicateOfRow: this.rowNumber(original) }),
      edited: this.edits.has(index),
      matches,
      removed: this.removed.has(index),
      literal: [],
      tidied: this.tidiedIn(index),
    };
  }

  private tidiedIn(index: number): string[] {
    return this.checker.fields.filter(
      (field) => this.checker.rawAt(index, field) !== this.checker.valueAt(index, field),
    );
  }

  private issuesOf(index: number): RowIssue[] {
    const row = this.rowNumber(index);
    const list: FieldComplaint[] = [...this.checker.complaintsOf(index)];
    const original = this.duplicateOf.get(index);
    if (original !== undefined) {
      list.push({ ...issue('duplicate.in_file', 'error', { row: this.rowNumber(original) }), field: 'uscc' });
    }
    return list.map((one) => ({ row, ...one, message: issueMessage(one, 'zh') }));
  }

  private rowNumber(index: number): number {
    return this.source.firstRow + index + 1;
  }

  /** -1 for rows that are not in the plan. */
  private indexOf(row: number): number {
    const index = row - this.source.firstRow - 1;
    return index >= 0 && index < this.codes.length && this.codes[index] !== IGNORED ? index : -1;
  }
}

export function createPlan(
  sheet: RawSheet,
  headerRow: number,
  mapping: Readonly<Record<string, number>>,
  options: PlanOptions = {},
): ImportPlan {
  return new ImportPlan(sheet, headerRow, mapping, options);
}
