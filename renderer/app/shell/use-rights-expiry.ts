import { ElMessage } from 'element-plus';
import { onScopeDispose, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { infoOf } from '@shared/access/catalogue';
import { useLanguage } from '@renderer/platform/language';
import { useSessionStore } from '@renderer/platform/session-store';

/** Browsers take a longer wait for none at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** The core stops honouring a temporary grant by itself; here the window follows at that moment, and says so. */
export function useRightsExpiry(): void {
  const { t } = useI18n();
  const { language } = useLanguage();
  const store = useSessionStore();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(until: number): Promise<void> {
    if (Date.now() < until) return wait(until);
    const had = store.session?.permissions ?? [];
    await store.refresh();
    const lost = had.filter((permission) => !store.may(permission));
    if (lost.length === 0 || !store.session) return;
    const names = lost.map((permission) => infoOf(permission)[language.value]);
    const message = t('app.expired', { names: names.join(language.value === 'zh' ? '、' : ', ') });
    ElMessage({ type: 'warning', message, showClose: true, duration: 10_000 });
  }

  function wait(until: number): void {
    const ms = Math.max(0, until - Date.now());
    timer = setTimeout(() => void look(until), Math.min(ms, LONGEST_WAIT_MS));
  }

  watch(
    () => store.session?.rightsUntil ?? null,
    (until) => {
      clearTimeout(timer);
      if (until !== null) wait(until);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
}
