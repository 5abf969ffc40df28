import { beforeEach, describe, expect, it } from 'vitest';
import type { TxnFilter } from '@shared/contracts/txns';
import { unwrap } from '@shared/kernel/result';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, type WechatRecord } from '../../support/factories/bills';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';

const SUBS = ['1600000001', '1600000002'];
const SPAN = { from: '2025-06-01', to: '2025-06-10' };
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 5, 19, 4) });
});

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
}

/** A day of few payers, some unknown, at two numbers of a provider; two of them get their money back. */
function dayOf(date: string, seed: number): WechatRecord[] {
  const next = random(seed);
  const payer = () => (next() < 0.1 ? '' : `oPAYER${Math.floor(next() * 12)}`);
  const records = wechatDay(12, date, { refunds: 2 });
  const byOrder = new Map(
    records.map(({ orderNo }) => [orderNo, { payer: payer(), subMchNo: SUBS[next() < 0.7 ? 0 : 1]! }]),
  );
  return records.map((record) => ({ ...record, ...byOrder.get(record.orderNo)! }));
}

async function bring(lines: readonly WechatRecord[], name: string): Promise<string> {
  const input = await billInput({ [name]: wechatBill([...lines]) });
  return unwrap(await core.as('super').execute('bill.commit', input)).batchId;
}

const read = async (filter: Pick<TxnFilter, 'accounts'> = {}, span = SPAN) =>
  unwrap(await core.as('super').ask('dashboard.payers', { ...span, filter }));

/** What is to come out, from the lines as they were made. */
function expected(lines: readonly WechatRecord[]) {
  const paid = lines.filter(({ state }) => state === 'SUCCESS').sort((a, b) => (a.time < b.time ? -1 : 1));
  const firstDay = new Map<string, string>();
  const days = new Map<
    string,
    { fresh: Set<string>; back: Set<string>; freshFen: number; backFen: number; rest: number }
  >();
  for (const { time, payer, subMchNo, settleFen } of paid) {
    const date = time.slice(0, 10);
    const day = days.get(date) ?? { fresh: new Set(), back: new Set(), freshFen: 0, backFen: 0, rest: 0 };
    days.set(date, day);
    if (!payer) {
      day.rest += settleFen;
      continue;
    }
    const who = `${subMchNo} ${payer}`;
    if (!firstDay.has(who)) firstDay.set(who, date);
    const isFresh = firstDay.get(who) === date;
    (isFresh ? day.fresh : day.back).add(who);
    if (isFresh) day.freshFen += settleFen;
    else day.backFen += settleFen;
  }
  return [...days].map(([bizDate, { fresh, back, freshFen, backFen, rest }]) => [
    bizDate,
    fresh.size,
    freshFen,
    back.size,
    backFen,
    rest,
  ]);
}

async function shown() {
  const { days } = await read();
  return days
    .filter(({ fresh, back, unnamed }) => fresh.payments + back.payments + unnamed.payments > 0)
    .map(({ bizDate, fresh, back, unnamed }) => [
      bizDate,
      fresh.payers,
      fresh.settleFen,
      back.payers,
      back.settleFen,
      unnamed.settleFen,
    ]);
}

