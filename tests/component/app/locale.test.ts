import { describe, expect, it } from 'vitest';
import { createI18n, type I18n } from 'vue-i18n';
import zh from '@renderer/app/locale/zh';
import en from '@renderer/app/locale/en';

type Tree = { [key: string]: string | Tree };

type Texts = Record<string, never>;

describe('the texts', () => {
  const chinese = flatten(zh);
  const english = flatten(en);

  it('have the same keys in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  });

  it('name the same values in both languages', () => {
    const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!))].sort();
    for (const [key, text] of Object.entries(chinese)) expect(names(english[key]!), key).toEqual(names(text));
  });

  it('are never empty, and English holds no Chinese', () => {
    // A language is named in itself, whatever the language around it.
    const named = ['app.languages.zh', 'app.otherLanguage', 'app.otherLanguageShort'];
    for (const [key, text] of Object.entries(english)) {
      expect(text.trim(), key).not.toBe('');
      expect(chinese[key]!.trim(), key).not.toBe('');
      if (!named.includes(key)) expect(text, key).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('all compile: no stray brace, pipe or at sign', () => {
    const problems: string[] = [];
    const i18n: I18n<Texts, Texts, Texts, string, false> = createI18n({
      legacy: false,
      locale: 'zh',
      messages: {},
      missing: (_locale, key) => void problems.push(key),
    });
    i18n.global.setLocaleMessage('zh', zh);
    i18n.global.setLocaleMessage('en', en);
    for (const locale of ['zh', 'en'] as const) {
      i18n.global.locale.value = locale;
      for (const [key, text] of Object.entries(locale === 'zh' ? chinese : english)) {
        try {
          const shown = i18n.global.t(key, {});
          if (shown === key && text !== key) problems.push(`${locale} ${key}`);
        } catch (error) {
          problems.push(`${locale} ${key}: ${String(error)}`);
        }
      }
    }
    expect(problems).toEqual([]);
  });
});

function flatten(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  );
}
