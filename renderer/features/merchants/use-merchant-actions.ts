import { ElMessage } from 'element-plus';
import { useI18n } from 'vue-i18n';
import type { MerchantStatus } from '@shared/entities/merchant';
import { canTransition } from '@shared/rules/merchant-status';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';
import { showUndo } from '@renderer/ui/undo-toast';

/** Changes of whole merchants, one or many, each with its way back. */
export function useMerchantActions(): {
  setStatus: (
    ids: readonly string[],
    from: MerchantStatus | null,
    to: MerchantStatus,
    reason: string,
  ) => Promise<boolean>;
  remove: (ids: readonly string[], reason: string) => Promise<boolean>;
  restore: (ids: readonly string[]) => Promise<boolean>;
  purge: (ids: readonly string[], reason: string) => Promise<boolean>;
} {
  const { t } = useI18n();
  const errorText = useErrorText();
  const status = useCommand('merchant.setStatus');
  const remover = useCommand('merchant.delete');
  const restorer = useCommand('merchant.restore');
  const purger = useCommand('merchant.purge');

  async function setStatus(
    ids: readonly string[],
    from: MerchantStatus | null,
    to: MerchantStatus,
    reason: string,
  ): Promise<boolean> {
    const done = await status.run({ ids: [...ids], to, reason });
    if (!done.ok) return refuse(errorText(done.error));
    const { changed, refused } = done.value;
    const text = t(refused > 0 ? 'merchants.status.changedSome' : 'merchants.status.changed', { changed, refused });
    if (changed > 0 && from !== null && canTransition(to, from)) {
      showUndo(text, t('merchants.undo'), () => void setStatus(ids, null, from, t('merchants.status.undoReason')));
    } else {
      ElMessage({ type: refused > 0 ? 'warning' : 'success', message: text });
    }
    return true;
  }

  async function remove(ids: readonly string[], reason: string): Promise<boolean> {
    const done = await remover.run({ ids: [...ids], reason });
    if (!done.ok) return refuse(errorText(done.error));
    showUndo(t('merchants.delete.done', { count: done.value.changed }), t('merchants.undo'), () => void restore(ids));
    return true;
  }

  async function restore(ids: readonly string[]): Promise<boolean> {
    const done = await restorer.run({ ids: [...ids] });
    if (!done.ok) return refuse(errorText(done.error));
    ElMessage({ type: 'success', message: t('merchants.recycle.restored', { count: done.value.changed }) });
    return true;
  }

  async function purge(ids: readonly string[], reason: string): Promise<boolean> {
    const done = await purger.run({ ids: [...ids], reason });
    if (!done.ok) return refuse(errorText(done.error));
    ElMessage({ type: 'success', message: t('merchants.recycle.purged', { count: done.value.changed }) });
    return true;
  }

  function refuse(message: string): false {
    ElMessage({ type: 'error', message, showClose: true, duration: 6000 });
    return false;
  }

  return { setStatus, remove, restore, purge };
}
