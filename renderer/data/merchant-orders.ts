import { DICTIONARIES } from '@shared/entities/dictionaries';
import { merchant } from '@shared/entities/merchant';
import type { Field } from '@shared/entities/define';
import { CODED, NUMBERS, type CodedName, type MerchantIndex, type NumberName } from './merchant-index';
import { CharOrder, orderByText } from './merchant-text-order';
import type { SlotReader } from './merchant-search';
import { SlotOrder, type CompareSlots } from './slot-order';

/** Fields a list can be sorted by: no secrets, no essays. */
export const SORT_FIELDS: readonly string[] = [
  ...Object.entries<Field>(merchant.fields)
    .filter(([, f]) => !f.sensitive && f.type !== 'longText' && f.type !== 'tags')
    .map(([name]) => name),
  'createdAt',
  'updatedAt',
  'deletedAt',
];

/** Changes up to this many rows are moved within the kept orders; more throw them away. */
const MOVED_ONE_BY_ONE = 64;

/**
 * Rows in the order of each sort field: computed when first asked for, then kept in step. Ascending, ties by merchant number,
 * which is the same after a restart; the caller walks it backwards for a descending list.
 */
export class MerchantOrders {
  private readonly kept = new Map<string, SlotOrder>();
  private readonly chars = new CharOrder();
  /** Ranks of the words of a coded column; words are only ever added. */
  private readonly ranked = new Map<CodedName, number[]>();

  constructor(
    private readonly index: MerchantIndex,
    private readonly reader: SlotReader,
  ) {}

  clear(): void {
    this.kept.clear();
  }

  /** Valid until the next change. */
  by(field: string, slots: number): Int32Array {
    let order = this.kept.get(field);
    if (!order) {
      order = new SlotOrder(this.build(field, slots));
      this.kept.set(field, order);
    }
    return order.view;
  }

  /** Call after the index holds the new values of the slots. Dead ones leave, the others move to their place. */
  update(touched: readonly number[]): void {
    if (touched.length > MOVED_ONE_BY_ONE) return this.clear();
    const slots = [...new Set(touched)];
    const [first] = slots;
    const only = slots.length === 1 && this.index.alive[first!] === 1 ? first : undefined;
    for (const [field, order] of this.kept) {
      const compare = this.comparator(field);
      // An ordinary edit moves the row in one or two of the orders: its sort key stayed the same in the others.
      if (only !== undefined && order.isInPlace(only, compare)) continue;
      for (const slot of slots) order.remove(slot);
      for (const slot of slots) if (this.index.alive[slot] === 1) order.insert(slot, compare);
    }
  }

  private build(field: string, slots: number): Int32Array<ArrayBuffer> {
    if (field === 'merchantNo') return this.byNumber(slots);
    const base = this.by('merchantNo', slots);
    const number = numberName(field);
    if (number) return orderByNumber(base, this.index.numbers[number]);
    const coded = codedName(field);
    if (coded) return orderByNumber(base, this.codeRanks(coded));
    return orderByText(this.chars, base, (slot) => this.cell(field, slot));
  }

  private byNumber(slots: number): Int32Array<ArrayBuffer> {
    const { alive, numbers } = this.index;
    const living = new Int32Array(slots);
    let count = 0;
    for (let slot = 0; slot < slots; slot++) if (alive[slot] === 1) living[count++] = slot;
    return orderByNumber(living.subarray(0, count), numbers.merchantNo);
  }

  /** The rank of each slot's code, so that codes sort like their dictionary, or like words. */
  private codeRanks(name: CodedName): Float64Array {
    const { codes } = this.index.coded[name];
    const ranks = this.wordRanks(name);
    const out = new Float64Array(codes.length);
    for (let slot = 0; slot < codes.length; slot++) out[slot] = ranks[codes[slot]!]!;
    return out;
  }

  private wordRanks(name: CodedName): number[] {
    const { words } = this.index.coded[name];
    const dictionary = (merchant.fields as Record<string, Field>)[name]?.dictionary as
      keyof typeof DICTIONARIES | undefined;
    if (dictionary) {
      const codes = DICTIONARIES[dictionary].map((item) => item.code as string);
      return words.map((word) => (word === '' ? -1 : codes.indexOf(word)));
    }
    const known = this.ranked.get(name);
    if (known?.length === words.length) return known;
    this.chars.learn(words);
    const sorted = words.map((_, i) => i).sort((a, b) => this.chars.compare(words[a]!, words[b]!));
    const ranks = new Array<number>(words.length).fill(0);
    sorted.forEach((word, rank) => (ranks[word] = rank));
    this.ranked.set(name, ranks);
    return ranks;
  }

  private comparator(field: string): CompareSlots {
    const { numbers } = this.index;
    const byNo = (a: number, b: number): number => numbers.merchantNo[a]! - numbers.merchantNo[b]!;
    const number = numberName(field);
    if (number) {
      const values = numbers[number];
      return (a, b) => values[a]! - values[b]! || byNo(a, b);
    }
    const coded = codedName(field);
    if (coded) {
      const { codes } = this.index.coded[coded];
      const ranks = this.wordRanks(coded);
      return (a, b) => ranks[codes[a]!]! - ranks[codes[b]!]! || byNo(a, b);
    }
    return (a, b) => {
      const left = this.cell(field, a);
      const right = this.cell(field, b);
      this.chars.learn([left, right]);
      return this.chars.compare(left, right) || byNo(a, b);
    };
  }

  private cell(field: string, slot: number): string {
    const { source, row } = this.reader.sourceOf(slot);
    return source.cell(field, row);
  }
}

/** `base` stably reordered by a number per slot. */
function orderByNumber(base: Int32Array, values: Float64Array): Int32Array<ArrayBuffer> {
  const distinct = new Map<number, number>();
  let sorted = true;
  for (let i = 0; i < base.length; i++) {
    const value = values[base[i]!]!;
    distinct.set(value, (distinct.get(value) ?? 0) + 1);
    if (i > 0 && values[base[i - 1]!]! > value) sorted = false;
  }
  if (sorted) return base.slice();
  let start = 0;
  for (const value of Float64Array.from(distinct.keys()).sort()) {
    const count = distinct.get(value)!;
    distinct.set(value, start);
    start += count;
  }
  const out = new Int32Array(base.length);
  for (const slot of base) {
    const value = values[slot]!;
    const place = distinct.get(value)!;
    distinct.set(value, place + 1);
    out[place] = slot;
  }
  return out;
}

function numberName(field: string): NumberName | undefined {
  return NUMBERS.find((name) => name === field || name === `$${field}`);
}

function codedName(field: string): CodedName | undefined {
  return CODED.find((name) => name === field);
}
