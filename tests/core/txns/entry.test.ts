import { beforeEach, describe, expect, it } from 'vitest';
import type { TxnEntry } from '@shared/contracts/txns';
import { unwrap } from '@shared/kernel/result';
import { bizDateAt, addDays } from '@shared/time/biz-date';
import { checkTransactions } from '@renderer/core/backup/restore/integrity-txns';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
let entry: TxnEntry;
let today: string;

beforeEach(async () => {
  core = await openCore();
  await createOne(core, 1);
  const query = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 1 } as const;
  const [merchant] = unwrap(await core.as('super').ask('merchant.list', query)).rows;
  today = bizDateAt(core.core.context.now());
  entry = {
    merchantId: merchant!.id,
    kind: 'pay',
    channel: 'CASH',
    bizDate: today,
    time: '09:30',
    amountFen: 12_345,
    payMethod: '',
    orderNo: 'SJ-0001-77',
    originalNo: '',
    memo: '柜台',
  };
});

const enter = (change: Partial<TxnEntry> = {}, who: Who = 'finance') =>
  core.as(who).execute('txn.enter', { ...entry, ...change });
const all = async () =>
  unwrap(await core.as('finance').ask('txn.list', { filter: { from: today, to: today }, offset: 0, limit: 100 })).rows;
const totals = async () => unwrap(await core.as('finance').ask('txn.totals', { filter: { from: today, to: today } }));
const detail = async (id: string) => unwrap(await core.as('finance').ask('txn.get', { id }));
const stored = async () => {
  const { db } = core.core.context;
  const tables = ['bills', 'txnBlocks', 'txnNumbers', 'txnDays', 'channelAccounts', 'audit'] as const;
  return Promise.all(tables.map((name) => db.table(name).count()));
};

describe('txn.enter', () => {
  it('stores a receipt as a line like any other: list, sums, search, detail and checks know it', async () => {
    const { id, txnNo } = unwrap(await enter());
    expect(txnNo).toMatch(/^M\d{22}$/);
    expect(await all()).toMatchObject([
      { id, txnNo, kind: 'pay', channel: 'CASH', time: '09:30:00', settleFen: 12_345, merchantId: entry.merchantId },
    ]);
    expect(await totals()).toMatchObject({ payments: 1, settleFen: 12_345, netFen: 12_345 });
    for (const number of [txnNo, entry.orderNo])
      expect(unwrap(await core.as('finance').ask('txn.find', { number })).rows).toMatchObject([{ id }]);
    expect(await detail(id)).toMatchObject({ entry: 'standing', origin: { billKind: 'manual', fileName: '' } });
    const findings = await checkTransactions(core.core.context.db);
    expect(findings.every(({ count }) => count === 0)).toBe(true);
  });

  it('ties a refund to its receipt', async () => {
    const { id, txnNo } = unwrap(await enter());
    unwrap(await enter({ kind: 'refund', amountFen: 2_345, originalNo: txnNo, orderNo: '' }));
    expect(await detail(id)).toMatchObject({ refundedFen: 2_345, refunded: 'part' });
    expect(await totals()).toMatchObject({ payments: 1, refunds: 1, refundFen: 2_345, netFen: 10_000 });
  });

  it('adds to what the day had, and keeps out of the list of bills, their undoing and the channels to be linked', async () => {
    unwrap(await enter());
    unwrap(await enter({ amountFen: 655, orderNo: '' }));
    expect(await totals()).toMatchObject({ payments: 2, settleFen: 13_000 });
    expect(unwrap(await core.as('finance').ask('bill.list', { offset: 0, limit: 10 }))).toEqual({ total: 0, rows: [] });
    expect(unwrap(await core.as('finance').ask('channel.list', { unlinked: false }))).toEqual([]);
    const link = { id: `CASH|m-${entry.merchantId}`, merchantId: '' };
    expect(await core.as('finance').execute('channel.link', link)).toMatchObject({
      error: { code: 'channel.not_found' },
    });
    const [bill] = await core.core.context.db.table('bills').toArray();
    expect(await core.as('finance').execute('bill.revert', { batchId: bill!.batchId })).toMatchObject({
      error: { code: 'bill.batch_not_found' },
    });
  });

  it('asks before it takes the same number of the same merchant again, unless that one was cancelled', async () => {
    const { id } = unwrap(await enter());
    expect(await enter({ amountFen: 5 })).toMatchObject({
      error: { code: 'txn.number_taken', params: { day: today, time: '09:30', amount: '¥123.45' } },
    });
    expect(await all()).toHaveLength(1);
    const again = { ...entry, amountFen: 5, acceptRepeat: true };
    const { id: second } = unwrap(await core.as('finance').execute('txn.enter', again));
    unwrap(await enter({ kind: 'refund', amountFen: 5 }));
    const other = (await createOne(core, 2)).id;
    unwrap(await enter({ merchantId: other }));
    for (const one of [id, second])
      unwrap(await core.as('finance').execute('txn.correct', { id: one, reason: '金额记错' }));
    unwrap(await enter({ amountFen: 6 }));
  });

  it('is denied without the right', async () => {
    expect(await enter({}, 'refund')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await all()).toEqual([]);
  });

  it.each<Partial<TxnEntry>>([
    { amountFen: 0 },
    { amountFen: 1.5 },
    { time: '24:00' },
    { bizDate: '2025-02-30' },
    { channel: 'WECHAT' as 'CASH' },
    { memo: 'a\u0000b' },
  ])('refuses %j as invalid', async (change) => {
    expect(await enter(change)).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await all()).toEqual([]);
  });

  it('refuses tomorrow, and a merchant that is not there', async () => {
    expect(await enter({ bizDate: addDays(today as never, 1) })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'bizDate', code: 'date.future' }] },
    });
    expect(await enter({ merchantId: 'nobody' })).toMatchObject({ error: { code: 'merchant.not_found' } });
  });

  it('leaves nothing behind when storing fails', async () => {
    const before = await stored();
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.table('channelAccounts').hook('creating', fail);
    const answer = await enter();
    db.table('channelAccounts').hook('creating').unsubscribe(fail);
    expect(answer.ok).toBe(false);
    expect((await stored()).slice(0, 5)).toEqual(before.slice(0, 5));
  });
});

