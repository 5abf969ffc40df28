import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { foldVouchers, type VoucherParts } from '@shared/rollups/voucher';
import { CHANNELS } from '@shared/txns/filter';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, wechatTotals } from '../../support/factories/bills';
import { createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
const june = wechatDay(40, '2025-06-16', { refunds: 3 });

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
  unwrap(await core.as('super').execute('bill.commit', await billInput({ 'june.csv': wechatBill(june) })));
});

const read = (month = '2025-06', who: Who = 'finance') => core.as(who).ask('voucher.read', { month });
const set = (key: string, account: { code: string; name: string } | null, who: Who = 'finance') =>
  core.as(who).execute('voucher.setAccounts', { accounts: [{ key, account }] });
const spend = async (category: string, amountFen: number) =>
  unwrap(
    await core.as('finance').execute('expense.enter', {
      ...{ bizDate: '2025-06-05', category, amountFen, merchantId: '', payee: '', memo: '' },
    }),
  );
const sumOf = (rows: readonly { debitFen: number; creditFen: number }[]) =>
  rows.reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0);

describe('voucher.read', () => {
  it('has receipts, refunds, fees and expenses of a month to the fen, on both sides', async () => {
    await spend('RENT', 123_456);
    await spend('WAGES', -500);
    const { id } = await spend('RENT', 7);
    unwrap(await core.as('finance').execute('expense.cancel', { id, reason: '重复' }));
    const { rows, debitFen, creditFen, isClosed } = unwrap(await read());
    const { settleFen, refundFen, feeFen } = wechatTotals(june);
    expect(rows.map((row) => [row.voucherNo, row.kind, row.key, row.debitFen, row.creditFen])).toEqual([
      ['2025-06-1', 'receipts', 'channel:WECHAT', settleFen, 0],
      ['2025-06-1', 'receipts', 'income', 0, settleFen],
      ['2025-06-2', 'refunds', 'income', refundFen, 0],
      ['2025-06-2', 'refunds', 'channel:WECHAT', 0, refundFen],
      ['2025-06-3', 'fees', 'fee', feeFen, 0],
      ['2025-06-3', 'fees', 'channel:WECHAT', 0, feeFen],
      ['2025-06-4', 'expenses', 'expense:RENT', 123_456, 0],
      ['2025-06-4', 'expenses', 'paid', 0, 122_956],
      ['2025-06-4', 'expenses', 'expense:WAGES', 0, 500],
    ]);
    expect(rows.every(({ bizDate }) => bizDate === '2025-06-30')).toBe(true);
    expect([debitFen, isClosed]).toEqual([creditFen, false]);
    expect(unwrap(await read('2025-05')).rows).toEqual([]);
  });

  it('is for who sees everything', async () => {
    expect(await read('2025-06', 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await read('2025-13')).toMatchObject({ error: { code: 'input.invalid' } });
    const shop = (await createOne(core, 1)).id;
    const admin = (await core.core.context.db.table('admins').get(core.admins.manager))!;
    const { level, roleIds, grants, denies, limits, managerId } = admin;
    const scope = { kind: 'merchant' as const, merchantIds: [shop] };
    const rights = { level, roleIds, grants, denies, limits, managerId, scope };
    const change = { id: admin.id, rev: admin.rev, rights, reason: '范围', acceptConflicts: true };
    unwrap(await core.as('super').execute('admin.setRights', change));
    expect(await read('2025-06', 'manager')).toMatchObject({ error: { code: 'profit.whole_reach' } });
    expect(await set('fee', null, 'manager')).toMatchObject({ error: { code: 'profit.whole_reach' } });
  });

  it('balances whatever the amounts are, voucher by voucher', () => {
    const fen = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const parts: fc.Arbitrary<VoucherParts> = fc.record({
      month: fc.constant('2025-06'),
      lastDay: fc.constant('2025-06-30'),
      channels: fc.uniqueArray(
        fc.record({ channel: fc.constantFrom(...CHANNELS), settleFen: fen, refundFen: fen, feeFen: fen }),
        { selector: ({ channel }) => channel },
      ),
      expenses: fc.array(fc.record({ category: fc.constantFrom('RENT', 'TAX', '园区活动'), amountFen: fen })),
    });
    fc.assert(
      fc.property(parts, (of) => {
        const rows = foldVouchers(of, {});
        const vouchers = new Map<string, typeof rows>();
        for (const row of rows) vouchers.set(row.voucherNo, [...(vouchers.get(row.voucherNo) ?? []), row]);
        expect([...vouchers.values()].map(sumOf).every((fenLeft) => fenLeft === 0)).toBe(true);
        expect(rows.every((row) => row.debitFen > 0 !== row.creditFen > 0)).toBe(true);
        const income = sumOf(rows.filter(({ key }) => key === 'income'));
        expect(income).toBe(of.channels.reduce((sum, one) => sum + one.refundFen - one.settleFen, 0));
      }),
    );
  });
});

describe('voucher.setAccounts', () => {
  it('chooses an account, tells the audit, and takes it back', async () => {
    unwrap(await set('fee', { code: '6603.02', name: '财务费用-通道费' }));
    const entry = await core.core.context.db.table('audit').orderBy('seq').last();
    expect(entry).toMatchObject({
      action: 'voucher.setAccounts',
      diff: [{ field: 'fee', before: '', after: '6603.02 财务费用-通道费' }],
    });
    const of = async () => unwrap(await read()).accounts.find(({ key }) => key === 'fee');
    expect(await of()).toMatchObject({ account: { code: '6603.02' }, isUsual: false });
    expect(unwrap(await read()).rows.find(({ key }) => key === 'fee')!.account.name).toBe('财务费用-通道费');
    expect(unwrap(await set('fee', { code: '6603.02', name: '财务费用-通道费' }))).toEqual({ changed: 0 });
    unwrap(await set('fee', null));
    expect(await of()).toMatchObject({ account: { code: '6603' }, isUsual: true });
  });

  it('is denied without the right, refuses nonsense, and leaves nothing behind when storing fails', async () => {
    expect(await set('fee', null, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    for (const [key, account] of [
      ['nothing', null],
      ['fee', { code: '=1', name: '费' }],
      ['fee', { code: '6603', name: ' ' }],
    ] as const)
      expect(await set(key, account)).toMatchObject({ error: { code: 'input.invalid' } });
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await set('fee', { code: '1', name: '费' })).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
  });
});
