import type { MerchantField } from '../entities/merchant';
import { findFault } from './fields';
import { findPlainTest } from './plain-values';

export type Fault = NonNullable<ReturnType<typeof findFault>>;

const MEMO_LIMIT = 20_000;

/**
 * What `checkMerchant` says, a column at a time: the same rules applied to every value, the values of a column that only
 * knows a few applied once each.
 */
export class ColumnFaults {
  private readonly memos = new Map<MerchantField, Map<string, Fault | null>>();

  /** Calls `report` for every row whose value may not be stored. */
  find(field: MerchantField, values: readonly string[], report: (row: number, fault: Fault) => void): void {
    const isPlain = findPlainTest(field);
    const memo = this.memoOf(field);
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (isPlain !== undefined && value !== '' && isPlain(value)) continue;
      const fault = isPlain !== undefined && value !== '' ? findFault(field, value) : remembered(memo, field, value);
      if (fault) report(row, fault);
    }
  }

  private memoOf(field: MerchantField): Map<string, Fault | null> {
    let memo = this.memos.get(field);
    if (!memo) {
      memo = new Map();
      this.memos.set(field, memo);
    }
    return memo;
  }
}

function remembered(memo: Map<string, Fault | null>, field: MerchantField, value: string): Fault | null {
  let fault = memo.get(value);
  if (fault === undefined) {
    fault = findFault(field, value) ?? null;
    if (memo.size < MEMO_LIMIT) memo.set(value, fault);
  }
  return fault;
}
