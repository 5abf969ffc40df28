import { createI18n, type I18n } from 'vue-i18n';
import { shallowRef } from 'vue';
import type { Language as ElementLanguage } from 'element-plus/es/locale';
import { getBridge } from '@renderer/platform/bridge';
import { shownLanguage } from '@renderer/platform/language';
import { preferences, type Language } from '@renderer/platform/preferences';

/** Each language is a chunk of its own: the first screen loads one of them. */
const LOADERS = {
  zh: () => Promise.all([import('./zh'), import('element-plus/es/locale/lang/zh-cn')]),
  en: () => Promise.all([import('./en'), import('element-plus/es/locale/lang/en')]),
} as const;

const DATE_FORMATS = {
  short: { year: 'numeric', month: '2-digit', day: '2-digit' },
  long: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false },
  exact: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  },
} as const;

export const i18n: I18n<
  Record<string, never>,
  Record<string, never>,
  Record<string, never>,
  string,
  false
> = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: false,
  missingWarn: import.meta.env.DEV,
  messages: {},
  datetimeFormats: { zh: DATE_FORMATS, en: DATE_FORMATS },
});

/** Words inside Element Plus's own widgets. */
export const elementLanguage = shallowRef<ElementLanguage>();

export async function setLanguage(language: Language): Promise<void> {
  const [texts, element] = await LOADERS[language]();
  i18n.global.setLocaleMessage(language, texts.default);
  i18n.global.locale.value = language;
  shownLanguage.value = language;
  elementLanguage.value = element.default;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  preferences.writeLanguage(language);
  void getBridge().system.setLanguage(language);
}

export function currentLanguage(): Language {
  return shownLanguage.value;
}
