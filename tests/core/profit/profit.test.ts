import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import type { ExpenseEntry } from '@shared/contracts/profit';
import { unwrap } from '@shared/kernel/result';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, wechatTotals } from '../../support/factories/bills';
import { createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
let shop: string;
const june = [...wechatDay(40, '2025-06-16', { refunds: 3 }), ...wechatDay(20, '2025-06-30')];
const may = wechatDay(10, '2025-05-09');

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
  shop = (await createOne(core, 1)).id;
  await commit('june.csv', june);
  await commit('may.csv', may);
});

async function commit(name: string, records: typeof june): Promise<void> {
  unwrap(await core.as('super').execute('bill.commit', await billInput({ [name]: wechatBill(records) })));
}
const rent: ExpenseEntry = {
  bizDate: '2025-06-05',
  category: '房租',
  amountFen: 123_456,
  merchantId: '',
  payee: '园区物业',
  memo: '六月',
};
const enter = (change: Partial<ExpenseEntry> = {}, who: Who = 'finance') =>
  core.as(who).execute('expense.enter', { ...rent, ...change });
const cancel = (id: string, who: Who = 'finance') => core.as(who).execute('expense.cancel', { id, reason: '重复入账' });
const close = (month = '2025-06', who: Who = 'finance') =>
  core.as(who).execute('profit.closeMonth', { month, note: '六月关账' });
const reopen = (month = '2025-06', who: Who = 'finance') =>
  core.as(who).execute('profit.reopenMonth', { month, reason: '补记房租' });
const read = async (who: Who = 'finance', merchantId = '') =>
  unwrap(await core.as(who).ask('profit.read', { from: '2025-01', to: '2025-12', merchantId }));
const monthOf = async (month = '2025-06', who: Who = 'finance', merchantId = '') =>
  (await read(who, merchantId)).months.find((one) => one.month === month)!;
const list = (change: object = {}, who: Who = 'finance') =>
  core.as(who).ask('expense.list', {
    ...{ from: '2025-01', to: '2025-12', category: '', merchantId: '', offset: 0, limit: 50 },
    ...change,
  });
const set = (amountFen: number | null, who: Who = 'finance', month = '2025-06') =>
  core.as(who).execute('budget.set', { entries: [{ month, line: 'expense:RENT', amountFen }] });
const lastAudit = () => core.core.context.db.table('audit').orderBy('seq').last();

/** The manager then sees nothing but these merchants. */
const narrow = (merchantIds: string[]) => setRights({ scope: { kind: 'merchant', merchantIds } });

async function setRights(changed: Partial<AssignedRights>): Promise<void> {
  const admin = (await core.core.context.db.table('admins').get(core.admins.manager))!;
  const { level, roleIds, grants, denies, limits, managerId, scope } = admin;
  const rights = { level, roleIds, grants, denies, limits, managerId, scope, ...changed };
  const change = { id: admin.id, rev: admin.rev, rights, reason: '范围', acceptConflicts: true };
  unwrap(await core.as('super').execute('admin.setRights', change));
}