describe('new and returning payers', () => {
  it('come out right in whatever order bills come in and go again, and the same when counted anew', async () => {
    const dates = ['2025-06-05', '2025-06-02', '2025-06-09', '2025-06-03', '2025-06-01', '2025-06-07'];
    const standing = new Map<string, { batchId: string; lines: WechatRecord[] }>();
    const all = () => [...standing.values()].flatMap(({ lines }) => lines);
    for (const [n, date] of dates.entries()) {
      const lines = dayOf(date, n + 1);
      standing.set(date, { batchId: await bring(lines, `${date}.csv`), lines });
      expect(await shown(), `with ${date}`).toEqual(expected(all()));
    }
    for (const date of ['2025-06-01', '2025-06-05', '2025-06-09']) {
      unwrap(await core.as('super').execute('bill.revert', { batchId: standing.get(date)!.batchId }));
      standing.delete(date);
      expect(await shown(), `without ${date}`).toEqual(expected(all()));
    }
    const db = core.core.context.db;
    const stored = await db.table('payerDays').toArray();
    const { days } = unwrap(await core.as('super').execute('payers.rebuild', {}));
    expect(days).toBe(stored.length);
    expect(await db.table('payerDays').toArray()).toEqual(stored);
  });

  it('are the rows behind every figure: days, kinds of payers, ranks', async () => {
    const lines = ['2025-06-01', '2025-06-03', '2025-06-08', '2025-06-10'].flatMap((date, n) => dayOf(date, n + 20));
    await bring(lines, 'june.csv');
    const behind = async (filter: Partial<TxnFilter>) =>
      unwrap(await core.as('super').ask('txn.totals', { filter: { ...SPAN, ...filter } }));
    const accounts = unwrap(await core.as('super').ask('channel.list', { unlinked: true })).map(({ id }) => id);
    for (const filter of [{}, { accounts: [accounts[0]!] }]) {
      const view = await read(filter);
      for (const { bizDate, fresh, back, unnamed } of view.days)
        for (const [payers, sums] of [
          ['fresh', fresh],
          ['back', back],
          ['none', unnamed],
        ] as const) {
          const rows = await behind({ ...filter, from: bizDate, to: bizDate, payers });
          expect([rows.payments, rows.settleFen, rows.refunds], `${bizDate} ${payers}`).toEqual([
            sums.payments,
            sums.settleFen,
            0,
          ]);
        }
      for (const { recency, frequency, payments, settleFen } of view.rfm) {
        const rows = await behind({ ...filter, payers: `r${recency}f${frequency}` });
        expect([rows.payments, rows.settleFen], `r${recency}f${frequency}`).toEqual([payments, settleFen]);
      }
      for (const { band, payments, settleFen } of view.tickets) {
        const rows = await behind({ ...filter, payers: `t${band}` });
        expect([rows.payments, rows.settleFen], `t${band}`).toEqual([payments, settleFen]);
      }
      expect(view.rfm.reduce((sum, cell) => sum + cell.payers, 0)).toBe(view.payers);
      expect(view.fresh).toBe(view.payers);
      expect(view.againPpm).toBeGreaterThan(0);
    }
    const later = await read({}, { from: '2025-06-08', to: '2025-06-10' });
    expect(later.fresh).toBeLessThan(later.payers);
  });

  it('stay unknown where earlier bills were never counted, until they are', async () => {
    await bring(dayOf('2025-06-03', 3), 'june.csv');
    const before = await shown();
    const table = core.core.context.db.dexie.table('payerDays');
    const [row] = (await table.toArray()) as { id: string }[];
    await table.clear();
    // Of a day that is nowhere else: counting anew clears it away.
    await table.put({ ...row, id: '2025-06-30|WECHAT|gone' });
    expect(await read()).toMatchObject({ isReady: false, days: [], payers: 0 });
    expect(await core.as('auditor').execute('payers.rebuild', {})).toMatchObject({
      ok: false,
      error: { code: 'access.denied' },
    });
    unwrap(await core.as('super').execute('payers.rebuild', {}));
    expect(await shown()).toEqual(before);
    await createOne(core, 1);
    const sort = { field: 'merchantNo', descending: false };
    const { rows } = unwrap(await core.as('super').ask('merchant.list', { filter: {}, sort, offset: 0, limit: 1 }));
    const entry = {
      merchantId: rows[0]!.id,
      kind: 'pay' as const,
      channel: 'CASH' as const,
      bizDate: '2025-06-04',
      time: '10:00',
    };
    const more = { amountFen: 500, payMethod: '', orderNo: '', originalNo: '', memo: '' };
    unwrap(await core.as('super').execute('txn.enter', { ...entry, ...more }));
    expect((await read()).days.at(-1)).toMatchObject({
      bizDate: '2025-06-04',
      unnamed: { payments: 1, settleFen: 500 },
    });
  });

  it('are asked for within sense and right', async () => {
    const asked = await core.as('super').ask('dashboard.payers', { from: '2025-06-02', to: '2025-06-01', filter: {} });
    expect(asked).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    const filter = { ...SPAN, payers: 'r9' };
    expect(await core.as('super').ask('txn.totals', { filter })).toMatchObject({
      ok: false,
      error: { code: 'input.invalid' },
    });
  });
});
