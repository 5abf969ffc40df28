import { beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, DashboardFilter, Part } from '@shared/contracts/dashboard';
import type { TxnFilter, TxnTotals } from '@shared/contracts/txns';
import { unwrap } from '@shared/kernel/result';
import { netFenOf, noMoney, addMoney, type MoneySums } from '@shared/rollups/money-sums';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, type WechatRecord } from '../../support/factories/bills';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

/** Seven days of 100,000 lines of nine merchants of a provider, at any second, of any amount. */
const LINES = 100_000;
const DAYS = ['2025-06-12', '2025-06-13', '2025-06-14', '2025-06-16', '2025-06-17', '2025-06-18', '2025-06-19'];
const SPAN = { from: '2025-06-12', to: '2025-06-19' };
const SUBS = ['1600000001', '1600000002', '1600000003', '1600000004', '1600000005', '1600000006'];
let core: OpenedCore;
let ids: string[];

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
}

function lines(date: string, count: number, seed: number): WechatRecord[] {
  const next = random(seed);
  const pick = (most: number) => Math.floor(next() * most);
  const two = (n: number) => String(n).padStart(2, '0');
  const refunds = Math.floor(count / 20);
  const paid = wechatDay(count - refunds, date).map((record): WechatRecord => {
    const settleFen = 1 + pick(500_000);
    const time = `${date} ${two(pick(24))}:${two(pick(60))}:${two(pick(60))}`;
    const feeFen = Math.round(settleFen * 0.006);
    return {
      ...record,
      time,
      settleFen,
      orderFen: settleFen,
      couponFen: 0,
      feeFen,
      subMchNo: SUBS[pick(SUBS.length)]!,
      payer: pick(20) === 0 ? '' : `oTEST${pick(9_000)}`,
    };
  });
  const back = paid.slice(0, refunds).map((record, i): WechatRecord => ({
    ...record,
    state: 'REFUND',
    orderFen: 0,
    settleFen: 0,
    refundNo: `50300${date.replaceAll('-', '')}1${String(i).padStart(13, '0')}7`,
    refundFen: record.settleFen,
    appliedFen: record.orderFen,
    feeFen: 0 - record.feeFen,
  }));
  return [...paid, ...back];
}

beforeAll(async () => {
  core = await openCore({ now: Date.UTC(2025, 5, 19, 4) });
  for (const [n, date] of DAYS.entries()) {
    const count = Math.floor(LINES / DAYS.length) + (n === 0 ? LINES % DAYS.length : 0);
    const bill = await billInput({ [`${date}.csv`]: wechatBill(lines(date, count, n + 1)) });
    unwrap(await core.as('super').execute('bill.commit', bill));
  }
  const places = [
    { province: '浙江省', city: '杭州市', district: '西湖区' },
    { province: '浙江省', city: '宁波市', district: '海曙区' },
    { province: '广东省', city: '深圳市', district: '福田区' },
  ];
  for (const [n, place] of places.entries()) await createOne(core, n + 1, place);
  const sort = { field: 'merchantNo', descending: false };
  const { rows } = unwrap(await core.as('super').ask('merchant.list', { filter: {}, sort, offset: 0, limit: 10 }));
  ids = rows.map(({ id }) => id);
  const accounts = unwrap(await core.as('super').ask('channel.list', { unlinked: true }));
  // One merchant has two numbers, two numbers are nobody's.
  for (const [n, { id }] of accounts.slice(0, 4).entries())
    unwrap(await core.as('super').execute('channel.link', { id, merchantId: ids[n % 3]! }));
}, 120_000);

const read = async (filter: DashboardFilter = {}, compare: Comparison = 'none', span = SPAN, who: Who = 'super') =>
  unwrap(await core.as(who).ask('dashboard.read', { ...span, compare, filter }));
const behind = async (filter: Partial<TxnFilter>, who: Who = 'super'): Promise<TxnTotals> =>
  unwrap(await core.as(who).ask('txn.totals', { filter: { ...SPAN, ...filter } }));

