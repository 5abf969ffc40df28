import { pinyinOf } from '@shared/rules/pinyin';

const HAN = /\p{Script=Han}/u;
const spelled = new Map<string, string>();

/** Whether one of the words contains what was typed: as written, in full pinyin, or in pinyin initials. */
export function matchesWords(typed: string, words: readonly string[]): boolean {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return true;
  return words.some((word) => searchable(word).includes(wanted));
}

function searchable(word: string): string {
  const known = spelled.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  const { full, initials } = HAN.test(word) ? pinyinOf(word) : { full: '', initials: '' };
  const text = full === '' ? lower : `${lower} ${full} ${initials}`;
  spelled.set(word, text);
  return text;
}
