import type { BillKind } from '../sources/define';
import type { BillReading, BillTotals } from './define';

/** A summary tells nothing that the list of transactions beside it does not. */
const SUMMARIES: ReadonlySet<BillKind> = new Set<BillKind>(['alipay-summary', 'alipay-account-summary']);

/**
 * The readings of several files or sheets that make one picture: those of the kind that tells most, in the order given. Alipay packs
 * the list and its summary into one zip, WeChat a file per day.
 */
export function mainReadings<T extends Pick<BillReading, 'kind'>>(readings: readonly T[]): T[] {
  const lists = readings.filter((r) => !SUMMARIES.has(r.kind));
  const pool = lists.length > 0 ? lists : readings;
  return pool.filter((r) => r.kind === pool[0]!.kind);
}

/** Sums over bills; proven only when each one is. `undefined` when there is none. */
export function addTotals(all: readonly BillTotals[]): BillTotals | undefined {
  const [first, ...others] = all;
  if (!first) return undefined;
  return others.reduce((sum, totals) => {
    const both: BillTotals = { ...sum, proof: worse(sum.proof, totals.proof), claimed: addClaims(sum, totals) };
    for (const name of ADDED) {
      const [a, b] = [sum[name], totals[name]];
      if (a !== undefined && b !== undefined) both[name] = a + b;
    }
    delete both.openingFen;
    delete both.closingFen;
    return both;
  }, first);
}

const ADDED = [
  'payments',
  'refunds',
  'revoked',
  'settleFen',
  'refundFen',
  'feeFen',
  'orderFen',
  'netFen',
  'incomes',
  'incomeFen',
  'expenses',
  'expenseFen',
] as const satisfies readonly (keyof BillTotals)[];

function worse(a: BillTotals['proof'], b: BillTotals['proof']): BillTotals['proof'] {
  if (a === 'mismatch' || b === 'mismatch') return 'mismatch';
  return a === 'none' || b === 'none' ? 'none' : 'ok';
}

function addClaims(a: BillTotals, b: BillTotals): BillTotals['claimed'] {
  if (!a.claimed || !b.claimed) return null;
  const sum: Record<string, number> = { ...a.claimed };
  for (const [name, value] of Object.entries(b.claimed)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
