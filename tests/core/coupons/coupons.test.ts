import { beforeEach, describe, expect, it } from 'vitest';
import type { CouponTerms } from '@shared/contracts/coupons';
import { unwrap } from '@shared/kernel/result';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, type WechatRecord } from '../../support/factories/bills';
import { couponFlow, type CouponUseRecord } from '../../support/factories/coupon-uses';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const DAY = '2025-06-16';
const SPAN = { from: '2025-06-01', to: '2025-06-30', filter: {} };
const TERMS: CouponTerms = {
  channel: 'WECHAT',
  coupon: '10000001',
  name: '满30减3',
  kind: 'reduction',
  faceFen: 300,
  thresholdFen: 3_000,
  offPpm: 0,
  bearer: 'merchant',
  from: '2025-06-01',
  to: '2025-06-30',
  budgetFen: 100_000,
  memo: '',
};
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 5, 19, 4) });
});

const as = (who: Who = 'super') => core.as(who);
const bring = async (name: string, text: string, who: Who = 'super') =>
  unwrap(await as(who).execute('bill.commit', await billInput({ [name]: text })));
const report = async (who: Who = 'super') => unwrap(await as(who).ask('coupon.report', SPAN));
const match = async () => unwrap(await as().ask('coupon.match', SPAN));

/** Every coupon payment of a day as the list of uses has it: batches take turns. */
function usesOf(day: readonly WechatRecord[], mchNo = '1900012345'): CouponUseRecord[] {
  return day
    .filter(({ state, couponFen }) => state === 'SUCCESS' && couponFen > 0)
    .map((paid, n) => ({
      batchNo: n % 2 === 0 ? '10000001' : '10000002',
      couponId: `9000${String(n).padStart(11, '0')}`,
      kind: '免充值代金券',
      amountFen: paid.couponFen,
      orderFen: paid.orderFen,
      trade: '支付',
      txnNo: paid.txnNo,
      time: paid.time,
      mchNo,
    }));
}

const sum = (list: readonly WechatRecord[], of: (one: WechatRecord) => number) =>
  list.reduce((s, one) => s + of(one), 0);

describe('coupons out of bills', () => {
  it('what coupons and discounts paid adds up to the lines, by day and merchant, and comes and goes with the bill', async () => {
    const first = wechatDay(30, DAY, { refunds: 6 });
    const second = wechatDay(10, '2025-06-17');
    // Money was behind one of them: it is settled as if the payer had paid it.
    const funded = second.find(({ couponFen }) => couponFen > 0)!;
    Object.assign(funded, { settleFen: funded.orderFen });
    const { batchId } = await bring('a.csv', wechatBill(first));
    await bring('b.csv', wechatBill(second));
    const paid = [...first, ...second].filter(({ state, couponFen }) => state === 'SUCCESS' && couponFen > 0);
    const back = first.filter(({ state, appliedFen, refundFen }) => state === 'REFUND' && appliedFen > refundFen);
    const { sums, days, isReady, payments } = await report();
    expect(isReady).toBe(true);
    expect(payments).toBe(40);
    expect(back.length).toBeGreaterThan(0);
    expect(sums).toEqual({
      uses: paid.length,
      orderFen: sum(paid, (r) => r.orderFen),
      settleFen: sum(paid, (r) => r.settleFen),
      savedFen: sum(paid, (r) => r.couponFen),
      concessionFen: sum(paid, (r) => r.couponFen) - funded.couponFen,
      fundedFen: funded.couponFen,
      returns: back.length,
      returnedFen: sum(back, (r) => r.appliedFen - r.refundFen),
    });
    const asRows = { from: SPAN.from, to: SPAN.to, coupon: '*' };
    const rows = unwrap(await as().ask('txn.totals', { filter: asRows }));
    expect([rows.payments, rows.refunds, rows.orderFen, rows.settleFen]).toEqual([
      sums.uses,
      sums.returns,
      sums.orderFen,
      sums.settleFen,
    ]);
    expect(unwrap(await as().ask('txn.totals', { filter: { ...asRows, coupon: '没有的券' } })).lines).toBe(0);
    expect(days.map(({ bizDate, payments: count, uses }) => [bizDate, count, uses])).toEqual([
      [DAY, 30, 6],
      ['2025-06-17', 10, 2],
    ]);
    unwrap(await as().execute('bill.revert', { batchId }));
    expect((await report()).sums.uses).toBe(2);
    expect(unwrap(await as().ask('integrity.check', {})).findings).toEqual([]);
  });

  it('sums from before coupons were counted say so, and are worked out again', async () => {
    await bring('a.csv', wechatBill(wechatDay(10, DAY)));
    const { dexie } = core.core.context.db;
    const right = await report();
    await dexie
      .table('txnDays')
      .toCollection()
      .modify((day: Record<string, unknown>) => void delete day['coupons']);
    expect(unwrap(await as().ask('integrity.check', {})).findings).toEqual([]);
    await bring('b.csv', wechatBill(wechatDay(5, DAY).map((r) => ({ ...r, txnNo: `9${r.txnNo.slice(1)}` }))));
    expect((await report()).isReady).toBe(false);
    expect(unwrap(await as().execute('rollup.rebuild', {}))).toMatchObject({ days: 1 });
    const after = await report();
    expect(after.isReady).toBe(true);
    expect(after.sums.uses).toBe(right.sums.uses + 1);
    expect(unwrap(await as().execute('rollup.rebuild', {}))).toMatchObject({ days: 0 });
  });
});

