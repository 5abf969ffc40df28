import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { fail, type AppError, type Result } from '@shared/kernel/result';
import type { ExportInput } from '@shared/contracts/sheet';
import { getBridge } from '@renderer/platform/bridge';
import { saveChunks } from '@renderer/platform/save-file';
import { withProof } from '@renderer/platform/step-up';
import { sheet } from '@renderer/platform/workers';

export interface ExportState {
  running: Ref<boolean>;
  done: Ref<number>;
  total: Ref<number>;
  error: Ref<AppError | null>;
  /** Set when a file stands where the person wanted it. */
  saved: Ref<{ displayName: string; rows: number } | null>;
  percent: ComputedRef<number>;
  start: (input: ExportInput, suggestedName: string) => Promise<void>;
  cancel: () => void;
}

/** One export: where to, then ask and write in the sheet worker, then hand the file over. Cancelling kills the worker. */
export function useExport(): ExportState {
  const running = ref(false);
  const done = ref(0);
  const total = ref(0);
  const error = ref<AppError | null>(null);
  const saved = ref<{ displayName: string; rows: number } | null>(null);
  let stop: (() => void) | null = null;

  async function start(input: ExportInput, suggestedName: string): Promise<void> {
    error.value = null;
    saved.value = null;
    // The target first: browsers open their save dialog only right after a click.
    const target = await getBridge().files.pickSave(input.format, suggestedName);
    if (!target.ok) return void (error.value = target.error);
    if (target.value === null) return;
    const fileName = target.value.displayName;
    running.value = true;
    done.value = 0;
    total.value = 0;
    const written = await withProof(() => write({ ...input, fileName }));
    if (!written.ok) {
      await getBridge().files.abort(target.value.token);
    } else {
      const kept = await saveChunks(target.value.token, written.value.chunks);
      if (kept.ok) saved.value = { displayName: kept.value.displayName, rows: written.value.rows };
      else error.value = kept.error;
    }
    running.value = false;
    if (!written.ok && written.error.code !== 'operation.cancelled') error.value = written.error;
  }

  async function write(input: ExportInput): Promise<Result<{ chunks: Uint8Array[]; rows: number }>> {
    const worker = await sheet();
    stop = () => worker.terminate();
    const result = await worker
      .exportMerchants(input, (progress) => {
        done.value = progress.done;
        total.value = progress.total;
      })
      .catch(() => fail('internal.unexpected'));
    stop = null;
    return result;
  }

  return {
    running,
    done,
    total,
    error,
    saved,
    percent: computed(() => (total.value > 0 ? Math.floor((done.value / total.value) * 100) : 0)),
    start,
    cancel: () => stop?.(),
  };
}
