import type { Measure } from '../sources/define';
import type { Claim } from './footers';
import { addSums, emptySums, type Sums } from './sums';

export interface Mismatch {
  measure: Measure;
  label: string;
  claimed: number;
  computed: number;
}

/** The first claim that the rows do not bear out; the number of rows and then the order of the file decide which is told. */
export function findMismatch(claims: readonly Claim[], sums: Sums): Mismatch | undefined {
  for (const { measures, value, label } of claims) {
    if (measures.some((measure) => isSame(measure, sums[measure], value))) continue;
    const measure = measures[0]!;
    return { measure, label, claimed: value, computed: sums[measure] };
  }
  return undefined;
}

/** Money written back is stated with either sign. */
function isSame(measure: Measure, computed: number, claimed: number): boolean {
  return computed === claimed || (GIVEN_BACK.has(measure) && computed === 0 - claimed);
}

const GIVEN_BACK: ReadonlySet<Measure> = new Set<Measure>(['refundFen', 'refundCouponFen', 'appliedFen']);

export function bothSums(a: Sums, b: Sums): Sums {
  const sums = emptySums();
  addSums(sums, a);
  addSums(sums, b);
  return sums;
}
