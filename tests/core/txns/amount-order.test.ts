import { describe, expect, it, vi } from 'vitest';
import { MOST_BY_AMOUNT } from '@shared/contracts/txns';
import type { Database } from '@renderer/data/db';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import { AmountOrder, type CountedDay } from '@renderer/core/txns/amount-order';
import { makeLineTest } from '@renderer/core/txns/line-test';

const day = (lines?: number): CountedDay => ({ lines, totals: undefined });
const block = (rows: number): TxnBlockRow =>
  ({
    id: `t|2025-06-16|WECHAT|1|b|0000@${rows}-0`,
    billId: 'b',
    rows,
    second: new Uint32Array(rows),
    kind: new Uint8Array(rows),
    money: {},
    text: {},
    same: {},
    sealed: [],
  }) as unknown as TxnBlockRow;
const MATCH = makeLineTest({ from: '2025-06-16', to: '2025-06-17' });

describe('lines by an amount', () => {
  it('are not read at all where days already counted have too many', async () => {
    const read = vi.fn(() => Promise.resolve([block(1)]));
    const order = new AmountOrder({} as Database, MATCH, [day(MOST_BY_AMOUNT), day(1)], read);
    expect(await order.page('settleFen', true, 0, 100)).toBeNull();
    expect(read).not.toHaveBeenCalled();
  });

  it('are read until they are too many, and not again for another amount', async () => {
    const days = [day(), day(), day()];
    const read = vi.fn(() => Promise.resolve([block(MOST_BY_AMOUNT / 2 + 1)]));
    const order = new AmountOrder({} as Database, MATCH, days, read);
    expect(await order.page('settleFen', true, 0, 100)).toBeNull();
    expect(await order.page('feeFen', false, 0, 100)).toBeNull();
    expect(read).toHaveBeenCalledTimes(2);
    expect(days.map(({ lines }) => lines)).toEqual([MOST_BY_AMOUNT / 2 + 1, MOST_BY_AMOUNT / 2 + 1, undefined]);
  });

  it('are gathered anew after a failure', async () => {
    const read = vi.fn(() => Promise.reject(new Error('gone')));
    const order = new AmountOrder({} as Database, MATCH, [day()], read);
    await expect(order.page('settleFen', true, 0, 100)).rejects.toThrow('gone');
    await expect(order.gathering).resolves.not.toThrow();
    await expect(order.page('settleFen', true, 0, 100)).rejects.toThrow('gone');
    expect(read).toHaveBeenCalledTimes(2);
  });
});
