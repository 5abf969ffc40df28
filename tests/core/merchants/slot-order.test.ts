import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotOrder } from '@renderer/data/slot-order';

describe('an order of slots kept in step', () => {
  it('is after any changes what sorting afresh gives', () => {
    const change = fc.record({ slot: fc.nat(24), key: fc.option(fc.nat(9), { nil: undefined }) });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(24)), fc.array(change, { maxLength: 60 }), (start, changes) => {
        const keys = new Map(start.map((slot) => [slot, slot % 7]));
        const compare = (a: number, b: number): number => keys.get(a)! - keys.get(b)! || a - b;
        const order = new SlotOrder(Int32Array.from([...keys.keys()].sort(compare)));
        for (const { slot, key } of changes) {
          const isKnown = keys.has(slot);
          if (key === undefined) keys.delete(slot);
          else keys.set(slot, key);
          if (key !== undefined && isKnown) {
            const sorted = [...keys.keys()].sort(compare);
            expect(order.isInPlace(slot, compare)).toBe(order.view.indexOf(slot) === sorted.indexOf(slot));
            if (order.isInPlace(slot, compare)) continue;
          }
          order.remove(slot);
          if (key !== undefined) order.insert(slot, compare);
          expect([...order.view]).toEqual([...keys.keys()].sort(compare));
        }
      }),
      { numRuns: 500 },
    );
  });
});