describe('txn.correct', () => {
  const correct = (id: string, who: Who = 'finance') => core.as(who).execute('txn.correct', { id, reason: '金额记错' });

  it('cancels by an entry of its own, and both stay to be seen', async () => {
    const { id, txnNo } = unwrap(await enter());
    const answer = unwrap(await correct(id));
    const nothing = { payments: 0, refunds: 0, revoked: 0, orderFen: 0, settleFen: 0, refundFen: 0, netFen: 0 };
    expect(await totals()).toEqual({ ...nothing, feeFen: 0, lines: 2 });
    const { paymentsByHour, settleFenByHour } = (await core.core.context.db.table('txnDays').toArray())[0]!;
    expect(new Set([...paymentsByHour, ...settleFenByHour])).toEqual(new Set([0]));
    const kinds = ['pay', 'cancel'] as const;
    const looked = { filter: { from: today, to: today, kinds: [...kinds] } };
    expect(unwrap(await core.as('finance').ask('txn.totals', looked))).toEqual({ ...nothing, feeFen: 0, lines: 2 });
    expect(await detail(id)).toMatchObject({ entry: 'cancelled', refunded: 'none' });
    expect(await detail(answer.id)).toMatchObject({
      entry: 'cancellation',
      txn: { kind: 'cancel', settleFen: -12_345, originalNo: txnNo, memo: '金额记错' },
      related: [{ id }],
    });
  });

  it('cancels a refund, too', async () => {
    unwrap(await enter());
    const { id } = unwrap(await enter({ kind: 'refund', amountFen: 45 }));
    unwrap(await correct(id));
    expect(await totals()).toMatchObject({ lines: 3, payments: 1, refunds: 0, refundFen: 0, netFen: 12_345 });
  });

  it('happens once, to entries alone, and with the right', async () => {
    const { id } = unwrap(await enter());
    expect(await correct(id, 'refund')).toMatchObject({ error: { code: 'access.denied' } });
    const answer = unwrap(await correct(id));
    expect(await correct(id)).toMatchObject({ error: { code: 'txn.corrected' } });
    expect(await correct(answer.id)).toMatchObject({ error: { code: 'txn.not_entered' } });
    expect(await correct('t|2025-06-16|CASH|m-x|y|0000#0')).toMatchObject({ error: { code: 'txn.not_found' } });
    expect(await core.as('finance').execute('txn.correct', { id, reason: ' ' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await all()).toHaveLength(2);
  });

  it('leaves nothing behind when storing fails', async () => {
    const { id } = unwrap(await enter());
    const before = await stored();
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.table('txnNumbers').hook('creating', fail);
    const answer = await correct(id);
    db.table('txnNumbers').hook('creating').unsubscribe(fail);
    expect(answer.ok).toBe(false);
    expect((await stored()).slice(0, 5)).toEqual(before.slice(0, 5));
    expect(await totals()).toMatchObject({ lines: 1, netFen: 12_345 });
  });
});
