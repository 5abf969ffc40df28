import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { AuditFilter } from '@shared/contracts/audit';
import { fail, type AppError } from '@shared/kernel/result';
import { getBridge } from '@renderer/platform/bridge';
import { saveChunks } from '@renderer/platform/save-file';
import { sheet } from '@renderer/platform/workers';

export interface AuditExportState {
  running: Ref<boolean>;
  error: Ref<AppError | null>;
  saved: Ref<{ displayName: string; rows: number } | null>;
  percent: ComputedRef<number>;
  start: (filter: AuditFilter, locale: 'zh' | 'en', suggestedName: string) => Promise<void>;
}

/** Where to first, as browsers want it; then the core checks the log and hands it out, and the sheet worker writes it. */
export function useAuditExport(): AuditExportState {
  const running = ref(false);
  const error = ref<AppError | null>(null);
  const saved = ref<{ displayName: string; rows: number } | null>(null);
  const progress = ref({ done: 0, total: 0 });

  async function start(filter: AuditFilter, locale: 'zh' | 'en', suggestedName: string): Promise<void> {
    [error.value, saved.value] = [null, null];
    const { files } = getBridge();
    const target = await files.pickSave('xlsx', suggestedName);
    if (!target.ok) return void (error.value = target.error);
    if (target.value === null) return;
    running.value = true;
    const { token, displayName } = target.value;
    const worker = await sheet();
    const written = await worker
      .exportAudit({ filter, locale, fileName: displayName }, ({ done, total }) => (progress.value = { done, total }))
      .catch(() => fail('internal.unexpected'));
    if (written.ok) {
      const kept = await saveChunks(token, written.value.chunks);
      if (kept.ok) saved.value = { displayName: kept.value.displayName, rows: written.value.rows };
      else error.value = kept.error;
    } else {
      await files.abort(token);
      error.value = written.error;
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
  };
}
