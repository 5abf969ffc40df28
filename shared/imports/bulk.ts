import { MERCHANT_INPUT_FIELDS, type MerchantField } from '../entities/merchant';
import type { RowChecker } from './check-rows';
import type { ColumnSlot } from './column-slot';
import type { BulkOp, ImportRowFilter } from './define';
import type { Change } from './plan-history';
import type { RowJudge } from './row-judge';

export interface BulkView {
  checker: RowChecker;
  judge: RowJudge;
  /** Indexes of the rows of a filter, ascending. */
  list: (filter: ImportRowFilter) => readonly number[];
}

/** The cells a bulk change types over, and with what: only those it really changes, and never of removed rows. */
export function findBulkChanges(view: BulkView, op: BulkOp): Change[] {
  const cells = new CellCollector(view);
  switch (op.kind) {
    case 'fillDown':
      fillDown(view, op, cells);
      break;
    case 'set':
      for (const index of chosenRows(view, op)) cells.add(index, op.field, op.text);
      break;
    case 'replace':
      replaceAll(view, op, cells);
      break;
    case 'paste':
      pasteBlock(view, op, cells);
      break;
  }
  return cells.changes();
}

export function toInputField(field: string): MerchantField | undefined {
  return MERCHANT_INPUT_FIELDS.find((name) => name === field);
}

function fillDown({ checker, judge, list }: BulkView, op: BulkOp & { kind: 'fillDown' }, cells: CellCollector): void {
  const field = toInputField(op.field);
  const first = judge.indexOf(op.fromRow);
  if (!field || first < 0) return;
  const last = first + op.toRow - op.fromRow;
  const text = checker.column(field)?.copyTextAt(first) ?? '';
  for (const index of list(op.filter)) if (index > first && index <= last) cells.add(index, field, text);
}

function chosenRows({ judge, list }: BulkView, op: BulkOp & { kind: 'set' }): Iterable<number> {
  if (!op.rows) return list(op.filter ?? 'all');
  return new Set(op.rows.map((row) => judge.indexOf(row)).filter((index) => index >= 0));
}

function replaceAll({ checker, list }: BulkView, op: BulkOp & { kind: 'replace' }, cells: CellCollector): void {
  const field = toInputField(op.field);
  if (!field || (op.find === '' && !op.whole)) return;
  for (const index of list(op.filter)) {
    const before = checker.rawAt(index, field);
    if (op.whole ? before === op.find : before.includes(op.find)) {
      cells.add(index, field, op.whole ? op.replace : before.replaceAll(op.find, () => op.replace));
    }
  }
}

function pasteBlock({ judge, list }: BulkView, op: BulkOp & { kind: 'paste' }, cells: CellCollector): void {
  const rows = list(op.filter);
  const top = rows.indexOf(judge.indexOf(op.row));
  const left = op.fields.indexOf(op.field);
  if (top < 0 || left < 0) return;
  op.cells.forEach((line, down) => {
    const index = rows[top + down];
    if (index === undefined) return;
    line.forEach((text, right) => {
      const field = op.fields[left + right];
      if (field !== undefined) cells.add(index, field, text);
    });
  });
}

/** Cells to type over, per column; of two texts for one cell the later one counts. */
export class CellCollector {
  private readonly columns = new Map<MerchantField, { slot: ColumnSlot | undefined; texts: Map<number, string> }>();

  constructor(private readonly view: Pick<BulkView, 'checker' | 'judge'>) {}

  add(index: number, name: string, text: string): void {
    const field = toInputField(name);
    if (!field || index < 0 || this.view.judge.removed[index] === 1) return;
    let column = this.columns.get(field);
    if (!column) {
      column = { slot: this.view.checker.column(field), texts: new Map() };
      this.columns.set(field, column);
    }
    const changes = column.slot ? column.slot.wouldChange(index, text) : text !== '';
    if (changes) column.texts.set(index, text);
    else column.texts.delete(index);
  }

  changes(): Change[] {
    return [...this.columns]
      .filter(([, { texts }]) => texts.size > 0)
      .map(([field, { texts }]) => ({
        kind: 'cells',
        field,
        rows: Uint32Array.from(texts.keys()),
        texts: [...texts.values()],
      }));
  }
}
