import type { BulkOp, PlanRow } from './define';
import type { CellEdit, ImportPlan } from './plan';

const ALL = Number.MAX_SAFE_INTEGER;

/** The cells a bulk change types over, and with what: only those whose text really changes. */
export function bulkEdits(plan: ImportPlan, op: BulkOp): CellEdit[] {
  const edits = [...cellsOf(plan, op)];
  return edits.filter(({ before, text }) => before !== text).map(({ row, field, text }) => ({ row, field, text }));
}

function* cellsOf(plan: ImportPlan, op: BulkOp): Generator<CellEdit & { before: string }, void> {
  switch (op.kind) {
    case 'fillDown': {
      const rows = plan.page(op.filter, 0, ALL).rows.filter(({ row }) => row >= op.fromRow && row <= op.toRow);
      const text = rows.find(({ row }) => row === op.fromRow)?.raw[op.field] ?? '';
      for (const row of rows) yield cell(row, op.field, text);
      return;
    }
    case 'set': {
      const wanted = op.rows && new Set(op.rows);
      const rows = plan.page(op.filter ?? 'all', 0, ALL).rows;
      for (const row of rows) if (!wanted || wanted.has(row.row)) yield cell(row, op.field, op.text);
      return;
    }
    case 'replace':
      for (const row of plan.page(op.filter, 0, ALL).rows) {
        const before = row.raw[op.field] ?? '';
        const found = op.whole ? before === op.find : op.find !== '' && before.includes(op.find);
        if (found) yield cell(row, op.field, op.whole ? op.replace : before.replaceAll(op.find, () => op.replace));
      }
      return;
    case 'paste': {
      const rows = plan.page(op.filter, 0, ALL).rows;
      const top = rows.findIndex(({ row }) => row === op.row);
      const left = op.fields.indexOf(op.field);
      if (top < 0 || left < 0) return;
      for (const [r, line] of op.cells.entries()) {
        for (const [c, text] of line.entries()) {
          const row = rows[top + r];
          const field = op.fields[left + c];
          if (row && field) yield cell(row, field, text);
        }
      }
    }
  }
}

function cell(row: PlanRow, field: string, text: string): CellEdit & { before: string } {
  return { row: row.row, field, text, before: row.raw[field] ?? '' };
}
