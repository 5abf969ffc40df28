import type { BillFees } from '@shared/contracts/bills';
import { readBill, placeOf } from '@renderer/data/txn-blocks';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { accountId, accountsById, isAccountWithinReach } from './accounts';
import { expectedOf, WITH_FEES } from './fee-days';

/**
 * What a bill charged against what was agreed when its lines came in, account by account, within reach. Of the lines stored from
 * this bill: those that another had brought before are that one's. @throws Refusal `bill.batch_not_found`
 */
export async function readBillFees(ctx: CoreContext, id: string): Promise<BillFees[]> {
  const bill = await ctx.db.table('bills').get(id);
  if (!bill) refuse('bill.batch_not_found');
  const known = await accountsById(ctx);
  const sums = new Map<string, BillFees>();
  for (const block of await readBill(ctx.db, id)) {
    const { book, channel, account } = placeOf(block.id);
    if (book !== 't') continue;
    const key = accountId(channel, account);
    const row = known.get(key);
    if (!isAccountWithinReach(ctx, row)) continue;
    const sum = sums.get(key) ?? {
      id: key,
      label: row?.label ?? account,
      merchantName: ctx.merchants.get(row?.merchantId ?? '')?.values['name'] ?? '',
      ...{ lines: 0, actualFen: 0, expectedFen: 0, off: 0, freeLines: 0, freeFen: 0 },
    };
    sums.set(key, sum);
    for (let line = 0; line < block.rows; line++) {
      if (!WITH_FEES.has(block.kind[line]!)) continue;
      const actual = block.money.feeFen?.[line] ?? 0;
      const expected = expectedOf(block, line);
      if (expected === null) {
        sum.freeLines++;
        sum.freeFen += actual;
        continue;
      }
      sum.lines++;
      sum.actualFen += actual;
      sum.expectedFen += expected;
      if (actual !== expected) sum.off++;
    }
  }
  return [...sums.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
