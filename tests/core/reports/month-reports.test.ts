import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, wechatTotals } from '../../support/factories/bills';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
const june = [...wechatDay(40, '2025-06-16', { refunds: 3 }), ...wechatDay(20, '2025-06-17')];
const commit = async (name: string, records: typeof june) =>
  unwrap(await core.as('super').execute('bill.commit', await billInput({ [name]: wechatBill(records) })));
const make = (month = '2025-06', who: Who = 'finance') =>
  core.as(who).execute('monthReport.make', { month, note: '月末定稿' });
const list = async () => unwrap(await core.as('finance').ask('monthReport.list', {}));
const get = async (id: string) => unwrap(await core.as('finance').ask('monthReport.get', { id }));

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
  await commit('june.csv', june);
  await commit('may.csv', wechatDay(10, '2025-05-09'));
});

describe('monthReport.make', () => {
  it('freezes the figures of a month, beside the month before', async () => {
    expect((await list()).open).toEqual(['2025-06', '2025-05']);
    const { id } = unwrap(await make());
    const { payments, settleFen, refundFen, feeFen } = wechatTotals(june);
    const report = await get(id);
    expect(report).toMatchObject({ month: '2025-06', version: 1, days: 2, daysInMonth: 30, note: '月末定稿' });
    expect(report.sums).toMatchObject({ payments, settleFen, refundFen, feeFen });
    expect(report.previous).toMatchObject({ payments: 10 });
    expect(report.lastYear).toBeNull();
    expect(report.channels).toMatchObject([{ key: 'WECHAT', settleFen }]);
    const entry = await core.core.context.db.table('audit').orderBy('seq').last();
    expect(entry).toMatchObject({ action: 'monthReport.make', targetLabel: '2025-06 v1' });
    expect(await list()).toMatchObject({ open: ['2025-05'], reports: [{ id, isOutdated: false }] });
  });

  it('keeps what was frozen when bills change, says so, and makes another version', async () => {
    const { id } = unwrap(await make());
    const before = await get(id);
    expect(await make()).toMatchObject({ error: { code: 'report.unchanged' } });
    await commit('late.csv', wechatDay(5, '2025-06-20'));
    expect((await list()).reports).toMatchObject([{ id, isOutdated: true }]);
    const second = unwrap(await make());
    expect(await get(id)).toEqual(before);
    expect((await get(second.id)).sums.payments).toBe(before.sums.payments + 5);
    expect((await list()).reports).toMatchObject([
      { id: second.id, version: 2, isOutdated: false },
      { id, version: 1, isOutdated: false },
    ]);
  });

  it('refuses a month that is not over, or without bills, or written otherwise', async () => {
    expect(await make('2025-07')).toMatchObject({ error: { code: 'report.month_open' } });
    expect(await make('2025-04')).toMatchObject({ error: { code: 'report.no_data' } });
    expect(await make('2025-13')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others, and undone when storing fails', async () => {
    expect(await make('2025-06', 'manager')).toMatchObject({ error: { code: 'access.denied' } });
    core.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await make()).toMatchObject({ error: { code: 'storage.full' } });
    expect(await core.core.context.db.table('monthReports').count()).toBe(0);
  });
});

describe('reading reports', () => {
  it('is for who sees all merchants', async () => {
    const { id } = unwrap(await make());
    const admin = (await core.core.context.db.table('admins').get(core.admins.manager))!;
    const { level, roleIds, grants, denies, limits, managerId } = admin;
    const rights = { level, roleIds, grants, denies, limits, managerId, scope: { kind: 'self' as const } };
    const change = { id: admin.id, rev: admin.rev, rights, reason: '范围', acceptConflicts: true };
    unwrap(await core.as('super').execute('admin.setRights', change));
    for (const asked of [
      await core.as('manager').ask('monthReport.get', { id }),
      await core.as('manager').ask('monthReport.list', {}),
    ])
      expect(asked).toMatchObject({ error: { code: 'report.whole_reach' } });
  });

  it('is denied to a clerk, and knows no other report', async () => {
    expect(await core.as('entry').ask('monthReport.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('entry').ask('monthReport.get', { id: '2025-06|1' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').ask('monthReport.get', { id: '2025-06|9' })).toMatchObject({
      error: { code: 'report.not_found' },
    });
    expect(await core.as('super').ask('monthReport.get', { id: 'x' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});
