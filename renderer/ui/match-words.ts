import type { Pinyin } from '@shared/rules/pinyin';

const HAN = /\p{Script=Han}/u;
const spelled = new Map<string, string>();
let spell: ((text: string) => Pinyin) | null = null;

/** The pinyin tables are large: fetched when somebody first comes to a field that searches by them. */
export async function loadSpelling(): Promise<void> {
  spell ??= (await import('@shared/rules/pinyin')).pinyinOf;
}

/** Whether one of the words contains what was typed: as written, in full pinyin, or in pinyin initials. */
export function matchesWords(typed: string, words: readonly string[]): boolean {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return true;
  void loadSpelling();
  return words.some((word) => searchable(word).includes(wanted));
}

function searchable(word: string): string {
  const known = spelled.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  if (!spell || !HAN.test(word)) return lower;
  const { full, initials } = spell(word);
  const text = `${lower} ${full} ${initials}`;
  spelled.set(word, text);
  return text;
}
