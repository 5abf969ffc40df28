import { shallowRef } from 'vue';
import type { Pinyin } from '@shared/rules/pinyin';

const HAN = /\p{Script=Han}/u;
const spelled = new Map<string, string>();
/** A ref: what was typed before the tables arrived is matched again when they do. */
const spell = shallowRef<((text: string) => Pinyin) | null>(null);

/** The pinyin tables are large: fetched when somebody first comes to a field that searches by them. */
export async function loadSpelling(): Promise<void> {
  if (spell.value) return;
  const { pinyinOf } = await import('@shared/rules/pinyin');
  spell.value = pinyinOf;
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
  if (!spell.value || !HAN.test(word)) return lower;
  const { full, initials } = spell.value(word);
  const text = `${lower} ${full} ${initials}`;
  spelled.set(word, text);
  return text;
}
