import { useI18n } from 'vue-i18n';
import type { ChangeTexts } from './change-words';

/** The words of the shown language, for `change-words`. */
export function useChangeTexts(): ChangeTexts {
  const i18n = useI18n();
  return {
    get language() {
      return i18n.locale.value === 'en' ? 'en' : 'zh';
    },
    t: (key, params) => i18n.t(key, params ?? {}),
    te: (key) => i18n.te(key),
    time: (at) => i18n.d(at, 'exact'),
    number: (n) => i18n.n(n),
  };
}
