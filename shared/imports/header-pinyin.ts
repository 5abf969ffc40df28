import type { MerchantField } from '../entities/merchant';
import { pinyinOf } from '../rules/pinyin';
import { fieldWords, type HeaderKeys } from './header-words';

/** Fields by the pinyin of their header words; initials that several fields share are left out. */
interface PinyinIndex {
  full: ReadonlyMap<string, MerchantField>;
  initials: ReadonlyMap<string, MerchantField>;
}

/** Initials of two signs that several words share, and what they stand for on a list of merchants. */
const USUAL: Readonly<Record<string, MerchantField>> = {
  MC: 'name',
  LX: 'merchantType',
  FR: 'legalName',
  DH: 'contactPhone',
  YX: 'email',
  SF: 'province',
  CS: 'city',
  QX: 'district',
  DZ: 'address',
  HM: 'accountName',
  ZH: 'accountNo',
  KHH: 'bankName',
  FL: 'ratePpm',
  BQ: 'tags',
  BZ: 'remark',
};
/** A row of pinyin syllables: what else is in Latin letters need not be looked up. */
const SYLLABLES =
  /^(?:(?:ZH|CH|SH|[BPMFDTNLGKHJQXRZCSYW])?(?:IANG|IONG|UANG|ANG|ENG|ING|ONG|IAN|UAN|IAO|UAI|AI|EI|AO|OU|AN|EN|IN|UN|IA|IE|IU|UA|UO|UI|UE|VE|ER|[AEIOUV])){1,12}(?:MCC)?$/;
const HAN = /\p{Script=Han}/u;
/** Longer words are never spelled out as the name of a column. */
const MAX_WORD = 10;
/** From so many on, the header is written in initials; fewer may be chance. */
const STYLE = 3;

let index: PinyinIndex | undefined;

/** The field a header names in full pinyin, as database exports have it: `shanghu_mingcheng`. */
export function findPinyin(keys: HeaderKeys): MerchantField | undefined {
  const spelled = keys.bare.replaceAll('LYU', 'LV').replaceAll('LUE', 'LVE');
  if (spelled.length < 2 || !SYLLABLES.test(spelled)) return undefined;
  index ??= collect();
  return index.full.get(spelled);
}

/**
 * The fields that headers name by initials (`SHMC`, `lxdh`), by column. Only where several headers do: a column called `SN`
 * among words is none of them.
 */
export function findInitials(headers: readonly HeaderKeys[]): Map<number, MerchantField> {
  const found = new Map<number, MerchantField>();
  const short = headers.map(({ bare }) => (/^[A-Z]{2,10}$/.test(bare) ? bare : ''));
  if (short.filter((bare) => bare !== '').length < STYLE) return found;
  index ??= collect();
  short.forEach((bare, column) => {
    const field = index!.initials.get(bare);
    if (field) found.set(column, field);
  });
  return new Set(found.values()).size >= STYLE ? found : new Map<number, MerchantField>();
}

function collect(): PinyinIndex {
  const full = new Map<string, MerchantField>();
  const labels = new Map<string, MerchantField>();
  const claims = new Map<string, Set<MerchantField>>();
  for (const { key, field, strength } of fieldWords()) {
    if (key.length > MAX_WORD || !HAN.test(key)) continue;
    const { full: spelled, initials } = pinyinOf(key);
    const [upper, short] = [spelled.toUpperCase(), initials.toUpperCase()];
    if (!full.has(upper) || strength === 'label') full.set(upper, field);
    if (strength === 'label') labels.set(short, field);
    claims.set(short, (claims.get(short) ?? new Set<MerchantField>()).add(field));
  }
  const initials = new Map<string, MerchantField>();
  for (const [short, fields] of claims) if (fields.size === 1) initials.set(short, [...fields][0]!);
  for (const [short, field] of [...labels, ...Object.entries(USUAL)]) initials.set(short, field);
  return { full, initials };
}
