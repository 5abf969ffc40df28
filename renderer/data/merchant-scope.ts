import type { ResolvedScope, ScopeClause } from '@shared/access/scope';
import type { CodedColumn, MerchantIndex } from './merchant-index';

/** Takes the slots out of reach out of `match`. Each clause is one loop over typed arrays, so that counts, lists and exports agree. */
export function keepInScope(
  index: MerchantIndex,
  scope: ResolvedScope,
  match: Uint8Array,
  slotOf: (id: string) => number | undefined,
): void {
  for (const clause of scope) keepClause(index, clause, match, slotOf);
}

function keepClause(
  index: MerchantIndex,
  { owners, regions, merchantIds }: ScopeClause,
  match: Uint8Array,
  slotOf: (id: string) => number | undefined,
): void {
  const { $ownerId, $createdBy, regionCode } = index.coded;
  const byOwner = wordsThat($ownerId, (word) => owners.includes(word));
  const byCreator = wordsThat($createdBy, (word) => owners.includes(word));
  const byRegion = wordsThat(regionCode, (word) => regions.some((code) => word.startsWith(code)));
  const listed = new Set(merchantIds.map(slotOf));
  for (let slot = 0; slot < match.length; slot++) {
    if (match[slot] === 0) continue;
    const owner = $ownerId.codes[slot]!;
    // Code 0 is the empty word: nobody was named, so it belongs to who entered it.
    const isOwned = owner === 0 ? byCreator[$createdBy.codes[slot]!] === 1 : byOwner[owner] === 1;
    if (!isOwned && byRegion[regionCode.codes[slot]!] === 0 && !listed.has(slot)) match[slot] = 0;
  }
}

function wordsThat(column: CodedColumn, test: (word: string) => boolean): Uint8Array {
  return Uint8Array.from(column.words, (word) => (word !== '' && test(word) ? 1 : 0));
}
