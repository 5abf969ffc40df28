import { describe, expect, it } from 'vitest';
import { isRealMonth, monthsBetween, shiftMonth, spanOfMonth } from '@shared/time/months';

describe('months', () => {
  it('have their days', () => {
    expect(spanOfMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(spanOfMonth('2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });

  it('are counted over the ends of years', () => {
    expect([shiftMonth('2025-01', -1), shiftMonth('2025-12', 1), shiftMonth('2025-06', -12)]).toEqual([
      '2024-12',
      '2026-01',
      '2024-06',
    ]);
    expect(monthsBetween('2024-11', '2025-02')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02']);
    expect(monthsBetween('2025-02', '2025-01')).toEqual([]);
  });

  it('are told from what is none', () => {
    expect(['2025-06', '2025-13', '2025-00', '2025-6', '2025-06-01', 'x'].map(isRealMonth)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
