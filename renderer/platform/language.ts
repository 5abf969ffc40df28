import { computed, inject, type ComputedRef, type InjectionKey } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Language } from './preferences';

export const SET_LANGUAGE: InjectionKey<(language: Language) => Promise<void>> = Symbol('set-language');

/** The language shown now, and how to change it; the app provides the setter, since the texts are its own. */
export function useLanguage(): {
  language: ComputedRef<Language>;
  setLanguage: (language: Language) => Promise<void>;
} {
  const { locale } = useI18n({ useScope: 'global' });
  return {
    language: computed(() => (locale.value === 'en' ? 'en' : 'zh')),
    setLanguage: inject(SET_LANGUAGE, () => Promise.resolve()),
  };
}
