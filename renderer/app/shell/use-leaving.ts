import { ElMessageBox } from 'element-plus';
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { getBridge } from '@renderer/platform/bridge';
import { core } from '@renderer/platform/workers';

/** The desktop window closes when this says so: nothing half done, and the day's work in a backup. */
export function useLeaving(): { leaving: ShallowRef<boolean>; go: () => void } {
  const { t } = useI18n();
  const bridge = getBridge();
  const { system } = bridge;
  const leaving = shallowRef(false);

  const go = (): void => void system.leave('go');

  /** Whoever guards a page against closing is asked in the same way as by a browser. */
  function isGuarded(): boolean {
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  }

  async function leave(): Promise<void> {
    if (leaving.value) return;
    if (isGuarded()) {
      await system.leave('stay');
      const sure = await ElMessageBox.confirm(t('app.leave.text'), t('app.leave.title'), {
        confirmButtonText: t('app.leave.act'),
        cancelButtonText: t('app.leave.stay'),
        type: 'warning',
      }).catch(() => 'cancel');
      if (sure !== 'confirm') return;
    }
    leaving.value = true;
    await core()
      .leave()
      .catch(() => undefined);
    go();
  }

  onScopeDispose(bridge.onEvent((event) => void (event.type === 'leave' && leave())));
  return { leaving, go };
}
