import { dictionaryItems, type DictionaryItem } from '../entities/dictionaries';
import { bad, good, type Checked } from './issues';
import { matchKey, plainDashes } from './text';

const spellings = new Map<string, Map<string, string>>();
/** Words added around a value without changing it: `T+1结算`, `A级`, `餐饮类`, `个体工商户（个人经营）`. */
const TAILS = /(?:\(.*\)|结算|到账|清算|日结|日|级|类|行业|业|商户)$/;

/** The code of a dictionary item, by its code, a label in either language, or a known other spelling. */
export function checkEnum(raw: string, dictionary: string): Checked {
  const known = spellingsOf(dictionary);
  const direct = known.get(raw);
  if (direct !== undefined) return good(direct);
  const key = plainDashes(matchKey(raw)).replaceAll('加', '+');
  if (key === '') return good('');
  const code = known.get(key) ?? known.get(key.replace(TAILS, ''));
  return code === undefined ? bad(raw.trim(), 'enum.unknown') : good(code);
}

export function enumLabel(dictionary: string, code: string, locale: 'zh' | 'en'): string {
  const item = dictionaryItems(dictionary).find((i) => i.code === code);
  return item ? item[locale] : code;
}

function spellingsOf(dictionary: string): Map<string, string> {
  let known = spellings.get(dictionary);
  if (!known) {
    known = new Map();
    for (const item of dictionaryItems(dictionary))
      for (const word of wordsOf(item)) known.set(matchKey(word), item.code);
    spellings.set(dictionary, known);
  }
  return known;
}

function wordsOf(item: DictionaryItem): string[] {
  return [...(item.synonyms ?? []), item.en, item.zh, item.code];
}
