import { MERCHANT_INPUT_FIELDS, type MerchantField } from '../entities/merchant';
import type { ColumnBatch } from '../kernel/columns';
import { findBulkChanges } from './bulk';
import { RowChecker, type RowSource } from './check-rows';
import type {
  BulkOp,
  DuplicateMode,
  ImportDryRun,
  ImportRowFilter,
  ImportSummary,
  PlanRow,
  RawSheet,
  RowAction,
  RowIssue,
  RowStatus,
  UnknownValue,
  ValueChoice,
} from './define';
import { readHeader } from './find-header';
import { KnownMerchants, type ExistingHit, type SimilarHit } from './known-merchants';
import { PlanChanger, type PlanParts, type StepProgress } from './plan-changer';
import { listRows, markRows, summarise, tallyPlan, type RowMarks } from './plan-counts';
import { PlanHistory, type Step } from './plan-history';
import { toPayload, type PlanPayload } from './plan-payload';
import { issuesOf, leftOverRows, STATUSES, viewLeftOver, viewRow, type LeftOverRow } from './plan-rows';
import { actionStep, editStep, literalStep, removeStep, sizeOf, valueStep, type CellEdit } from './plan-steps';
import { RowActions } from './row-actions';
import { RowJudge } from './row-judge';
import { rowShape } from './row-kinds';
import { saveDecisions, toChanges, toValueChange, type SavedDecisions } from './saved-plan';
import { SimilarRows } from './similar-rows';
import { listUnknownValues } from './unknown-values';

export type { ExistingHit, SimilarHit } from './known-merchants';
export type { PlanPayload } from './plan-payload';
export type { CellEdit } from './plan-steps';

/** Texts settled for enum fields: field -> text -> code, '' for nothing. */
type SettledValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface PlanOptions {
  duplicateMode?: DuplicateMode;
  /** BizDate of the day of the import. */
  today?: string;
  /** Settled in an earlier import of the same headers. */
  values?: SettledValues;
  /** Regions rows may lie in, as `import.reach` gives them. */
  reach?: readonly (readonly string[])[];
}

/** A change under way: how far it is, and in the end how many cells or rows it was. */
export type Changing = Generator<StepProgress, number>;

/**
 * What an import would do, row by row. Made once per mapping; then `steps()` (or `checkAll()`) checks every row, changes
 * re-check what depends on them, and `payload()` is what commit writes: what was shown is what is written.
 *
 * Rows are named by their 1-based number in the file. A change that would change nothing is no step to take back.
 */
