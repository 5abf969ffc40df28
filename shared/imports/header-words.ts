import { MERCHANT_HEADERS, REGION_HEADERS } from '../entities/merchant-headers';
import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField } from '../entities/merchant';
import { compact } from '../rules/text';
import { simplify } from '../rules/traditional';

/** How a header says what it is. */
export interface HeaderKeys {
  /** All of it, decoration off. */
  whole: string;
  /** What is left without brackets. */
  bare: string;
  /** Its parts, where it has several: `户名/账号`, or a second line. */
  parts: string[];
}

/** How surely a word means a field: its label, a spelling of its own, or one that other fields could claim too. */
export type WordStrength = 'label' | 'sure' | 'weak';

export interface FieldWord {
  key: string;
  field: MerchantField;
  strength: WordStrength;
}

const MARKS = /[*★☆●○※▲△◆■□#!?~^`"'“”‘’✱﹡]/g;
const ADVICE = /非必填|必填项?|选填项?|必须填写|可不填|可选填?|请填写|请输入|请选择|填写/g;
const BRACKETED = /[([{【〔〖<《][^)\]}】〕〗>》]*[)\]}】〕〗>》]/g;
/** Brackets around all of it: `【商户名称】`. */
const FRAMED = /^[[【〔「『《<](.+)[\]】〕」』》>]$/;
const JOINERS = /[()[\]{}【】〔〕〖〗<>《》:;,./\\|、，。；：_\-+=&·~%‰‱$￥¥]/g;
/** `1.`, `（2）`, `③` in front of a header. */
const NUMBERING = /^(?:[(]?\d{1,2}[).、:]|[①-⑳]|[一二三四五六七八九十]{1,3}、)(?=\D)/;
const PARTING = /\n|[/|、,;:：]|[及和与或](?=..)/;

/** Decoration off: `*商户名称（必填）`, `费 率(%)` and `E-mail` become `商户名称`, `费率` and `EMAIL`. */
export function headerKeys(label: string): HeaderKeys {
  const text = plainLabel(label);
  const whole = text.replace(JOINERS, '');
  const bare = text.replace(BRACKETED, '').replace(JOINERS, '');
  return { whole, bare: bare || whole, parts: PARTING.test(label) ? partsOf(label) : [] };
}

function partsOf(label: string): string[] {
  const parts = label
    .replace(/\r\n?/g, '\n')
    .split(PARTING)
    .map((part) => plainLabel(part).replace(BRACKETED, '').replace(JOINERS, ''))
    .filter((part) => part !== '');
  return parts.length > 1 ? parts : [];
}

function plainLabel(label: string): string {
  const text = simplify(compact(label)).toUpperCase().replace(MARKS, '').replace(ADVICE, '');
  return text.replace(FRAMED, '$1').replace(NUMBERING, '');
}

let words: readonly FieldWord[] | undefined;
let wordByKey: ReadonlyMap<string, FieldWord> | undefined;
let regionKeys: ReadonlySet<string> | undefined;

/** Every spelling of every field, longest first. */
export function fieldWords(): readonly FieldWord[] {
  words ??= collectWords();
  return words;
}

/** The field a header names outright: as a whole, without its brackets, or by parts that all mean the same. */
export function findWord(keys: HeaderKeys): FieldWord | undefined {
  const known = wordsByKey();
  const found = known.get(keys.whole) ?? known.get(keys.bare);
  if (found || keys.parts.length === 0) return found ?? known.get(keys.bare.replace(/[1一]$/, ''));
  const parts = keys.parts.map((part) => known.get(part));
  const [first] = parts;
  return first && parts.every((part) => part?.field === first.field) ? { ...first, strength: 'sure' } : undefined;
}

/** The different fields that one header names together: `联系人及电话`; none when any part of it is something else. */
export function findSeveral(keys: HeaderKeys): MerchantField[] {
  const known = wordsByKey();
  const fields = keys.parts.map((part) => known.get(part)?.field);
  return fields.length > 1 && fields.every((field) => field !== undefined) ? [...new Set(fields)] : [];
}

/** Whether a header announces a region of several levels in one column. */
export function isRegionHeader(keys: HeaderKeys): boolean {
  regionKeys ??= new Set(REGION_HEADERS.flatMap(expand).map((word) => headerKeys(word).whole));
  return regionKeys.has(keys.whole) || regionKeys.has(keys.bare);
}

function wordsByKey(): ReadonlyMap<string, FieldWord> {
  if (!wordByKey) {
    const map = new Map<string, FieldWord>();
    const rank = { label: 2, sure: 1, weak: 0 };
    for (const word of fieldWords()) {
      const other = map.get(word.key);
      if (!other || rank[word.strength] > rank[other.strength]) map.set(word.key, word);
    }
    wordByKey = map;
  }
  return wordByKey;
}

function collectWords(): FieldWord[] {
  const list: FieldWord[] = [];
  const add = (field: MerchantField, strength: WordStrength, spellings: readonly string[]) => {
    for (const spelling of spellings) list.push({ key: headerKeys(spelling).whole, field, strength });
  };
  for (const field of MERCHANT_INPUT_FIELDS) {
    const { zh, en } = merchant.fields[field];
    add(field, 'label', [zh, en, field]);
    add(field, 'sure', (MERCHANT_HEADERS[field]?.sure ?? []).flatMap(expand));
    add(field, 'weak', (MERCHANT_HEADERS[field]?.weak ?? []).flatMap(expand));
  }
  return list.filter((word) => word.key !== '').sort((a, b) => b.key.length - a.key.length);
}

/** `(甲|乙|)丙` is 甲丙, 乙丙 and 丙. */
export function expand(pattern: string): string[] {
  let spellings = [''];
  for (const [, group, text] of pattern.matchAll(/\(([^()]*)\)|([^()]+)/g)) {
    const choices = group === undefined ? [text!] : group.split('|');
    spellings = spellings.flatMap((start) => choices.map((choice) => start + choice));
  }
  return spellings;
}
