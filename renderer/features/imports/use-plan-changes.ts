import { shallowRef, type ShallowRef } from 'vue';
import type { OnProgress } from '@shared/contracts/sheet';
import type { BulkOp, DuplicateMode, ImportSummary, RowAction, ValueChoice } from '@shared/imports/define';
import type { Result } from '@shared/kernel/result';
import type { SheetWorker } from './use-import';

export interface PlanChanges {
  /** A change is under way or waiting for its turn. Nothing is refused meanwhile: changes queue. */
  pending: ShallowRef<number>;
  /** How far the change under way is, in rows; null while that is unknown. */
  progress: ShallowRef<{ done: number; total: number } | null>;
  /** Resolves when every change asked for so far has been made. */
  settled: () => Promise<void>;
  edit: (edits: { row: number; field: string; text: string }[]) => Promise<void>;
  /** How many cells were changed; null when it failed. */
  bulk: (op: BulkOp) => Promise<number | null>;
  /** How many cells a bulk change would touch. Nothing is changed. */
  countBulk: (op: BulkOp) => Promise<number | null>;
  /** Takes rows out; with `removed` false puts them back. */
  removeRows: (rows: number[], removed?: boolean) => Promise<void>;
  setAction: (rows: number[], action: RowAction, target?: string) => Promise<void>;
  setMode: (mode: DuplicateMode) => Promise<void>;
  mapValues: (choices: ValueChoice[]) => Promise<void>;
  setLiteral: (row: number, field: string, keep: boolean) => Promise<void>;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
}

interface Options {
  run: <T>(call: (api: SheetWorker) => Promise<Result<T>>) => Promise<Result<T>>;
  onChanged: (summary: ImportSummary) => void;
  onFailed: (result: Extract<Result<never>, { ok: false }>) => void;
}

/**
 * Everything a clerk changes about a plan, one after the other in the order asked: somebody who types faster than the rows
 * are checked loses nothing.
 */
export function usePlanChanges({ run, onChanged, onFailed }: Options): PlanChanges {
  const pending = shallowRef(0);
  const progress = shallowRef<{ done: number; total: number } | null>(null);
  const onProgress: OnProgress = ({ done, total }) => (progress.value = { done, total });
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(
    call: (api: SheetWorker) => Promise<Result<T>>,
    summaryOf: (value: T) => ImportSummary,
  ): Promise<T | null> {
    pending.value++;
    const turn = queue.then(async () => {
      const result = await run(call);
      pending.value--;
      progress.value = null;
      if (result.ok) onChanged(summaryOf(result.value));
      else if (result.error.code !== 'operation.cancelled') onFailed(result);
      return result.ok ? result.value : null;
    });
    queue = turn;
    return turn;
  }

  async function change(call: (api: SheetWorker) => Promise<Result<ImportSummary>>): Promise<void> {
    await inTurn(call, (summary) => summary);
  }

  async function bulk(op: BulkOp): Promise<number | null> {
    const done = await inTurn(
      (api) => api.bulk(op, false, onProgress),
      (outcome) => outcome.summary,
    );
    return done ? done.touched : null;
  }

  return {
    pending,
    progress,
    settled: () => queue.then(() => undefined),
    edit: (edits) => change((api) => api.edit(edits)),
    bulk,
    async countBulk(op) {
      const counted = await run((api) => api.bulk(op, true));
      return counted.ok ? counted.value.touched : null;
    },
    removeRows: (rows, removed = true) => change((api) => api.removeRows(rows, removed)),
    setAction: (rows, action, target) => change((api) => api.setAction(rows, action, target)),
    setMode: (mode) => change((api) => api.setDuplicateMode(mode)),
    mapValues: (choices) => change((api) => api.mapValues(choices, onProgress)),
    setLiteral: (row, field, keep) => change((api) => api.setLiteral(row, field, keep)),
    undo: () => change((api) => api.undoEdit(onProgress)),
    redo: () => change((api) => api.redoEdit(onProgress)),
  };
}
