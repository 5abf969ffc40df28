import type { Fen, Ppm } from '../kernel/brand';

const MILLION = 1_000_000n;

/** `a / b` rounded half away from zero (四舍五入), exact for integers of any size; `b` is positive. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  const negative = a < 0n;
  const rounded = ((negative ? -a : a) * 2n + b) / (b * 2n);
  return negative ? -rounded : rounded;
}

/** The fee on an amount at a rate in ppm, rounded half up to the fen. */
export function computeFee(amount: Fen, rate: Ppm): Fen {
  return Number(divideHalfUp(BigInt(amount) * BigInt(rate), MILLION)) as Fen;
}

/** Splits a total by weights so that the parts add up to it exactly; leftover fen go to the largest remainders, first come first. */
export function splitFen(total: Fen, weights: readonly number[]): Fen[] {
  const sum = weights.reduce((a, w) => a + BigInt(w), 0n);
  if (sum <= 0n || weights.some((w) => w < 0))
    throw new RangeError('splitFen needs weights that are not negative and not all zero');
  const sign = total < 0 ? -1 : 1;
  const size = BigInt(Math.abs(total));
  const parts = weights.map((w) => (size * BigInt(w)) / sum);
  const order = weights
    .map((w, i) => ({ i, remainder: (size * BigInt(w)) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  let left = size - parts.reduce((a, p) => a + p, 0n);
  for (const { i } of order) {
    if (left === 0n) break;
    parts[i] = parts[i]! + 1n;
    left -= 1n;
  }
  return parts.map((p) => (sign * Number(p) + 0) as Fen);
}
