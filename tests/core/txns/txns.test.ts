import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { TXN_MONEY } from '@shared/contracts/bills';
import type { TxnFilter, TxnSort } from '@shared/contracts/txns';
import { cellAt } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { alipayBill, alipayDay } from '../../support/factories/alipay-bills';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
const first = wechatDay(60, '2025-06-16', { refunds: 6, revoked: 2 });
const second = wechatDay(40, '2025-06-17', { refunds: 3 });
const ali = alipayDay(30, 4);
const JUNE: TxnFilter = { from: '2025-06-01', to: '2025-06-30' };
const WECHAT = 'WECHAT|1900012345';

beforeEach(async () => {
  core = await openCore();
  const files = { 'a.csv': wechatBill([...first, ...second]), 'b.csv': alipayBill(ali) };
  unwrap(await core.as('finance').execute('bill.commit', await billInput(files)));
});

const list = async (filter: Partial<TxnFilter> = {}, offset = 0, limit = 500, who: Who = 'finance') =>
  unwrap(await core.as(who).ask('txn.list', { filter: { ...JUNE, ...filter }, offset, limit }));
const totals = async (filter: Partial<TxnFilter> = {}, who: Who = 'finance') =>
  unwrap(await core.as(who).ask('txn.totals', { filter: { ...JUNE, ...filter } }));

