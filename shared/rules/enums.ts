import { dictionaryItems } from '../entities/dictionaries';
import { bad, doubtful, good, type Checked } from './issues';
import { isPlaceholder } from './placeholders';
import { matchKey, plainDashes } from './text';
import { simplify } from './traditional';

interface Spellings {
  sure: Map<string, string>;
  guesses: Map<string, string>;
}

const spellings = new Map<string, Spellings>();
/** Words and marks around a value that do not change it: `T+1结算`, `A级`, `餐饮类`, `个体工商户（个人经营）`, `03-餐饮`. */
const TAIL = /(?:\([^()]*\)|结算|到账|清算|日结|日|级|等|类型|类|型|行业|业|商户|企业|贸易|服务|门店|店|模式|方式|\])$/;
const EDGE_MARKS = /^["'/;,.。、]+|["'/;,.。、]+$/g;
const WRAPPED = /^[[(]([^[\]()]+)[\])]$/;
const HEAD = /^(?:\d{1,3}[-.、_:)]?|按|线下|商业|结算|\[)/;

/**
 * The code of a dictionary item, by its code, a label in either language, or a known other spelling, whatever decorates it. A
 * spelling that only probably means the item is said to be a guess. A dash or 无 is no answer.
 */
export function checkEnum(raw: string, dictionary: string): Checked {
  const known = spellingsOf(dictionary);
  const direct = known.sure.get(raw);
  if (direct !== undefined) return good(direct);
  const key = simplify(plainDashes(matchKey(raw)))
    .replace(/[加十]/g, '+')
    .replace(/[【〔]/g, '[')
    .replace(/[】〕]/g, ']')
    .replace(EDGE_MARKS, '')
    .replace(WRAPPED, '$1');
  if (key === '' || isPlaceholder(key)) return good('');
  const code = lookUp(known.sure, key);
  if (code !== undefined) return good(code);
  const guess = lookUp(known.guesses, key);
  return guess === undefined ? bad(raw.trim(), 'enum.unknown') : doubtful(guess, 'enum.assumed', { code: guess });
}

export function enumLabel(dictionary: string, code: string, locale: 'zh' | 'en'): string {
  const item = dictionaryItems(dictionary).find((i) => i.code === code);
  return item ? item[locale] : code;
}

/** Takes off one decoration after the other, last ones first, until a known word appears. */
function lookUp(known: ReadonlyMap<string, string>, key: string): string | undefined {
  const aside = /\(([^()]+)\)$/.exec(key)?.[1];
  for (let word = key; word !== '';) {
    const code = known.get(word);
    // `批发（零售）` is two answers.
    if (code !== undefined) return aside !== undefined && (known.get(aside) ?? code) !== code ? undefined : code;
    const shorter = word.replace(TAIL, '');
    const next = shorter === word ? word.replace(HEAD, '') : shorter;
    if (next === word) return undefined;
    word = next;
  }
  return undefined;
}

function spellingsOf(dictionary: string): Spellings {
  let known = spellings.get(dictionary);
  if (!known) {
    known = { sure: new Map(), guesses: new Map() };
    for (const item of dictionaryItems(dictionary)) {
      for (const word of [...(item.synonyms ?? []), item.en, item.zh, item.code])
        known.sure.set(matchKey(word), item.code);
      for (const word of item.guesses ?? []) known.guesses.set(matchKey(word), item.code);
    }
    spellings.set(dictionary, known);
  }
  return known;
}