describe('profit.read', () => {
  it('is to the fen what the rows of each month add up to', async () => {
    unwrap(await enter());
    unwrap(await enter({ category: 'WAGES', amountFen: 50_000, bizDate: '2025-06-30' }));
    for (const month of (await read()).months) {
      const filter = { from: `${month.month}-01`, to: `${month.month}-${month.daysInMonth}` };
      const rows = unwrap(await core.as('finance').ask('txn.totals', { filter }));
      const { income, refunds, fees, net } = month.cells;
      const isKnown = month.days > 0;
      expect([income, refunds, fees, net].map((cell) => cell?.actualFen)).toEqual(
        isKnown ? [rows.settleFen, rows.refundFen, rows.feeFen, rows.netFen] : [null, null, null, null],
      );
    }
    const { cells, days, daysInMonth, state } = await monthOf();
    const netFen = wechatTotals(june)['netFen']!;
    expect({ days, daysInMonth, state }).toEqual({ days: 2, daysInMonth: 30, state: 'over' });
    expect(cells['expense:RENT']?.actualFen).toBe(123_456);
    expect(cells.profit?.actualFen).toBe(netFen - 173_456);
    const { total, categories, asOf } = await read();
    expect(total.cells.net?.actualFen).toBe(netFen + wechatTotals(may)['netFen']!);
    expect(categories).toEqual(['RENT', 'WAGES']);
    expect(asOf.day).toBe('2025-06-30');
  });

  it('shows a part of it to who sees a part, and neither the company’s expenses nor its budgets', async () => {
    const [account] = unwrap(await core.as('super').ask('channel.list', { unlinked: true }));
    unwrap(await core.as('super').execute('channel.link', { id: account!.id, merchantId: shop }));
    const other = (await createOne(core, 2)).id;
    unwrap(await enter());
    unwrap(await enter({ merchantId: shop, amountFen: 700 }));
    unwrap(await enter({ merchantId: other, amountFen: 9_000 }));
    unwrap(await set(1_000));
    await narrow([shop]);
    const mine = await read('manager');
    expect(mine).toMatchObject({ isWhole: false, seesAll: false });
    expect((await monthOf('2025-06', 'manager')).cells).toMatchObject({
      net: { actualFen: wechatTotals(june)['netFen'] },
      'expense:RENT': { actualFen: 700, budgetFen: null },
    });
    expect(unwrap(await list({}, 'manager'))).toMatchObject({ total: 1, sumFen: 700 });
    await narrow([other]);
    expect((await monthOf('2025-06', 'manager')).cells).toMatchObject({
      net: { actualFen: null },
      'expense:RENT': { actualFen: 9_000 },
    });
    expect((await monthOf('2025-06', 'super', shop)).cells).toMatchObject({
      net: { actualFen: wechatTotals(june)['netFen'] },
      expenses: { actualFen: 700, budgetFen: null },
    });
  });

  it('is denied to a clerk, and asks for months in order, not too many', async () => {
    const ask = (from: string, to: string, who: Who = 'finance') =>
      core.as(who).ask('profit.read', { from, to, merchantId: '' });
    expect(await ask('2025-01', '2025-12', 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    for (const [from, to] of [
      ['2025-12', '2025-01'],
      ['2020-01', '2025-01'],
      ['2025-13', '2025-13'],
    ])
      expect(await ask(from!, to!)).toMatchObject({ error: { code: 'input.invalid' } });
  });
});

describe('expense.enter', () => {
  it('stores it under the built-in category it names, counts it, and tells the audit', async () => {
    const { id } = unwrap(await enter());
    expect(unwrap(await list()).rows).toMatchObject([{ ...rent, id, category: 'RENT', isLocked: false }]);
    expect(await lastAudit()).toMatchObject({ action: 'expense.enter', targetLabel: '2025-06-05 ¥1,234.56' });
    unwrap(await enter({ category: ' 园区  活动 ', amountFen: -56 }));
    expect(await read()).toMatchObject({ categories: ['RENT', '园区 活动'], ownCategories: ['园区 活动'] });
    expect((await monthOf()).cells.expenses?.actualFen).toBe(123_400);
  });

  it('is denied to who may look only, and beyond a limit', async () => {
    expect(await enter({}, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    await setRights({ limits: { 'profit:enter': { single: 100_000 } } });
    expect(await enter({}, 'manager')).toMatchObject({ error: { code: 'access.limit_single' } });
    expect(await enter({ amountFen: -123_456 }, 'manager')).toMatchObject({ error: { code: 'access.limit_single' } });
    expect(unwrap(await list()).total).toBe(0);
    unwrap(await enter({ amountFen: 100_000 }, 'manager'));
  });

  it.each<Partial<ExpenseEntry>>([
    { amountFen: 0 },
    { amountFen: 0.5 },
    { category: ' ' },
    { bizDate: '2025-02-30' },
    { memo: 'a\u0000' },
  ])('refuses %j as invalid', async (change) => {
    expect(await enter(change)).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('refuses a day to come, a merchant that is not there, and the company’s own to who sees a part', async () => {
    expect(await enter({ bizDate: '2025-07-04' })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'bizDate', code: 'date.future' }] },
    });
    expect(await enter({ merchantId: 'nobody' })).toMatchObject({ error: { code: 'merchant.not_found' } });
    await narrow([shop]);
    expect(await enter({}, 'manager')).toMatchObject({ error: { code: 'profit.whole_reach' } });
    unwrap(await enter({ merchantId: shop }, 'manager'));
  });

  it('leaves nothing behind when storing fails', async () => {
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await enter()).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
  });
});

describe('expense.cancel', () => {
  it('takes it out of the sums and leaves it to be seen, with who, when and why', async () => {
    const { id } = unwrap(await enter());
    unwrap(await enter({ amountFen: 100 }));
    unwrap(await cancel(id, 'manager'));
    expect((await monthOf()).cells['expense:RENT']?.actualFen).toBe(100);
    const found = unwrap(await list());
    expect(found).toMatchObject({ total: 2, sumFen: 100, cancelled: 1 });
    expect(found.rows.find((row) => row.id === id)).toMatchObject({
      amountFen: 123_456,
      cancelReason: '重复入账',
      cancelledAt: core.clock.now(),
    });
    expect(await lastAudit()).toMatchObject({ action: 'expense.cancel', reason: '重复入账', targetId: id });
  });

  it('happens once, within reach, with the right and with a reason', async () => {
    const { id } = unwrap(await enter());
    expect(await cancel(id, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('finance').execute('expense.cancel', { id, reason: ' ' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    await narrow([shop]);
    expect(await cancel(id, 'manager')).toMatchObject({ error: { code: 'expense.not_found' } });
    unwrap(await cancel(id));
    expect(await cancel(id)).toMatchObject({ error: { code: 'expense.cancelled' } });
  });

  it('leaves everything as it was when storing fails', async () => {
    const { id } = unwrap(await enter());
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await cancel(id)).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
  });
});

describe('expense.list', () => {
  it('is narrowed down, newest first, page by page, with the sum of all pages', async () => {
    for (const day of ['2025-05-31', '2025-06-01', '2025-06-30', '2025-07-01']) unwrap(await enter({ bizDate: day }));
    unwrap(await enter({ category: 'WAGES', merchantId: shop, amountFen: 5 }));
    const found = unwrap(await list({ from: '2025-06', to: '2025-06', limit: 2 }));
    expect(found).toMatchObject({ total: 3, sumFen: 246_917 });
    expect(found.rows.map(({ bizDate }) => bizDate)).toEqual(['2025-06-30', '2025-06-05']);
    expect(unwrap(await list({ from: '2025-06', to: '2025-06', offset: 2 })).rows).toHaveLength(1);
    expect(unwrap(await list({ category: 'WAGES' })).total).toBe(1);
    const [mine] = unwrap(await list({ merchantId: shop })).rows;
    expect(mine).toMatchObject({ category: 'WAGES', merchantName: expect.any(String) as string });
    expect(await list({}, 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await list({ limit: 0 })).toMatchObject({ error: { code: 'input.invalid' } });
  });
});

describe('budget.set', () => {
  it('is compared with what was spent; null takes it away', async () => {
    unwrap(await enter());
    unwrap(await set(120_000));
    expect((await monthOf()).cells['expense:RENT']).toEqual({
      actualFen: 123_456,
      budgetFen: 120_000,
      deviationFen: 3_456,
    });
    expect(await lastAudit()).toMatchObject({
      action: 'budget.set',
      targetLabel: '2025-06',
      diff: [{ after: 'expense:RENT' }, { before: '', after: '¥1,200.00' }],
    });
    expect(unwrap(await set(120_000))).toEqual({ changed: 0 });
    expect(unwrap(await set(null))).toEqual({ changed: 1 });
    expect((await monthOf()).cells['expense:RENT']?.budgetFen).toBeNull();
  });

  it('is for who sees everything, with the right, of lines there are, and not of closed months', async () => {
    expect(await set(1, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await set(-1)).toMatchObject({ error: { code: 'input.invalid' } });
    const entries = [{ month: '2025-06', line: 'profit' as 'income', amountFen: 1 }];
    expect(await core.as('finance').execute('budget.set', { entries })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    unwrap(await close());
    expect(await set(1)).toMatchObject({ error: { code: 'profit.month_closed', params: { month: '2025-06' } } });
    await narrow([shop]);
    expect(await set(1, 'manager', '2025-07')).toMatchObject({ error: { code: 'profit.whole_reach' } });
  });

  it('sets all or none', async () => {
    unwrap(await close());
    const before = await dumpTables(core);
    const entries = ['2025-07', '2025-06'].map((month) => ({ month, line: 'income' as const, amountFen: 5 }));
    expect(await core.as('finance').execute('budget.set', { entries })).toMatchObject({
      error: { code: 'profit.month_closed' },
    });
    expect(await dumpTables(core)).toBe(before);
  });
});

describe('profit.closeMonth and profit.reopenMonth', () => {
  it('lock the expenses of a month, and unlock them for a reason', async () => {
    const { id } = unwrap(await enter());
    unwrap(await close());
    expect(await enter()).toMatchObject({ error: { code: 'profit.month_closed', params: { month: '2025-06' } } });
    expect(await cancel(id)).toMatchObject({ error: { code: 'profit.month_closed' } });
    unwrap(await enter({ bizDate: '2025-07-01' }));
    expect(await monthOf()).toMatchObject({ closed: { note: '六月关账', changed: false } });
    expect(unwrap(await list({ from: '2025-06', to: '2025-06' })).rows).toMatchObject([{ isLocked: true }]);
    unwrap(await reopen('2025-06', 'manager'));
    expect(await lastAudit()).toMatchObject({ action: 'profit.reopenMonth', reason: '补记房租', targetId: '2025-06' });
    unwrap(await cancel(id));
    expect((await monthOf()).closed).toBeNull();
  });

  it('say when later bills made the receipts of a closed month others', async () => {
    unwrap(await close());
    await commit('late.csv', wechatDay(5, '2025-06-20'));
    expect((await monthOf()).closed).toMatchObject({ changed: true });
    expect((await monthOf('2025-06', 'finance', shop)).closed).toMatchObject({ changed: false });
  });

  it('refuse a month that is not over, is closed, or is not', async () => {
    expect(await close('2025-07')).toMatchObject({ error: { code: 'profit.month_open' } });
    expect(await close('2025-13')).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await close());
    expect(await close()).toMatchObject({ error: { code: 'profit.month_closed' } });
    expect(await reopen('2025-05')).toMatchObject({ error: { code: 'profit.not_closed' } });
    expect(await core.as('finance').execute('profit.reopenMonth', { month: '2025-06', reason: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('are denied without the right and without sight of everything, and undone when storing fails', async () => {
    expect(await close('2025-06', 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await reopen('2025-06', 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    const stop = failInTransaction(core);
    expect((await close()).ok).toBe(false);
    stop();
    expect(await core.core.context.db.table('closedMonths').count()).toBe(0);
    unwrap(await close());
    const stopAgain = failInTransaction(core);
    expect((await reopen()).ok).toBe(false);
    stopAgain();
    expect(await core.core.context.db.table('closedMonths').count()).toBe(1);
    await narrow([shop]);
    expect(await close('2025-05', 'manager')).toMatchObject({ error: { code: 'profit.whole_reach' } });
    expect(await reopen('2025-06', 'manager')).toMatchObject({ error: { code: 'profit.whole_reach' } });
  });
});