describe('lists of uses', () => {
  it('tell batch by batch what was used and came back, twice the same once, and go with their batch', async () => {
    const day = wechatDay(40, DAY);
    const uses = usesOf(day);
    const back: CouponUseRecord = { ...uses[0]!, trade: '退款', time: `${DAY} 23:00:00`, amountFen: 100 };
    const { batchId } = await bring('uses.csv', couponFlow([...uses, back]));
    expect(await bring('again.csv', couponFlow(uses))).toMatchObject({ added: 0, known: uses.length });
    const { coupons, sums } = await report();
    expect(sums.uses).toBe(0);
    const [one, two] = coupons;
    expect([one!.coupon, one!.source, one!.sums.uses, one!.sums.returnedCouponFen]).toEqual([
      '10000001',
      'uses',
      4,
      100,
    ]);
    expect([two!.coupon, two!.sums.uses, two!.sums.couponFen]).toEqual(['10000002', 4, 1_200]);
    const page = unwrap(
      await as().ask('coupon.uses', { ...SPAN, channel: 'WECHAT', coupon: '10000001', offset: 1, limit: 2 }),
    );
    expect([page.total, page.rows.length]).toEqual([5, 2]);
    const all = unwrap(
      await as().ask('coupon.uses', { ...SPAN, channel: 'WECHAT', coupon: '10000001', offset: 0, limit: 50 }),
    );
    expect(all.rows.map(({ id }) => id).slice(1, 3)).toEqual(page.rows.map(({ id }) => id));
    expect(all.rows[0]).toMatchObject({ kind: 'refund', amountFen: 100, time: '23:00:00' });
    const { db } = core.core.context;
    await db.dexie
      .table('couponDays')
      .toCollection()
      .modify((row: { coupons: { uses: number }[] }) => {
        row.coupons[0]!.uses++;
      });
    expect(unwrap(await as().ask('integrity.check', {})).findings).toMatchObject([
      { check: 'sums', table: 'couponDays' },
    ]);
    unwrap(await as().execute('rollup.rebuild', {}));
    expect(unwrap(await as().ask('integrity.check', {})).findings).toEqual([]);
    const later = unwrap(await as().ask('bill.list', { offset: 0, limit: 9 })).rows.find(
      ({ batchId: id }) => id !== batchId,
    )!;
    unwrap(await as().execute('bill.revert', { batchId: later.batchId }));
    unwrap(await as().execute('bill.revert', { batchId }));
    expect((await report()).coupons).toEqual([]);
    expect(await db.table('couponDays').count()).toBe(0);
  });

  it('are held against bills payment by payment, also a day beside, and no revenue comes of them', async () => {
    const day = wechatDay(40, DAY);
    const uses = usesOf(day);
    expect((await bring('uses.csv', couponFlow(uses))).added).toBe(8);
    expect(await match()).toMatchObject({ orders: 8, unbilled: 8, missing: 0, matched: 0 });
    await bring('bill.csv', wechatBill(day));
    expect(await match()).toMatchObject({ orders: 8, matched: 8, missing: 0, differing: 0, unlisted: 0, rows: [] });
    expect(unwrap(await as().ask('dashboard.read', { ...SPAN, compare: 'none' })).sums.payments).toBe(40);
    const wrong = [
      { ...uses[0]!, couponId: 'X1', amountFen: 50 },
      { ...uses[1]!, couponId: 'X2', txnNo: '4200000099202506160000000001', amountFen: 70 },
    ];
    await bring('more.csv', couponFlow(wrong));
    const next = wechatDay(5, '2025-06-17');
    await bring('next.csv', wechatBill(next));
    const beside = { ...usesOf(next)[0]!, time: `${DAY} 23:59:59`, couponId: 'X3' };
    await bring('beside.csv', couponFlow([beside]));
    const found = await match();
    expect(found).toMatchObject({
      orders: 10,
      matched: 8,
      missing: 1,
      missingFen: 70,
      differing: 1,
      differenceFen: 50,
    });
    expect(found.rows.map(({ txnNo, usedFen, billFen }) => [txnNo, usedFen, billFen])).toEqual([
      [uses[0]!.txnNo, 350, 300],
      ['4200000099202506160000000001', 70, null],
    ]);
    const third = wechatDay(5, '2025-06-18');
    await bring('third.csv', wechatBill(third));
    const other = { ...usesOf(third)[0]!, txnNo: '4200000099202506180000000001', couponId: 'X4' };
    await bring('third-uses.csv', couponFlow([other]));
    expect(await match()).toMatchObject({ missing: 2, unlisted: 1, unlistedFen: 300 });
  });

  it('belong to the sub-merchant that bills name behind its provider, and stay within reach', async () => {
    const day = wechatDay(10, DAY).map((record) => ({ ...record, subMchNo: '1600000001' }));
    await bring('bill.csv', wechatBill(day));
    await bring('uses.csv', couponFlow(usesOf(day, '1600000001')));
    const accounts = unwrap(await as().ask('channel.list', { unlinked: false }));
    expect(accounts.map(({ label }) => label)).toEqual(['1900012345/1600000001']);
    const { id } = await createOne(core, 1, { name: '河源市甲店' });
    unwrap(await as().execute('channel.link', { id: accounts[0]!.id, merchantId: id }));
    const { merchants, coupons } = await report();
    expect(merchants.map(({ name, uses }) => [name, uses])).toEqual([['河源市甲店', 2]]);
    expect(coupons.map(({ sums }) => sums.uses)).toEqual([1, 1]);
    expect(await bring('again.csv', couponFlow(usesOf(day, '1600000001')))).toMatchObject({ added: 0 });
  });
});

