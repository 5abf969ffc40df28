import type { ResolvedScope } from '@shared/access/scope';
import type { MerchantFilter } from '@shared/contracts/core';
import { dateNumber, type CodedName, type MerchantIndex, type PrintedName } from './merchant-index';
import { keepInScope } from './merchant-scope';
import type { MerchantSearch } from './merchant-search';

/** A filter as the store runs it: text already folded and split, look-ups of secrets already blinded. */
export interface MerchantScan {
  filter: Omit<MerchantFilter, 'text'>;
  /** Whose merchants are within reach of who asks. */
  scope: ResolvedScope;
  /** Every word must occur; none means no text was asked for. */
  words: readonly string[];
  /** Or one of these sensitive fields equals the text. */
  blind: readonly { field: string; value: string }[];
}

const ONE_OF = ['status', 'merchantType', 'settleCycle', 'level'] as const;
const EXACTLY = ['province', 'city', 'district', 'mcc'] as const;

/** 1 for every slot the scan selects. Each condition is one loop over a typed array. */
export function matchSlots(
  index: MerchantIndex,
  search: MerchantSearch,
  scan: MerchantScan,
  slots: number,
  verify: (slot: number, name: PrintedName, text: string) => boolean,
  slotOf: (id: string) => number | undefined,
): Uint8Array {
  const match = index.alive.slice(0, slots);
  const { filter } = scan;
  const deleted = index.numbers.$deletedAt;
  const wanted = filter.deleted === true;
  for (let slot = 0; slot < slots; slot++) if (deleted[slot]! > 0 !== wanted) match[slot] = 0;
  keepInScope(index, scan.scope, match, slotOf);
  for (const name of ONE_OF) if (filter[name]) keepCodes(index, name, filter[name], match);
  for (const name of EXACTLY) if (filter[name]) keepCodes(index, name, [filter[name]], match);
  if (filter.ownerId) keepOwner(index, filter.ownerId, match);
  if (filter.importBatchId) keepCodes(index, '$importBatchId', [filter.importBatchId], match);
  if (filter.onboardedFrom || filter.onboardedTo) {
    const from = filter.onboardedFrom ? dateNumber(filter.onboardedFrom) : 0;
    const to = filter.onboardedTo ? dateNumber(filter.onboardedTo) : Infinity;
    const dates = index.numbers.onboardedOn;
    for (let slot = 0; slot < slots; slot++) if (dates[slot]! < from || dates[slot]! > to) match[slot] = 0;
  }
  if (scan.words.length > 0) keepText(index, search, scan, slots, match, verify);
  return match;
}

function keepOwner(index: MerchantIndex, ownerId: string, match: Uint8Array): void {
  keepInScope(index, [{ owners: [ownerId], regions: [], merchantIds: [] }], match, () => undefined);
}

function keepCodes(index: MerchantIndex, name: CodedName, words: readonly string[], match: Uint8Array): void {
  const column = index.coded[name];
  const keep = new Uint8Array(column.words.length);
  for (const word of words) {
    const code = column.find(word);
    if (code >= 0) keep[code] = 1;
  }
  const { codes } = column;
  for (let slot = 0; slot < match.length; slot++) if (keep[codes[slot]!] === 0) match[slot] = 0;
}

function keepText(
  index: MerchantIndex,
  search: MerchantSearch,
  scan: MerchantScan,
  slots: number,
  match: Uint8Array,
  verify: (slot: number, name: PrintedName, text: string) => boolean,
): void {
  let hits: Uint8Array | null = null;
  for (const word of scan.words) {
    const found = new Uint8Array(slots);
    search.mark(word, slots, found);
    if (hits) for (let slot = 0; slot < slots; slot++) found[slot]! &= hits[slot]!;
    hits = found;
  }
  const kept = hits ?? new Uint8Array(slots);
  for (const { field, value } of scan.blind) {
    const name = `#${field}` as PrintedName;
    for (const slot of index.findPrint(name, value, slots)) if (verify(slot, name, value)) kept[slot] = 1;
  }
  for (let slot = 0; slot < slots; slot++) match[slot]! &= kept[slot]!;
}
