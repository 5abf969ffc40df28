import { TXN_KINDS } from '@shared/contracts/bills';
import { expectedFeeFen, type FeeTerms } from '@shared/rules/fee-plan';
import { methodOf } from '@shared/rules/pay-method';
import type { Database } from '@renderer/data/db';
import { dayIdOf, placeOf, textOf } from '@renderer/data/txn-blocks';
import type { FeeDayRow, TxnBlockRow } from '@renderer/data/txn-rows';
import type { UnitOfWork } from '@renderer/data/unit-of-work';

const PAY = TXN_KINDS.indexOf('pay');
/** Places of the kinds of lines that may bear a fee. */
export const WITH_FEES: ReadonlySet<number> = new Set(
  (['pay', 'refund', 'revoke'] as const).map((kind) => TXN_KINDS.indexOf(kind)),
);

/** What was expected of a line when it came in; null where no plan held, and of what bears no fee. */
export function expectedOf(block: TxnBlockRow, row: number): number | null {
  const { kind, money } = block;
  if (!WITH_FEES.has(kind[row]!)) return null;
  const terms = termsOf(block, row);
  if (!terms) return null;
  const paidFen = kind[row] === PAY ? (money.settleFen?.[row] ?? 0) : 0;
  return expectedFeeFen(terms, paidFen, money.refundFen?.[row] ?? 0);
}

function termsOf(block: TxnBlockRow, row: number): FeeTerms | undefined {
  const { methodTerms, terms } = block;
  if (!methodTerms) return terms;
  const method = methodOf(placeOf(block.id).channel, textOf(block, 'payMethod', row));
  return (method === '' ? undefined : methodTerms[method]) ?? terms;
}

export async function storeFees(uow: UnitOfWork, fees: readonly FeeDayRow[]): Promise<void> {
  const table = uow.table('feeDays');
  await table.bulkPut(fees.filter(({ lines }) => lines !== 0));
  for (const { id, lines } of fees) if (lines === 0) await table.remove(id);
}

/** What a command adds to the fees of each day, channel and account, or takes from them. */
export class FeeDeltas {
  private readonly sums = new Map<string, FeeDayRow>();

  add(block: TxnBlockRow, times: 1 | -1): void {
    if (!block.terms && !block.methodTerms) return;
    const id = dayIdOf(block.id);
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

  /** What was added alone; a day without lines is none. */
  rows(): FeeDayRow[] {
    return [...this.sums.values()].filter(({ lines }) => lines !== 0);
  }

  /** The days as they are to be stored; those without lines are to be taken out. */
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

export function isSameFees(a: FeeDayRow, b: FeeDayRow): boolean {
  return (['lines', 'actualFen', 'expectedFen', 'off'] as const).every((name) => a[name] === b[name]);
}
