import { TXN_KINDS } from '@shared/contracts/bills';
import { expectedFeeFen } from '@shared/rules/fee-plan';
import type { Database } from '@renderer/data/db';
import { placeOf } from '@renderer/data/txn-blocks';
import type { FeeDayRow, TxnBlockRow } from '@renderer/data/txn-rows';

const PAY = TXN_KINDS.indexOf('pay');
const WITH_FEES: ReadonlySet<number> = new Set(
  (['pay', 'refund', 'revoke'] as const).map((kind) => TXN_KINDS.indexOf(kind)),
);

/** What was expected of a line when it came in; null where no plan held, and of what bears no fee. */
export function expectedOf({ terms, kind, money }: TxnBlockRow, row: number): number | null {
  if (!terms || !WITH_FEES.has(kind[row]!)) return null;
  const paidFen = kind[row] === PAY ? (money.settleFen?.[row] ?? 0) : 0;
  return expectedFeeFen(terms, paidFen, money.refundFen?.[row] ?? 0);
}

/** What a command adds to the fees of each day, channel and account, or takes from them. */
export class FeeDeltas {
  private readonly sums = new Map<string, FeeDayRow>();

  add(block: TxnBlockRow, times: 1 | -1): void {
    if (!block.terms) return;
    const { bizDate, channel, account } = placeOf(block.id);
    const id = `${bizDate}|${channel}|${account}`;
    const day = this.sums.get(id) ?? { id, lines: 0, actualFen: 0, expectedFen: 0, off: 0 };
    this.sums.set(id, day);
    for (let row = 0; row < block.rows; row++) {
      const expected = expectedOf(block, row);
      if (expected === null) continue;
      const actual = block.money.feeFen?.[row] ?? 0;
      day.lines += times;
      day.actualFen += times * actual;
      day.expectedFen += times * expected;
      if (actual !== expected) day.off += times;
    }
  }

  /** By id. */
  get days(): ReadonlyMap<string, FeeDayRow> {
    return this.sums;
  }

  /** The days as they are to be stored. */
  async apply(db: Database): Promise<FeeDayRow[]> {
    const days = [...this.sums.values()];
    const before = await db.table('feeDays').bulkGet(days.map(({ id }) => id));
    return days.map((day, n) => {
      const { lines = 0, actualFen = 0, expectedFen = 0, off = 0 } = before[n] ?? {};
      return {
        id: day.id,
        lines: day.lines + lines,
        actualFen: day.actualFen + actualFen,
        expectedFen: day.expectedFen + expectedFen,
        off: day.off + off,
      };
    });
  }
}
