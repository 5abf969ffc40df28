import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BizDate } from '@shared/kernel/brand';
import { addDays } from '@shared/time/biz-date';
import { grainFor, GRAINS, sliceSpan } from '@shared/time/grains';
import { weekdayOf } from '@shared/txns/filter';

const span = (from: string, to: string) => ({ from: from as BizDate, to: to as BizDate });

describe('cutting time', () => {
  it.each([
    ['day', ['2025-03-30', '2025-03-31', '2025-04-01']],
    ['week', ['2025-03-24', '2025-03-31']],
    ['month', ['2025-03', '2025-04']],
    ['quarter', ['2025-Q1', '2025-Q2']],
  ] as const)('by %s', (grain, keys) => {
    expect(sliceSpan(span('2025-03-30', '2025-04-01'), grain).map(({ key }) => key)).toEqual(keys);
  });

  it('covers every day once, whatever the span, and only the ends are cut', () => {
    const start = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01' as BizDate, n));
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 800 }), fc.constantFrom(...GRAINS), (from, days, grain) => {
        const to = addDays(from, days);
        const slices = sliceSpan({ from, to }, grain);
        expect(slices[0]!.from).toBe(from);
        expect(slices.at(-1)!.to).toBe(to);
        slices.slice(1).forEach((slice, n) => expect(slice.from).toBe(addDays(slices[n]!.to, 1)));
        expect(new Set(slices.map(({ key }) => key)).size).toBe(slices.length);
        if (grain === 'week') for (const { from: monday } of slices.slice(1)) expect(weekdayOf(monday)).toBe(1);
      }),
    );
  });

  it('is by day where that can be read, and by month otherwise', () => {
    expect(grainFor('2025-01-01', '2025-04-02')).toBe('day');
    expect(grainFor('2025-01-01', '2025-04-03')).toBe('month');
  });
});
