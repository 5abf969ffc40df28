import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, daysOf, readTxnQuery, tidyNumber, transactionsLink, weekdayOf } from '@shared/txns/filter';
import { TXN_KINDS } from '@shared/contracts/bills';
import { addDays } from '@shared/time/biz-date';
import type { BizDate } from '@shared/kernel/brand';

const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01' as BizDate, n));
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const word = fc.string({ minLength: 1, maxLength: 12 });

describe('a filter in an address', () => {
  it('comes back as it went', () => {
    const filter = fc.record(
      {
        days: fc.tuple(day, day),
        merchantIds: some(word),
        accounts: some(word),
        channels: fc.subarray([...CHANNELS], { minLength: 1 }),
        kinds: fc.subarray([...TXN_KINDS], { minLength: 1 }),
        hours: some(fc.integer({ min: 0, max: 23 })),
        weekdays: some(fc.integer({ min: 1, max: 7 })),
        regions: some(word),
        mccs: some(word),
        merchantTypes: some(word),
        linked: fc.boolean(),
        minFen: fc.integer(),
        maxFen: fc.integer(),
        payMethods: some(word),
        feeOff: fc.constant(true),
        coupon: fc.constantFrom('*', '满30减3', 'a,b&c'),
        batchId: word,
        text: word,
      },
      { requiredKeys: ['days'] },
    );
    fc.assert(
      fc.property(filter, ({ days, ...rest }) => {
        const [from = '', to = ''] = [...days].sort();
        const wanted = { from, to, ...rest };
        const { path, query } = transactionsLink(wanted);
        expect(path).toBe('/transactions');
        // As the router does: through an address and back.
        const address = new URLSearchParams(query);
        expect(readTxnQuery(Object.fromEntries(address))).toEqual(wanted);
      }),
    );
  });

  it('without two days in order is none, and nonsense in it is left out', () => {
    expect(readTxnQuery({})).toBeNull();
    expect(readTxnQuery({ from: '2025-02-30', to: '2025-03-01' })).toBeNull();
    expect(readTxnQuery({ from: '2025-03-02', to: '2025-03-01' })).toBeNull();
    const days = { from: '2025-03-01', to: '2025-03-01' };
    expect(readTxnQuery({ ...days, hours: '24,x,-1', kinds: 'gift', minFen: '1e9', linked: 'maybe' })).toEqual(days);
  });
});

describe('periods', () => {
  const now = Date.UTC(2026, 2, 1, 1); // 09:00 on the first of March in Shanghai
  it('are days as people count them', () => {
    expect(daysOf('today', now)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(daysOf('yesterday', now)).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(daysOf('days7', now)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(daysOf('month', now)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(daysOf('lastMonth', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual([1, 7]);
  });
});

describe('tidyNumber', () => {
  it('takes away what exports and pasting add', () => {
    for (const raw of ['`4200001', "'4200001", ' 4200 001\t', '４２００００１', '\ufeff"4200001"'])
      expect(tidyNumber(raw)).toBe('4200001');
  });
});
