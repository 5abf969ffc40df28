import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { Language } from './preferences';

export const SET_LANGUAGE: InjectionKey<(language: Language) => Promise<void>> = Symbol('set-language');

/** The language shown now. Written by `app/locale` alone, once its texts are there. */
export const shownLanguage = shallowRef<Language>('zh');

/** The language shown now, and how to change it; the app provides the setter, since the texts are its own. */
export function useLanguage(): {
  language: ShallowRef<Language>;
  setLanguage: (language: Language) => Promise<void>;
} {
  return { language: shownLanguage, setLanguage: inject(SET_LANGUAGE, () => () => Promise.resolve(), true) };
}
