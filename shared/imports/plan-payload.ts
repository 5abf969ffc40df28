import { packColumn, type ColumnBatch } from '../kernel/columns';
import type { AppError } from '../kernel/result';
import type { RowAction } from './define';
import type { PlanParts } from './plan-changer';
import { DUPLICATE, INVALID, VALID } from './row-judge';

/** What `import.commit` writes, and the file rows (1-based) it leaves out. Removed and blank rows are in none of the lists. */
export interface PlanPayload {
  creates: ColumnBatch;
  updates: ColumnBatch;
  fills: ColumnBatch;
  createRows: number[];
  updateRows: number[];
  fillRows: number[];
  /** Rows with errors. */
  failedRows: number[];
  /** Duplicates of the file, and rows left out by choice or by the duplicate mode. */
  skippedRows: number[];
}

export function toPayload(parts: PlanParts): PlanPayload {
  const { judge, actions, checker } = parts;
  const by: Record<RowAction | 'failed', number[]> = { create: [], update: [], fill: [], skip: [], failed: [] };
  for (let index = 0; index < judge.codes.length; index++) {
    const code = judge.codes[index]!;
    if (judge.removed[index] === 1) continue;
    if (code === INVALID) by.failed.push(index);
    if (code === VALID || code === DUPLICATE) by[actions.actionOf(index)].push(index);
  }
  const numbers = (indexes: number[]) => indexes.map((index) => judge.rowNumber(index));
  return {
    creates: checker.pack(by.create),
    updates: packExisting(parts, by.update),
    fills: packExisting(parts, by.fill),
    createRows: numbers(by.create),
    updateRows: numbers(by.update),
    fillRows: numbers(by.fill),
    failedRows: numbers(by.failed),
    skippedRows: numbers(by.skip),
  };
}

function packExisting({ checker, actions }: PlanParts, indexes: readonly number[]): ColumnBatch {
  const batch = checker.pack(indexes);
  const targets = indexes.map((index) => actions.targetOf(index)!);
  batch.columns['id'] = packColumn(targets.map((hit) => hit.id));
  batch.columns['rev'] = packColumn(targets.map((hit) => String(hit.rev)));
  return batch;
}

/** The core names cells as they stand in the payload (`creates.12.uscc`); the clerk knows them by field and row of the file. */
export function inFileRows(error: AppError, payload: PlanPayload): AppError {
  if (!error.issues) return error;
  const rows = { creates: payload.createRows, updates: payload.updateRows, fills: payload.fillRows };
  const issues = error.issues.map((one) => {
    const [, list, at, field] = /^(creates|updates|fills)\.(\d+)\.(\w+)$/.exec(one.field) ?? [];
    const row = list === undefined ? undefined : rows[list as keyof typeof rows][Number(at)];
    return row === undefined || field === undefined ? one : { ...one, field, params: { ...one.params, row } };
  });
  return { ...error, issues };
}