export class ImportPlan {
  private readonly source: RowSource;
  private readonly parts: PlanParts;
  private readonly changer: PlanChanger;
  private readonly history = new PlanHistory();
  private readonly remembered: SettledValues;
  private checkedRows = 0;
  private marks: RowMarks | null = null;
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
    const { today = '', reach = [] } = options;
    this.source = { sheet, firstRow: headerRow, rows, labels, mapping: wanted, today, reach };
    const checker = new RowChecker(this.source);
    const judge = new RowJudge(this.source, rowShape(sheet, headerRow - 1, labels, wanted), checker);
    const known = new KnownMerchants(checker, judge);
    const actions = new RowActions(judge, known, options.duplicateMode ?? 'skip');
    this.parts = { checker, judge, known, actions, similar: new SimilarRows(checker, judge) };
    this.changer = new PlanChanger(this.parts);
    this.remembered = options.values ?? {};
    for (const [field, choices] of Object.entries(this.remembered)) this.rememberValues(field, choices);
  }

  /** Rows below the header, blank ones included. */
  get rowTotal(): number {
    return this.source.rows;
  }

  get duplicateMode(): DuplicateMode {
    return this.parts.actions.mode;
  }

  /** Checks `size` rows at a time and yields how many are done, so that a worker can report and be stopped in between. */
  *steps(size = 5_000): Generator<number, void> {
    while (this.checkedRows < this.source.rows) {
      const end = Math.min(this.source.rows, this.checkedRows + size);
      this.parts.judge.judgeRows(this.checkedRows, end);
      this.checkedRows = end;
      yield end;
    }
    this.parts.judge.finish();
    this.stale();
  }

  checkAll(): this {
    for (const done of this.steps(this.source.rows || 1)) void done;
    return this;
  }

  /** Column `uscc` for `import.lookup`: codes the database was not asked about yet. */
  lookupBatch(): ColumnBatch {
    return this.parts.known.lookupBatch();
  }

  setExisting(hits: readonly ExistingHit[]): void {
    this.parts.known.setExisting(hits);
    this.stale();
  }

  /** Columns for `import.similar`: rows that are new by their code and were not asked about as they stand. */
  similarBatch(): ColumnBatch {
    return this.parts.known.similarBatch();
  }

  setSimilar(hits: readonly SimilarHit[]): void {
    this.parts.known.setSimilar(hits);
    this.stale();
  }

  /** Forgets what exists: the table moved on, everything is to be asked again. */
  clearExisting(): void {
    this.parts.known.clear();
    this.stale();
  }

  setDuplicateMode(mode: DuplicateMode): void {
    this.parts.actions.mode = mode;
    this.stale();
  }

  /** Types text into cells. Cells of fields the file lacks may be typed into as well. */
  edit(edits: readonly CellEdit[]): Changing {
    return this.act(editStep(this.parts, edits));
  }

  bulk(op: BulkOp): Changing {
    return this.act(this.bulkStep(op));
  }

  /** How many cells `bulk` would change. */
  countBulk(op: BulkOp): number {
    return sizeOf(this.bulkStep(op));
  }

  /** Takes rows out of the import or, `removed` being false, puts them back. */
  removeRows(rows: readonly number[], removed = true): Changing {
    return this.act(removeStep(this.parts, rows, removed));
  }

  /** A clerk's choice for rows. A choice that cannot be (update what is new, create what exists) has no effect. */
  setAction(rows: readonly number[], action: RowAction, target?: string): Changing {
    return this.act(actionStep(this.parts, rows, action, target));
  }

  /** Keeps a free text as typed instead of tidied, or tidies it again. */
  setLiteral(row: number, field: string, keep: boolean): Changing {
    return this.act(literalStep(this.parts, row, field, keep));
  }

  unknownValues(): UnknownValue[] {
    return listUnknownValues(this.parts.checker, this.parts.judge, this.remembered);
  }

  mapValues(choices: readonly ValueChoice[]): Changing {
    return this.act(valueStep(this.parts, choices));
  }

  /** Takes the last change back; null when there is none. */
  undo(): Changing | null {
    const step = this.history.last;
    return step && this.carryOut(step, () => this.history.tookBack());
  }

  redo(): Changing | null {
    const step = this.history.next;
    return step && this.carryOut(step, () => this.history.didAgain());
  }

  /** What was settled for texts of enum fields: field -> text -> code. */
  settledValues(): Record<string, Record<string, string>> {
    return this.save().values;
  }

  save(): SavedDecisions {
    return saveDecisions(this.parts);
  }

  /** Decisions of an earlier session, as they were; there is nothing to undo afterwards. Only for a plan just checked. */
  restore(saved: SavedDecisions): Changing {
    const forgotten = Object.entries(this.save().values).flatMap(([field, choices]) => {
      const taken = Object.keys(choices).map((text) => ({ field, text, to: null }));
      return valueStep(this.parts, taken);
    });
    return this.carryOut([...forgotten, ...toChanges(saved, this.source.rows)], () => undefined);
  }

  summary(): ImportSummary {
    const { canUndo, canRedo } = this.history;
    return summarise(this.parts, this.marked(), { canUndo, canRedo });
  }

  tally(): Pick<ImportDryRun, 'skip' | 'failed' | 'tidied' | 'cleared'> {
    return tallyPlan(this.parts);
  }

  page(filter: ImportRowFilter, offset: number, limit: number): { total: number; rows: PlanRow[] } {
    const indexes = this.list(filter);
    const { changed } = this.marked();
    const rows = indexes.slice(offset, offset + limit).map((index) => viewRow(this.parts, index, changed[index] === 1));
    return { total: indexes.length, rows };
  }

  /** How many rows `leftOver` gives. */
  countLeftOver(): number {
    return [...leftOverRows(this.parts)].length;
  }

  /** The rows an import leaves out because of what is wrong with them, in file order: invalid ones and duplicates. */
  *leftOver(): Generator<LeftOverRow, void> {
    const { changed } = this.marked();
    for (const index of leftOverRows(this.parts)) yield viewLeftOver(this.parts, index, changed[index] === 1);
  }

  /** Every complaint, in file order: what check-file prints. */
  *issues(): Generator<RowIssue, void> {
    for (let index = 0; index < this.source.rows; index++) yield* issuesOf(this.parts, index);
  }

  /** Status and values of every record in file order, blank ones included: for check-file. */
  *records(): Generator<{ row: number; status: RowStatus; values: Partial<Record<MerchantField, string>> }, void> {
    const { judge, checker } = this.parts;
    for (let index = 0; index < judge.codes.length; index++) {
      const status = STATUSES[judge.codes[index]!];
      if (status) yield { row: judge.rowNumber(index), status, values: checker.valuesOf(index) };
    }
  }

  payload(): PlanPayload {
    return toPayload(this.parts);
  }

  private act(step: Step): Changing {
    return this.carryOut(step, () => {
      if (step.length > 0) this.history.add(step);
    });
  }

  /** Left halfway, it is as if it had never begun. */
  private *carryOut(step: Step, onDone: () => void): Changing {
    try {
      yield* this.changer.carryOut(step);
      onDone();
    } finally {
      this.stale();
    }
    return sizeOf(step);
  }

  private bulkStep(op: BulkOp): Step {
    return findBulkChanges({ ...this.parts, list: (filter) => this.list(filter) }, op);
  }

  private rememberValues(field: string, choices: Readonly<Record<string, string>>): void {
    const change = toValueChange(field, choices);
    const decided = change && this.parts.checker.column(change.field)?.decided;
    if (!decided) return;
    for (const [text, code] of change.choices) decided.choose(text, code);
  }

  private list(filter: ImportRowFilter): readonly number[] {
    if (this.listed?.filter !== filter) {
      this.listed = { filter, indexes: listRows(this.parts, this.marked(), filter) };
    }
    return this.listed.indexes;
  }

  private marked(): RowMarks {
    return (this.marks ??= markRows(this.parts));
  }

  private stale(): void {
    this.marks = null;
    this.listed = null;
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

/** Carries a change out in one go; how many cells or rows it was. */
export function finish(changing: Changing | null): number {
  if (!changing) return 0;
  for (;;) {
    const { done, value } = changing.next();
    if (done) return value;
  }
}
