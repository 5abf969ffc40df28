import type { Fen, Ppm } from '../kernel/brand';
import { computeFee } from '../money/round';
import type { PayMethod } from './pay-method';

/** What an account pays for a receipt, from a business date on. Never changed: another plan follows it. */
export interface FeePlan {
  /** First business date it holds for. */
  from: string;
  /** The one method of paying it is of; every method that has none of its own where it is absent. */
  method?: PayMethod;
  ratePpm: number;
  /** Of one receipt. 0: no least, or no most. */
  minFeeFen: number;
  maxFeeFen: number;
  /** Whether a refund gives its fee back. */
  refundFee: 'returned' | 'kept';
  at: number;
  byName: string;
}

export type FeeTerms = Pick<FeePlan, 'ratePpm' | 'minFeeFen' | 'maxFeeFen' | 'refundFee'>;

/** A contract that ends within so many days is marked. */
export const CONTRACT_NOTICE_DAYS = 30;

/**
 * The plan of a day: the last that began by then, and of two from the same day the one entered later. Null before the first.
 * @param method one that has plans of its own; without it the plans of every method
 */
export function planOn(plans: readonly FeePlan[], bizDate: string, method?: PayMethod): FeePlan | null {
  let found: FeePlan | null = null;
  for (const plan of plans) {
    if (plan.from > bizDate || plan.method !== method) continue;
    if (!found || plan.from > found.from || (plan.from === found.from && plan.at >= found.at)) found = plan;
  }
  return found;
}

/** What holds for a method on a day: its own plan, else the one of every method. Blocks keep what held when they were stored. */
export function planFor(plans: readonly FeePlan[], bizDate: string, method: PayMethod): FeePlan | null {
  return planOn(plans, bizDate, method) ?? planOn(plans, bizDate);
}

/**
 * The fee to be expected of a line: of what it brings in, less what its refund gives back. Each is rounded half up to the fen
 * and kept within the plan's bounds; the fee of nothing is nothing.
 */
export function expectedFeeFen(terms: FeeTerms, paidFen: number, refundFen: number): number {
  const back = terms.refundFee === 'returned' ? feeOf(terms, refundFen) : 0;
  return feeOf(terms, paidFen) - back;
}

function feeOf({ ratePpm, minFeeFen, maxFeeFen }: FeeTerms, amountFen: number): number {
  if (amountFen === 0) return 0;
  const fee = roundedFee(Math.abs(amountFen), ratePpm);
  const bounded = Math.max(minFeeFen, maxFeeFen > 0 ? Math.min(fee, maxFeeFen) : fee);
  return amountFen < 0 ? 0 - bounded : bounded;
}

/** As `computeFee`; without big integers where a double holds everything exactly: there are a hundred thousand of them. */
function roundedFee(amountFen: number, ratePpm: number): number {
  const doubled = 2 * amountFen * ratePpm + 1_000_000;
  if (!Number.isSafeInteger(doubled)) return computeFee(amountFen as Fen, ratePpm as Ppm);
  return (doubled - (doubled % 2_000_000)) / 2_000_000;
}
