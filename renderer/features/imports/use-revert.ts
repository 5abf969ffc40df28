import { ElMessage, ElMessageBox } from 'element-plus';
import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';

export interface RevertOutcome {
  removed: number;
  restored: number;
  kept: number;
}

/** Undoing one import, after asking. Merchants changed since then are kept, and counted. */
export function useRevert(): {
  revert: (batchId: string, rows: number) => Promise<boolean>;
  reverted: Ref<RevertOutcome | null>;
  busy: Ref<boolean>;
} {
  const { t, n } = useI18n();
  const errorText = useErrorText();
  const command = useCommand('import.revert');
  const reverted = ref<RevertOutcome | null>(null);

  async function revert(batchId: string, rows: number): Promise<boolean> {
    const sure = await ElMessageBox.confirm(t('imports.revert.text'), t('imports.revert.title', { count: n(rows) }), {
      confirmButtonText: t('imports.revert.act'),
      cancelButtonText: t('imports.cancel'),
      type: 'warning',
    }).then(
      () => true,
      () => false,
    );
    if (!sure) return false;
    const done = await command.run({ batchId });
    if (!done.ok) {
      ElMessage({ type: 'error', message: errorText(done.error), showClose: true, duration: 6000 });
      return false;
    }
    const { removed, restored, keptTotal: kept } = done.value;
    reverted.value = { removed, restored, kept };
    ElMessage({ type: 'success', message: t('imports.revert.done', { ...reverted.value }), duration: 6000 });
    return true;
  }

  return { revert, reverted, busy: command.busy };
}