describe('txn.list', () => {
  it('gives every line once, newest first, page by page', async () => {
    const all = await list();
    expect(all).toMatchObject({ total: 68 + 43 + 34, isAll: true });
    const order = all.rows.map(({ bizDate, time }) => `${bizDate} ${time}`);
    expect(order).toEqual([...order].sort().reverse());
    expect(new Set(all.rows.map(({ id }) => id)).size).toBe(all.total);
    const pages = [
      ...(await list({}, 0, 50)).rows,
      ...(await list({}, 50, 50)).rows,
      ...(await list({}, 100, 50)).rows,
    ];
    expect(pages).toEqual(all.rows);
    expect((await list({}, 500)).rows).toEqual([]);
  });

  it('never tells a payer', async () => {
    const { rows } = await list();
    expect(JSON.stringify(rows)).not.toContain('oTESTP');
    expect(rows.find((row) => row.channel === 'WECHAT')).toMatchObject({
      hasPayer: true,
      payerMask: expect.stringContaining('*') as string,
    });
  });

  const filters: [string, Partial<TxnFilter>, (row: Awaited<ReturnType<typeof list>>['rows'][number]) => boolean][] = [
    ['days', { from: '2025-06-17', to: '2025-06-17' }, (row) => row.bizDate === '2025-06-17'],
    ['weekdays', { weekdays: [1] }, (row) => row.bizDate === '2025-06-16'],
    ['channel', { channels: ['ALIPAY'] }, (row) => row.channel === 'ALIPAY'],
    ['account', { accounts: [WECHAT] }, (row) => row.channel === 'WECHAT'],
    ['accounts of nobody', { linked: false }, () => true],
    ['kind', { kinds: ['refund'] }, (row) => row.kind === 'refund'],
    ['hours', { hours: [8, 9] }, (row) => /^0[89]/.test(row.time)],
    [
      'amount',
      { minFen: 10_000, maxFen: 50_000 },
      (row) => {
        const fen = row.kind === 'refund' ? row.refundFen : row.settleFen;
        return fen >= 10_000 && fen <= 50_000;
      },
    ],
    ['text in a number', { text: first[7]!.orderNo.toLowerCase() }, (row) => row.orderNo === first[7]!.orderNo],
    ['text in a subject', { text: '停车' }, (row) => row.subject.includes('停车')],
    [
      'several at once',
      { kinds: ['pay'], hours: [8], channels: ['WECHAT'], minFen: 2_000 },
      (row) => row.kind === 'pay' && row.time.startsWith('08') && row.channel === 'WECHAT' && row.settleFen >= 2_000,
    ],
  ];
  it.each(filters)(
    'narrows down by %s as a look at every line would, and the footer adds up',
    async (_name, filter, test) => {
      const expected = (await list()).rows.filter(test);
      expect(expected.length).toBeGreaterThan(0);
      const sum = await totals(filter);
      const found = await list(filter);
      expect(found.rows).toEqual(expected);
      expect(found).toMatchObject({ total: expected.length, isAll: true });
      const add = (pick: (row: (typeof expected)[number]) => number) =>
        expected.reduce((all, row) => all + pick(row), 0);
      expect(sum).toEqual({
        lines: expected.length,
        payments: add((row) => Number(row.kind === 'pay')),
        refunds: add((row) => Number(row.kind === 'refund')),
        revoked: add((row) => Number(row.kind === 'revoke')),
        orderFen: add((row) => (row.kind === 'pay' ? row.orderFen : 0)),
        settleFen: add((row) => (row.kind === 'pay' ? row.settleFen : 0)),
        refundFen: add((row) => row.refundFen),
        feeFen: add((row) => row.feeFen),
        netFen: add((row) => (row.kind === 'pay' ? row.settleFen : 0) - row.refundFen - row.feeFen),
      });
    },
  );

  it('follows a filter that looks into lines only as far as asked', async () => {
    const page = await list({ kinds: ['pay'] }, 0, 10);
    expect(page).toMatchObject({ isAll: false, total: 40 });
    expect(await list({ kinds: ['pay'] }, 40, 10)).toMatchObject({ isAll: true, total: 130 });
  });

  const sorted = async (sort: TxnSort, filter: Partial<TxnFilter> = {}, offset = 0, limit = 500) =>
    unwrap(await core.as('finance').ask('txn.list', { filter: { ...JUNE, ...filter }, sort, offset, limit }));
  const OLDEST: TxnSort = { field: 'at', descending: false };

  it('gives oldest first just what newest first gives, the other way round, page by page and no further than asked', async () => {
    const all = (await list()).rows.toReversed();
    expect((await sorted(OLDEST)).rows).toEqual(all);
    for (const offset of [0, 50, 100])
      expect((await sorted(OLDEST, {}, offset, 50)).rows).toEqual(all.slice(offset, offset + 50));
    const pays = all.filter(({ kind }) => kind === 'pay');
    expect(await sorted(OLDEST, { kinds: ['pay'] }, 0, 10)).toMatchObject({ isAll: false, rows: pays.slice(0, 10) });
    expect((await list({ kinds: ['pay'] }, 0, 10)).rows).toEqual(pays.slice(-10).toReversed());
    expect(await sorted(OLDEST, { kinds: ['pay'] }, 120, 50)).toMatchObject({ isAll: true, rows: pays.slice(120) });
  });

  it.each(TXN_MONEY)(
    'sorts by %s both ways, newer lines first of the same, those without at the end',
    async (field) => {
      for (const filter of [{}, { hours: [8, 9, 10], kinds: ['pay' as const, 'refund' as const] }]) {
        const byTime = (await list(filter)).rows;
        const [none, some] = [byTime.filter((row) => row[field] === 0), byTime.filter((row) => row[field] !== 0)];
        const rising = [...some.toSorted((a, b) => a[field] - b[field]), ...none];
        const falling = [...some.toSorted((a, b) => b[field] - a[field]), ...none];
        const asked = await sorted({ field, descending: false }, filter);
        expect(asked).toEqual({ total: byTime.length, isAll: true, isSorted: true, rows: rising });
        expect((await sorted({ field, descending: true }, filter, 10, 20)).rows).toEqual(falling.slice(10, 30));
        expect((await totals(filter)).lines).toBe(byTime.length);
      }
    },
  );

  it('shows a manager of some merchants theirs alone, in list, sums, search and detail', async () => {
    await createOne(core, 1);
    const [merchant] = unwrap(
      await core.as('super').ask('merchant.list', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        offset: 0,
        limit: 1,
      }),
    ).rows;
    const admin = (await core.core.context.db.table('admins').get(core.admins.manager))!;
    const { level, roleIds, grants, denies, limits, managerId } = admin;
    const rights = { level, roleIds, grants, denies, limits, managerId, scope: { kind: 'self' as const } };
    const change = { id: admin.id, rev: admin.rev, rights, reason: '范围', acceptConflicts: true };
    unwrap(await core.as('super').execute('admin.setRights', change));
    const assign = { ids: [merchant!.id], ownerId: admin.id, reason: '分配' };
    unwrap(await core.as('super').execute('merchant.assign', assign));
    expect(await list({}, 0, 500, 'manager')).toEqual({ total: 0, isAll: true, isSorted: true, rows: [] });
    unwrap(await core.as('super').execute('channel.link', { id: WECHAT, merchantId: merchant!.id }));
    const seen = await list({}, 0, 500, 'manager');
    expect(seen.total).toBe(111);
    expect(new Set(seen.rows.map((row) => row.merchantName))).toEqual(new Set([merchant!.name]));
    expect(await totals({}, 'manager')).toEqual(await totals({ channels: ['WECHAT'] }));
    const find = async (number: string) => unwrap(await core.as('manager').ask('txn.find', { number })).rows.length;
    expect([await find(first[0]!.txnNo), await find(ali[9]!.txnNo)]).toEqual([2, 0]);
    const [hidden] = (await list({ channels: ['ALIPAY'] })).rows;
    expect(await core.as('manager').ask('txn.get', { id: hidden!.id })).toMatchObject({
      error: { code: 'txn.not_found' },
    });
  });

  it('follows commits, undos and links', async () => {
    const more = await billInput({ 'c.csv': wechatBill(wechatDay(10, '2025-06-18')) });
    const { batchId } = unwrap(await core.as('finance').execute('bill.commit', more));
    expect((await list()).total).toBe(155);
    unwrap(await core.as('finance').execute('bill.revert', { batchId }));
    expect((await list()).total).toBe(145);
    expect((await totals()).lines).toBe(145);
  });

  it('is denied to a clerk and refuses nonsense', async () => {
    expect(await core.as('entry').ask('txn.list', { filter: JUNE, offset: 0, limit: 10 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    const bad = { from: '2025-06-30', to: '2025-06-01', hours: [25] };
    expect(await core.as('finance').ask('txn.list', { filter: bad, offset: 0, limit: 10 })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const stop = await core
      .as('finance')
      .ask('txn.totals', { filter: { ...JUNE, text: 'x' } }, { isCancelled: () => true });
    expect(stop).toMatchObject({ error: { code: 'operation.cancelled' } });
  });
});

describe('txn.find', () => {
  const find = async (number: string) => unwrap(await core.as('finance').ask('txn.find', { number }));

  it.each([
    ['as it is', (n: string) => n],
    ['with a backtick', (n: string) => `\`${n}`],
    ['with blanks and a tab', (n: string) => ` ${n.slice(0, 8)} ${n.slice(8)}\t`],
    ['quoted', (n: string) => `'${n}`],
    ['in full-width digits', (n: string) => n.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
  ])('finds a number %s', async (_name, spell) => {
    const paid = first[20]!;
    for (const number of [paid.txnNo, paid.orderNo]) {
      const { rows, isAll } = await find(spell(number));
      expect(isAll).toBe(true);
      expect(rows).toMatchObject([{ txnNo: paid.txnNo, settleFen: paid.settleFen }]);
    }
  });

  it('finds refunds by their own number and by the payment’s, and nothing for an unknown one', async () => {
    const refund = first[60]!;
    expect((await find(refund.refundNo)).rows).toMatchObject([{ kind: 'refund' }]);
    expect((await find(refund.txnNo)).rows.map((row) => row.kind)).toEqual(['refund', 'pay']);
    expect((await find('4200009999')).rows).toEqual([]);
  });

  it('knows bills from before numbers were kept, and forgets those undone', async () => {
    await core.core.context.db.dexie.table('txnNumbers').clear();
    core = await core.reopen();
    expect((await find(ali[0]!.txnNo)).rows).toHaveLength(2);
    const { batchId } = unwrap(await core.as('finance').ask('bill.list', { offset: 0, limit: 1 })).rows[0]!;
    unwrap(await core.as('finance').execute('bill.revert', { batchId }));
    expect((await find(ali[0]!.txnNo)).rows).toEqual([]);
    expect(await core.core.context.db.table('txnNumbers').count()).toBe(0);
  });
});

describe('txn.get', () => {
  it('shows a payment with its refunds and where it came from', async () => {
    const paid = first[0]!;
    const { rows } = unwrap(await core.as('finance').ask('txn.find', { number: paid.txnNo }));
    const payment = rows.find((row) => row.kind === 'pay')!;
    const detail = unwrap(await core.as('finance').ask('txn.get', { id: payment.id }));
    expect(detail).toMatchObject({
      origin: { fileName: 'a.csv', billKind: 'wechat-trade' },
      refundedFen: paid.settleFen,
      refunded: 'all',
    });
    expect(detail.related).toMatchObject([{ kind: 'refund', refundFen: paid.settleFen }]);
    const back = unwrap(await core.as('finance').ask('txn.get', { id: detail.related[0]!.id }));
    expect(back).toMatchObject({ related: [{ id: payment.id }], refunded: 'none', refundedFen: 0 });
    expect(await core.as('finance').ask('txn.get', { id: 't|nothing#0' })).toMatchObject({
      error: { code: 'txn.not_found' },
    });
  });
});

describe('txn.revealPayer', () => {
  const line = async () => (await list({ channels: ['WECHAT'], kinds: ['pay'] })).rows[0]!;

  it('gives the payer once it is on record', async () => {
    const { id, orderNo, payerMask } = await line();
    const shown = unwrap(await core.as('finance').execute('txn.revealPayer', { id }));
    expect(shown).toEqual({ payer: `oTEST${orderNo}`, name: '' });
    const entry = (await core.core.context.db.table('audit').orderBy('seq').last())!;
    expect(entry).toMatchObject({ action: 'txn.revealPayer', targetId: id });
    expect(entry.diff).toEqual([{ field: 'payer', before: payerMask, after: payerMask }]);
    expect(JSON.stringify(entry)).not.toContain(shown.payer);
  });

  it('is denied to others, knows no other line, and shows nothing that cannot be recorded', async () => {
    const { id } = await line();
    expect(await core.as('manager').execute('txn.revealPayer', { id })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('finance').execute('txn.revealPayer', { id: 't|x#1' })).toMatchObject({
      error: { code: 'txn.not_found' },
    });
    expect(await core.as('finance').execute('txn.revealPayer', { id: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    core.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await core.as('finance').execute('txn.revealPayer', { id })).toMatchObject({
      error: { code: 'storage.full' },
    });
  });
});

describe('txn.export', () => {
  const input = (filter: Partial<TxnFilter>) => ({
    filter: { ...JUNE, ...filter },
    locale: 'zh' as const,
    fileName: 'x.xlsx',
  });

  it('takes exactly what the list shows, payers masked, and says so in the log', async () => {
    const expected = (await list({ kinds: ['refund'] })).rows;
    const { batch, totals: sum } = unwrap(await core.as('finance').execute('txn.export', input({ kinds: ['refund'] })));
    expect(batch.rows).toBe(expected.length);
    expect(expected.map((_row, i) => cellAt(batch.columns['refundNo'], i))).toEqual(
      expected.map((row) => row.refundNo),
    );
    expect(sum).toEqual(await totals({ kinds: ['refund'] }));
    expect(JSON.stringify(batch)).not.toContain('oTESTP');
    const described = readFileSync('shared/contracts/EXPORTS.md', 'utf8').matchAll(/^\| `(\w+)`/gm);
    expect(Object.keys(batch.columns)).toEqual(Array.from(described, ([, name]) => name));
    const entry = await core.core.context.db.table('audit').where('action').equals('txn.export').last();
    expect(entry).toMatchObject({ counts: { rows: expected.length } });
    expect(entry!.diff[0]!.after).toContain('kinds=refund');
  });

  it('is denied to others, refuses nonsense, and gives nothing that cannot be recorded', async () => {
    expect(await core.as('service').execute('txn.export', input({}))).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('finance').execute('txn.export', { ...input({}), locale: 'fr' as 'zh' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    core.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await core.as('finance').execute('txn.export', input({}))).toMatchObject({
      error: { code: 'storage.full' },
    });
  });
});

describe('txn.extent', () => {
  it('says how far the data reaches', async () => {
    expect(unwrap(await core.as('finance').ask('txn.extent', {}))).toEqual({
      from: '2025-06-16',
      to: '2025-06-17',
      importedAt: core.clock.now(),
    });
  });
});
