import { ElMessage } from 'element-plus';
import { onBeforeUnmount } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { useI18n } from 'vue-i18n';
import type { ImportFlow } from './use-import';

/**
 * Nobody walks out on an import that is being written, nor closes the window on it. Whoever leaves before that loses nothing:
 * the decisions are kept, and the clerk is told so.
 */
export function useLeaveGuard(flow: ImportFlow): void {
  const { t } = useI18n();
  const isWriting = (): boolean => flow.state.value.busy?.work === 'commit';

  function refuse(): void {
    ElMessage({ type: 'warning', message: t('imports.leave.writing'), showClose: true, grouping: true });
  }

  function mayLeave(): boolean {
    if (isWriting()) {
      refuse();
      return false;
    }
    const { step, summary } = flow.state.value;
    if (summary !== null && step !== 'done') ElMessage({ type: 'info', message: t('imports.leave.kept') });
    return true;
  }

  onBeforeRouteLeave(mayLeave);
  // "Import" was chosen in the navigation while the wizard stands here: a new import.
  onBeforeRouteUpdate(async () => {
    if (flow.state.value.busy || !mayLeave()) return false;
    await flow.restart();
    return true;
  });

  function onClose(event: BeforeUnloadEvent): void {
    if (!isWriting()) return;
    // A browser asks by itself; the desktop window just stays, and must say why.
    event.preventDefault();
    refuse();
  }

  window.addEventListener('beforeunload', onClose);
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onClose));
}
