import { describe, expect, it } from 'vitest';
import type { BizDate } from '@shared/kernel/brand';
import { findMarks } from '@shared/rollups/fold-days';
import { averageFenOf, changePpm, netFenOf, noMoney, refundPpmOf } from '@shared/rollups/money-sums';
import { monthBefore, spanBefore, spanYearBefore } from '@shared/time/spans';

const sums = (change: object) => ({ ...noMoney(), ...change });

describe('figures made of sums', () => {
  it('are exact, half up, and unknown where there is nothing to divide by', () => {
    expect(netFenOf(sums({ settleFen: 1_000, refundFen: 300, feeFen: -2 }))).toBe(702);
    expect(averageFenOf(sums({ settleFen: 1_001, payments: 2 }))).toBe(501);
    expect(averageFenOf(noMoney())).toBeNull();
    expect(refundPpmOf(sums({ settleFen: 3, refundFen: 1 }))).toBe(333_333);
    expect(refundPpmOf(sums({ refundFen: 1 }))).toBeNull();
    expect([changePpm(150, 100), changePpm(50, 100), changePpm(5, 0)]).toEqual([500_000, -500_000, null]);
    expect(changePpm(9_000_000_000_000_000, 3)).toBe(Number(2_999_999_999_999_999n * 1_000_000n));
  });

  it('mark the best and the worst day only where days differ', () => {
    const day = (n: number, settleFen: number) => ({ ...sums({ settleFen }), bizDate: `2025-06-0${n}` });
    const days = [day(1, 5), day(2, 9), day(3, 2), day(4, 5), day(5, 5)];
    expect(findMarks(days)).toEqual({ peak: '2025-06-02', trough: '2025-06-03' });
    expect(findMarks(days.slice(1))).toBeNull();
    expect(findMarks(days.map((one) => ({ ...one, settleFen: 1 })))).toBeNull();
  });
});

describe('spans to compare with', () => {
  const span = (from: string, to: string) => ({ from: from as BizDate, to: to as BizDate });
  it('are as long, a year before, or the month before as far', () => {
    expect(spanBefore(span('2025-03-01', '2025-03-07'))).toEqual(span('2025-02-22', '2025-02-28'));
    expect(spanYearBefore(span('2024-02-29', '2024-03-01'))).toEqual(span('2023-02-28', '2023-03-01'));
    expect(monthBefore(span('2025-03-01', '2025-03-31'))).toEqual(span('2025-02-01', '2025-02-28'));
    expect(monthBefore(span('2025-01-01', '2025-01-15'))).toEqual(span('2024-12-01', '2024-12-15'));
  });
});
