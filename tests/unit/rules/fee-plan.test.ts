import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen, Ppm } from '@shared/kernel/brand';
import { computeFee } from '@shared/money/round';
import { expectedFeeFen, planOn, type FeePlan, type FeeTerms } from '@shared/rules/fee-plan';

const terms = (change: Partial<FeeTerms> = {}): FeeTerms => ({
  ...{ ratePpm: 6_000, minFeeFen: 0, maxFeeFen: 0, refundFee: 'returned' },
  ...change,
});
const plan = (from: string, ratePpm: number, at = 0): FeePlan => ({ ...terms({ ratePpm }), from, at, byName: '' });

describe('the fee to be expected', () => {
  it.each([
    [250, 2], // 1.5 fen
    [249, 1], // 1.494
    [83, 0], // 0.498
    [84, 1], // 0.504
    [1_000_000, 6_000],
  ])('of %i fen at 0.60%% is %i: half up', (amount, fee) => {
    expect(expectedFeeFen(terms(), amount, 0)).toBe(fee);
  });

  it('is what the exact sum says, for any amount and rate', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 50_000 }), (amount, ratePpm) => {
        expect(expectedFeeFen(terms({ ratePpm }), amount, 0)).toBe(0 + computeFee(amount as Fen, ratePpm as Ppm));
      }),
    );
    const usual = fc.integer({ min: 0, max: 10_000_000_000 });
    fc.assert(
      fc.property(usual, fc.integer({ min: 0, max: 50_000 }), (amount, ratePpm) => {
        expect(expectedFeeFen(terms({ ratePpm }), amount, 0)).toBe(computeFee(amount as Fen, ratePpm as Ppm));
      }),
    );
  });

  it('keeps within least and most, and nothing costs nothing', () => {
    const bounded = terms({ minFeeFen: 10, maxFeeFen: 2_500 });
    expect(expectedFeeFen(bounded, 100, 0)).toBe(10);
    expect(expectedFeeFen(bounded, 1_000_000, 0)).toBe(2_500);
    expect(expectedFeeFen(bounded, 100_000, 0)).toBe(600);
    expect(expectedFeeFen(bounded, 0, 0)).toBe(0);
  });

  it('is given back with a refund, or kept', () => {
    expect(expectedFeeFen(terms(), 0, 10_000)).toBe(-60);
    expect(expectedFeeFen(terms({ refundFee: 'kept' }), 0, 10_000)).toBe(0);
    expect(expectedFeeFen(terms({ maxFeeFen: 50 }), 0, 10_000)).toBe(-50);
  });
});

describe('the plan of a day', () => {
  const plans = [plan('2025-01-01', 6_000), plan('2025-06-17', 3_800), plan('2025-06-17', 3_000, 5)];

  it('is the last that has begun; of two from one day the later entered', () => {
    expect(planOn(plans, '2024-12-31')).toBeNull();
    expect(planOn(plans, '2025-01-01')?.ratePpm).toBe(6_000);
    expect(planOn(plans, '2025-06-16')?.ratePpm).toBe(6_000);
    expect(planOn(plans, '2025-06-17')?.ratePpm).toBe(3_000);
    expect(planOn([...plans].reverse(), '2026-01-01')?.ratePpm).toBe(3_000);
  });
});
