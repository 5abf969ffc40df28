import { dictionaryItems } from '../entities/dictionaries';
import { enumLabel } from './enums';

const DICTIONARY = 'expenseCategory';

export const EXPENSE_CATEGORIES: readonly string[] = dictionaryItems(DICTIONARY).map(({ code }) => code);

/** The code of a built-in category by its code or name, or a name of the company's own, tidied; '' for none. */
export function toCategory(text: string): string {
  const name = text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const key = name.toLowerCase();
  const known = dictionaryItems(DICTIONARY).find(({ code, zh, en, synonyms = [] }) =>
    [code, zh, en, ...synonyms].some((word) => word.toLowerCase() === key),
  );
  return known?.code ?? name;
}

/** A built-in category in the reader's language, one's own as it was named. */
export function categoryLabel(category: string, locale: 'zh' | 'en'): string {
  return EXPENSE_CATEGORIES.includes(category) ? enumLabel(DICTIONARY, category, locale) : category;
}

/** Built-in ones in their order, then others by name. */
export function sortCategories(categories: Iterable<string>): string[] {
  const place = (category: string): number => {
    const at = EXPENSE_CATEGORIES.indexOf(category);
    return at < 0 ? EXPENSE_CATEGORIES.length : at;
  };
  return [...new Set(categories)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
