import { cellAt, packRows, type ColumnBatch } from '@shared/kernel/columns';
import { isStrongMatch } from '@shared/imports/similar-rows';
import { maskField } from '@shared/rules/mask';
import { softNameKey } from '@shared/rules/name-key';
import type { MerchantTwins, TwinKey } from '@renderer/data/merchant-twins';
import type { CoreContext } from '../context';
import { isWithinReach } from './require-rows';

const HIT_COLUMNS = ['row', 'id', 'rev', 'merchantNo', 'name', 'by'] as const;
const WEIGHT: Readonly<Record<TwinKey, number>> = { name: 4, account: 2, phone: 1 };
const MAX_HITS = 5;
/** A mobile alone says little, and some are everywhere. */
const MAX_WEAK_HITS = 2;

/**
 * Living merchants that share name and region, mobile or account with rows of a file, as columns: `row` (0-based in the batch
 * asked), what the merchant is, and `by`, the shared keys joined by commas. At most five per row, surest first.
 */
export function findSimilar(ctx: CoreContext, asked: ColumnBatch): ColumnBatch {
  const hits: Record<(typeof HIT_COLUMNS)[number], string>[] = [];
  if (asked.rows > 0 && ctx.merchants.size > 0) {
    const twins = ctx.merchants.twins();
    const phones = blindTexts(ctx, twins, asked, 'phone');
    const accounts = blindTexts(ctx, twins, asked, 'account');
    for (let row = 0; row < asked.rows; row++) {
      const texts = { name: nameAt(asked, row), account: accounts[row]!, phone: phones[row]! };
      for (const { slot, by } of rank(twins, texts)) {
        const merchant = ctx.merchants.at(slot);
        if (!isWithinReach(ctx, merchant)) continue;
        const { merchantNo = '', name = '' } = merchant.values;
        hits.push({ row: String(row), id: merchant.id, rev: String(merchant.rev), merchantNo, name, by: by.join(',') });
      }
    }
  }
  return packRows(HIT_COLUMNS, hits);
}

function nameAt(asked: ColumnBatch, row: number): string {
  const cell = (column: string) => cellAt(asked.columns[column], row);
  return softNameKey(cell('name'), cell('province'), cell('city'), cell('district'));
}

/** Blind indexes of the values some merchant might share; '' for the others, which need none. */
function blindTexts(ctx: CoreContext, twins: MerchantTwins, asked: ColumnBatch, key: 'phone' | 'account'): string[] {
  const field = key === 'phone' ? 'contactPhone' : 'accountNo';
  const column = asked.columns[field];
  const plain = Array.from({ length: asked.rows }, (_, row) => {
    const value = cellAt(column, row);
    return value !== '' && twins.mayHave(key, maskField(field, value)) ? value : '';
  });
  const blind = ctx.vault.blindMany(field, plain);
  return plain.map((_, row) => cellAt(blind, row));
}

function rank(twins: MerchantTwins, texts: Readonly<Record<TwinKey, string>>): { slot: number; by: TwinKey[] }[] {
  const found = new Map<number, TwinKey[]>();
  for (const key of ['name', 'account', 'phone'] as const) {
    for (const slot of twins.find(key, texts[key])) {
      const by = found.get(slot);
      if (by) by.push(key);
      else found.set(slot, [key]);
    }
  }
  if (found.size === 0) return [];
  const worth = (by: readonly TwinKey[]) => by.reduce((sum, key) => sum + WEIGHT[key], 0);
  const ranked = [...found].sort(([a, x], [b, y]) => worth(y) - worth(x) || a - b).map(([slot, by]) => ({ slot, by }));
  const strong = ranked.filter(({ by }) => isStrongMatch(by));
  const weak = ranked.filter(({ by }) => !isStrongMatch(by)).slice(0, MAX_WEAK_HITS);
  return [...strong, ...weak].slice(0, MAX_HITS);
}
