import { dictionaryItems, type DictionaryItem } from '../entities/dictionaries';
import type { Field } from '../entities/define';
import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField } from '../entities/merchant';
import { matchKey } from '../rules/text';
import type { RowChecker } from './check-rows';
import { choiceKey } from './column-decisions';
import type { UnknownValue } from './define';
import { BLANK, type RowJudge } from './row-judge';

/** Fields whose unknown texts can be settled once for all rows. */
const ENUM_FIELDS = MERCHANT_INPUT_FIELDS.filter((field) => merchant.fields[field].type === 'enum');

export function isEnumField(field: string): field is MerchantField {
  return (ENUM_FIELDS as string[]).includes(field);
}

/** Whether a code may be chosen for a field; '' stands for nothing. */
export function isCodeOf(field: MerchantField, code: string): boolean {
  return code === '' || dictionaryOf(field).some((item) => item.code === code);
}

/** Texts of enum columns that nobody understands or that were settled, in field order, the most frequent first. */
export function listUnknownValues(
  checker: RowChecker,
  judge: RowJudge,
  remembered: Readonly<Record<string, Readonly<Record<string, string>>>>,
): UnknownValue[] {
  return ENUM_FIELDS.flatMap((field) => {
    const column = checker.column(field);
    if (!column) return [];
    const { choices } = column.decided;
    const found = new Map<string, UnknownValue>();
    const count = (index: number, text: string): void => {
      const known = found.get(text);
      if (known) known.count++;
      else found.set(text, describe(field, text, judge.rowNumber(index), choices.get(text), remembered));
    };
    for (const index of countedRows(judge)) {
      const isUnknown = checker.complaintsOf(index).some((one) => one.field === field && one.code === 'enum.unknown');
      if (!isUnknown && choices.size === 0) continue;
      const text = choiceKey(column.rawAt(index));
      if (isUnknown || choices.has(text)) count(index, text);
    }
    return [...found.values()].sort((a, b) => b.count - a.count || a.firstRow - b.firstRow);
  });
}

function* countedRows({ codes, removed }: RowJudge): Generator<number, void> {
  for (let index = 0; index < codes.length; index++) if (codes[index]! < BLANK && removed[index] === 0) yield index;
}

function describe(
  field: MerchantField,
  text: string,
  firstRow: number,
  to: string | undefined,
  remembered: Readonly<Record<string, Readonly<Record<string, string>>>>,
): UnknownValue {
  const suggestion = suggestCode(text, dictionaryOf(field));
  return {
    field,
    text,
    count: 1,
    firstRow,
    ...(suggestion === '' ? {} : { suggestion }),
    ...(to === undefined ? {} : { to }),
    ...(to !== undefined && remembered[field]?.[text] === to ? { remembered: true } : {}),
  };
}

/** The one item that shares most with a text, when it shares a word or half of its signs; '' when there is none or are two. */
function suggestCode(text: string, items: readonly DictionaryItem[]): string {
  const key = matchKey(text);
  let best = { code: '', score: 0.5 };
  let isTied = false;
  for (const item of items) {
    const score = Math.max(
      ...[item.zh, item.en, ...(item.synonyms ?? [])].map((word) => likeness(key, matchKey(word))),
    );
    if (score === best.score) isTied = best.code !== '';
    if (score <= best.score) continue;
    best = { code: item.code, score };
    isTied = false;
  }
  return isTied ? '' : best.code;
}

/** 0 to 1: signs in common, the longer of the two counting full. A word found whole counts more than scattered signs. */
function likeness(text: string, word: string): number {
  if (text === '' || word === '') return 0;
  if (text.includes(word) || word.includes(text)) {
    const shorter = Math.min(text.length, word.length);
    return shorter < 2 ? 0 : 0.6 + (0.4 * shorter) / Math.max(text.length, word.length);
  }
  const rest = [...word];
  let common = 0;
  for (const sign of text) {
    const at = rest.indexOf(sign);
    if (at < 0) continue;
    rest.splice(at, 1);
    common++;
  }
  return common / Math.max(text.length, word.length);
}

function dictionaryOf(name: MerchantField): readonly DictionaryItem[] {
  const field: Field = merchant.fields[name];
  return dictionaryItems(field.dictionary ?? '');
}
