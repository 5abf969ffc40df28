import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { TxnExportFormat } from '@shared/contracts/sheet';
import type { TxnFilter } from '@shared/contracts/txns';
import { fail, type AppError } from '@shared/kernel/result';
import { getBridge } from '@renderer/platform/bridge';
import { saveChunks } from '@renderer/platform/save-file';
import { sheet } from '@renderer/platform/workers';

export interface TxnExportState {
  running: Ref<boolean>;
  error: Ref<AppError | null>;
  saved: Ref<{ displayName: string; rows: number } | null>;
  percent: ComputedRef<number>;
  /** `name` without its ending. */
  start: (format: TxnExportFormat, filter: TxnFilter, locale: 'zh' | 'en', name: string) => Promise<void>;
  cancel: () => void;
}

/** Where to first, as browsers want it; then the core hands the lines out and the sheet worker writes them. */
export function useTxnExport(): TxnExportState {
  const running = ref(false);
  const error = ref<AppError | null>(null);
  const saved = ref<{ displayName: string; rows: number } | null>(null);
  const progress = ref({ done: 0, total: 0 });
  let stop: (() => void) | null = null;

  async function start(format: TxnExportFormat, filter: TxnFilter, locale: 'zh' | 'en', name: string): Promise<void> {
    [error.value, saved.value] = [null, null];
    const { files } = getBridge();
    const target = await files.pickSave(format === 'json' ? 'text' : format, `${name}.${format}`);
    if (!target.ok) return void (error.value = target.error);
    if (target.value === null) return;
    const { token, displayName } = target.value;
    running.value = true;
    progress.value = { done: 0, total: 0 };
    const worker = await sheet();
    stop = () => worker.terminate();
    const written = await worker
      .exportTxns(
        { format, filter, locale, fileName: displayName },
        ({ done, total }) => (progress.value = { done, total }),
      )
      .catch(() => fail('internal.unexpected'));
    stop = null;
    if (written.ok) {
      const kept = await saveChunks(token, written.value.chunks);
      if (kept.ok) saved.value = { displayName: kept.value.displayName, rows: written.value.rows };
      else error.value = kept.error;
    } else {
      await files.abort(token);
      if (written.error.code !== 'operation.cancelled') error.value = written.error;
    }
    running.value = false;
  }

  return {
    running,
    error,
    saved,
    percent: computed(() =>
      progress.value.total ? Math.floor((progress.value.done / progress.value.total) * 100) : 0,
    ),
    start,
    cancel: () => stop?.(),
  };
}