function expectSame(sums: MoneySums, rows: TxnTotals, what: string): void {
  const { payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen } = rows;
  expect(sums, what).toMatchObject({ payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen });
  expect(netFenOf(sums)).toBe(rows.netFen);
}

function total(parts: readonly MoneySums[]): MoneySums {
  const sum = noMoney();
  for (const part of parts) addMoney(sum, part);
  return sum;
}

describe('dashboard.read over 100,000 lines', () => {
  const filters: [string, DashboardFilter][] = [
    ['nothing', {}],
    ['a region', { regions: ['33'] }],
    ['a city', { regions: ['3302'] }],
    ['what is nobody’s', { linked: false }],
    ['what is somebody’s', { linked: true }],
    ['a channel', { channels: ['WECHAT'] }],
    ['another channel', { channels: ['ALIPAY'] }],
  ];

  it.each(filters)(
    'shows in every chart what the rows behind it come to, narrowed down by %s',
    async (_name, filter) => {
      const view = await read(filter);
      const rows = await behind(filter);
      expectSame(view.sums, rows, 'all');
      for (const parts of [view.days, view.channels, view.regions, view.types])
        expect(total(parts)).toEqual({ ...noMoney(), ...view.sums });
      for (const day of view.days)
        expectSame(day, await behind({ ...filter, from: day.bizDate, to: day.bizDate }), day.bizDate);
      for (const part of view.channels)
        expectSame(part, await behind({ ...filter, channels: [part.key as 'WECHAT'] }), 'channel');
      for (const part of view.top) expectSame(part, await behind({ ...filter, merchantIds: [part.key] }), 'merchant');
      const linked = (key: string): Partial<TxnFilter> => (key === '' ? { linked: false } : { linked: true });
      for (const part of view.regions)
        expectSame(
          part,
          await behind({ ...filter, ...linked(part.key), ...(part.key && !filter.regions && { regions: [part.key] }) }),
          'region',
        );
      const payers = unwrap(await core.as('super').ask('dashboard.payers', { ...SPAN, filter }));
      for (const [name, of] of [
        ['fresh', (day) => day.fresh],
        ['back', (day) => day.back],
        ['none', (day) => day.unnamed],
      ] as [string, (day: (typeof payers.days)[number]) => { payments: number; settleFen: number }][]) {
        const paid = await behind({ ...filter, payers: name });
        const add = (figure: 'payments' | 'settleFen') => payers.days.reduce((sum, day) => sum + of(day)[figure], 0);
        expect([add('payments'), add('settleFen')], name).toEqual([paid.payments, paid.settleFen]);
      }
      const named = payers.days.flatMap(({ fresh, back }) => [fresh, back]);
      for (const parts of [named, payers.rfm, payers.tickets])
        expect(parts.reduce((sum, part) => sum + part.settleFen, payers.unnamed.settleFen)).toBe(view.sums.settleFen);
      expect(view.heat.reduce((sum, cell) => sum + cell.settleFen, 0)).toBe(view.sums.settleFen);
      expect(view.heat.reduce((sum, cell) => sum + cell.payments, 0)).toBe(view.sums.payments);
    },
    60_000,
  );

  it('shows in each hour of the week what its rows come to', async () => {
    const { heat } = await read();
    for (const { weekday, hour, payments, settleFen } of heat.filter((cell) => cell.hour % 7 === 3)) {
      const rows = await behind({ weekdays: [weekday], hours: [hour], kinds: ['pay'] });
      expect([rows.payments, rows.settleFen], `${weekday} ${hour}`).toEqual([payments, settleFen]);
    }
  }, 60_000);

  it('shows in each rank of payers what its rows come to', async () => {
    const { rfm, tickets } = unwrap(await core.as('super').ask('dashboard.payers', { ...SPAN, filter: {} }));
    const ranks = [
      ...rfm.filter(({ frequency }) => frequency === 3).map((cell) => ({ ...cell, payers: `r${cell.recency}f3` })),
      ...tickets.map((band) => ({ ...band, payers: `t${band.band}` })),
    ].filter((_, n) => n % 2 === 0);
    expect(ranks.some(({ payments }) => payments > 1_000)).toBe(true);
    for (const { payers, payments, settleFen } of ranks) {
      const rows = await behind({ payers });
      expect([rows.payments, rows.settleFen], payers).toEqual([payments, settleFen]);
    }
  }, 60_000);

  it('leaves a day without bills out, and names merchants, regions and types', async () => {
    const view = await read();
    expect(view.days.map(({ bizDate }) => bizDate)).toEqual(DAYS);
    expect(view.regions.map(({ key }: Part) => key).sort()).toEqual(['', '33', '44']);
    expect(view.merchants).toBe(3);
    expect(view.top.map(({ name }) => name)).not.toContain('');
    expect(view.asOf).toEqual({ day: '2025-06-19', importedAt: core.clock.now() });
  });

  it('compares with the days before and the year before', async () => {
    const span = { from: '2025-06-16', to: '2025-06-18' };
    const { compared } = await read({}, 'previous', span);
    expect(compared).toMatchObject({ from: '2025-06-13', to: '2025-06-15' });
    expectSame(compared!.sums, await behind({ from: '2025-06-13', to: '2025-06-15' }), 'before');
    expect((await read({}, 'lastYear', span)).compared).toMatchObject({
      from: '2024-06-16',
      days: [],
      sums: noMoney(),
    });
    expect((await read()).compared).toBeNull();
  });

  it('gives today, yesterday, week and month with what they compare to', async () => {
    const { periods } = await read();
    expect(periods.map(({ name, from, to, days }) => [name, from, to, days])).toEqual([
      ['today', '2025-06-19', '2025-06-19', 1],
      ['yesterday', '2025-06-18', '2025-06-18', 1],
      ['week', '2025-06-16', '2025-06-19', 4],
      ['month', '2025-06-01', '2025-06-19', 7],
    ]);
    for (const { name, sums, from, to, previous } of periods) {
      expectSame(sums, await behind({ from, to }), name);
      expectSame(previous.sums, await behind({ from: previous.from, to: previous.to }), `before ${name}`);
    }
    expect(periods[3]!.previous).toMatchObject({ from: '2025-05-01', to: '2025-05-19', days: 0 });
  });

  it('shows somebody with a part of the merchants that part alone, funnel included', async () => {
    const admin = (await core.core.context.db.table('admins').get(core.admins.manager))!;
    const { level, roleIds, grants, denies, limits, managerId } = admin;
    const scope = { kind: 'merchant' as const, merchantIds: [ids[0]!] };
    const rights = { level, roleIds, grants, denies, limits, managerId, scope };
    const change = { id: admin.id, rev: admin.rev, rights, reason: '范围', acceptConflicts: true };
    unwrap(await core.as('super').execute('admin.setRights', change));
    const view = await read({}, 'none', SPAN, 'manager');
    expectSame(view.sums, await behind({ merchantIds: [ids[0]!] }), 'part');
    expect(view).toMatchObject({ merchants: 1, funnel: { draft: 1, traded: 1, tradedLately: 1 } });
    expect(view.top.map(({ key }) => key)).toEqual([ids[0]]);
  });

  it('is denied to a clerk and refuses nonsense', async () => {
    const input = { ...SPAN, compare: 'none' as const, filter: {} };
    expect(await core.as('entry').ask('dashboard.read', input)).toMatchObject({ error: { code: 'access.denied' } });
    const bad = { ...input, from: '2025-07-01', filter: { regions: ['x'] } };
    expect(await core.as('super').ask('dashboard.read', bad)).toMatchObject({ error: { code: 'input.invalid' } });
  });
});