describe('what is noted of coupons', () => {
  it('stands beside its use, against its budget, with a history; nobody’s change is overwritten', async () => {
    unwrap(await as('finance').execute('coupon.save', { ...TERMS, at: 0 }));
    expect(await as().execute('coupon.save', { ...TERMS, at: 0 })).toMatchObject({ error: { code: 'coupon.known' } });
    await bring('uses.csv', couponFlow(usesOf(wechatDay(40, DAY))));
    const [mine] = (await report()).coupons;
    expect(mine).toMatchObject({ terms: TERMS, state: 'running', spentFen: 1_200 });
    unwrap(await as().execute('coupon.save', { ...TERMS, budgetFen: 1_000, at: mine!.at }));
    expect(await as().execute('coupon.save', { ...TERMS, name: '别的', at: mine!.at })).toMatchObject({
      error: { code: 'coupon.conflict' },
    });
    const entry = await core.core.context.db.table('audit').orderBy('seq').last();
    expect(entry).toMatchObject({ action: 'coupon.save', targetLabel: '满30减3' });
    expect(entry!.diff).toEqual([{ field: 'budgetFen', before: '¥1,000.00', after: '¥10.00' }]);
    unwrap(await as().execute('coupon.remove', { channel: 'WECHAT', coupon: '10000001' }));
    expect((await report()).coupons[0]).toMatchObject({ terms: null, source: 'uses', spentFen: null });
    expect(await as().execute('coupon.remove', { channel: 'WECHAT', coupon: '10000001' })).toMatchObject({
      error: { code: 'coupon.not_found' },
    });
  });

  it.each([
    ['a line break in the number', { coupon: 'a\nb' }],
    ['no name', { name: ' ' }],
    ['an end before its beginning', { from: '2025-07-01' }],
    ['more off than the least order', { thresholdFen: 100 }],
    ['part of a fen', { faceFen: 1.5 }],
  ])('is refused with %s', async (_, wrong) => {
    expect(await as().execute('coupon.save', { ...TERMS, ...wrong, at: 0 })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('is found again by a name with a bar, as bills may print it', async () => {
    unwrap(await as().execute('coupon.save', { ...TERMS, channel: 'ALIPAY', coupon: '满10|减2', at: 0 }));
    expect((await report()).coupons).toMatchObject([
      { channel: 'ALIPAY', coupon: '满10|减2', terms: { name: TERMS.name } },
    ]);
  });

  it('is for who may; looking is for who sees receipts', async () => {
    expect(await as('entry').execute('coupon.save', { ...TERMS, at: 0 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect((await as('auditor').ask('coupon.report', SPAN)).ok).toBe(true);
  });
});
