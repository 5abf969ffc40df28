import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { isSameNumbers } from '@renderer/data/txn-numbers';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const DAYS = ['2025-06-14', '2025-06-15', '2025-06-16'] as const;

let core: OpenedCore;

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
});

const as = (who: Who = 'super') => core.as(who);
const rebuild = (who: Who = 'super') => as(who).execute('rollup.rebuild', {});
const derived = async () => {
  const { db } = core.core.context;
  const [days, fees, numbers] = await Promise.all([
    db.table('txnDays').toArray(),
    db.table('feeDays').toArray(),
    db.table('txnNumbers').toArray(),
  ]);
  return { days, fees, numbers };
};
const importDay = async (name: string, rows: ReturnType<typeof wechatDay>) =>
  unwrap(await as().execute('bill.commit', await billInput({ [name]: wechatBill(rows) })));
const findings = async () => unwrap(await as().ask('integrity.check', {})).findings;

describe('rollup.rebuild', () => {
  it('mends sums, fees and numbers that the check finds wrong, tells the audit, and has nothing to do the second time', async () => {
    await importDay('a.csv', wechatDay(30, DAYS[0], { refunds: 4 }));
    const before = await derived();
    const { dexie } = core.core.context.db;
    const [day] = before.days;
    await dexie.table('txnDays').put({ ...day!, feeFen: day!.feeFen + 1 });
    await dexie.table('txnDays').put({ ...day!, id: `2025-06-01|WECHAT|${day!.account}`, bizDate: '2025-06-01' });
    await dexie.table('feeDays').put({ id: day!.id, lines: 1, actualFen: 1, expectedFen: 2, off: 1 });
    await dexie.table('txnNumbers').clear();
    expect((await findings()).map(({ check, table }) => `${check} ${table}`)).toEqual(['sums txnDays', 'sums feeDays']);
    expect(unwrap(await rebuild())).toEqual({ days: 2, fees: 1, numbers: 1 });
    expect(await findings()).toEqual([]);
    expect(await derived()).toEqual(before);
    const entry = await core.core.context.db.table('audit').orderBy('seq').last();
    expect(entry).toMatchObject({ action: 'rollup.rebuild', counts: { days: 2, fees: 1, numbers: 1 } });
    expect(unwrap(await rebuild())).toEqual({ days: 0, fees: 0, numbers: 0 });
  });

  it('is denied to a clerk, takes no input, stops between days, and leaves nothing behind when storing fails', async () => {
    await importDay('a.csv', [...wechatDay(5, DAYS[0]), ...wechatDay(5, DAYS[1])]);
    const { dexie } = core.core.context.db;
    await dexie.table('txnDays').clear();
    expect(await rebuild('entry')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await as().execute('rollup.rebuild', { x: 1 } as never)).toMatchObject({ error: { code: 'input.invalid' } });
    const before = await dumpTables(core);
    const steps: number[] = [];
    const call = {
      onProgress: (done: number) => void steps.push(done),
      isCancelled: () => steps.length > 0,
    };
    expect(await as().execute('rollup.rebuild', {}, call)).toMatchObject({ error: { code: 'operation.cancelled' } });
    expect(steps).toEqual([1]);
    const stop = failInTransaction(core);
    expect((await rebuild()).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
    expect(unwrap(await rebuild())).toMatchObject({ days: 2 });
  });

  it('a bill undone leaves no days of nought behind', async () => {
    const { batchId } = await importDay('a.csv', wechatDay(5, DAYS[0]));
    const other = await importDay('b.csv', wechatDay(9, DAYS[0]));
    expect(other).toMatchObject({ added: 4, known: 5 });
    unwrap(await as().execute('bill.revert', { batchId: other.batchId }));
    expect((await derived()).days).toMatchObject([{ payments: 5 }]);
    unwrap(await as().execute('bill.revert', { batchId }));
    expect(await derived()).toEqual({ days: [], fees: [], numbers: [] });
  });
});

type Deed =
  | { deed: 'import'; day: number; lines: number; refunds: number; revoked: number; of: number }
  | { deed: 'revert' | 'correct'; which: number }
  | { deed: 'enter'; day: number; fen: number; isRefund: boolean }
  | { deed: 'link'; of: number; to: number }
  | { deed: 'plan'; of: number; ratePpm: number };

const small = fc.nat({ max: 2 });
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    arbitrary: fc.record({
      deed: fc.constant('import'),
      day: small,
      lines: fc.integer({ min: 1, max: 9 }),
      refunds: small,
      revoked: small,
      of: small,
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      deed: fc.constantFrom('revert', 'correct'),
      which: fc.nat({ max: 9 }),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      deed: fc.constant('enter'),
      day: small,
      fen: fc.integer({ min: 1, max: 99_999 }),
      isRefund: fc.boolean(),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ deed: fc.constant('link'), of: small, to: small }), weight: 2 },
  {
    arbitrary: fc.record({
      deed: fc.constant('plan'),
      of: small,
      ratePpm: fc.constantFrom(3_800, 6_000),
    }),
    weight: 2,
  },
);
const TORTURE = process.env['TORTURE'] === '1';

describe('what is kept up to date step by step', () => {
  it(
    'is exactly what the lines give, after any imports, undos, entries, cancellations, links and plans',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(deeds, { minLength: 6, maxLength: TORTURE ? 60 : 12 }), async (list) => {
          core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
          await play(list);
          const before = await derived();
          expect(unwrap(await rebuild())).toEqual({ days: 0, fees: 0, numbers: 0 });
          const { dexie } = core.core.context.db;
          for (const name of ['txnDays', 'feeDays', 'txnNumbers']) await dexie.table(name).clear();
          unwrap(await rebuild());
          const after = await derived();
          expect(after.days).toEqual(before.days);
          expect(after.fees).toEqual(before.fees);
          expect(after.numbers.map(({ id }) => id)).toEqual(before.numbers.map(({ id }) => id));
          expect(after.numbers.every((row, n) => isSameNumbers(row, before.numbers[n]!))).toBe(true);
          expect(await findings()).toEqual([]);
          await core.close();
        }),
        { numRuns: TORTURE ? 200 : 4 },
      );
    },
    TORTURE ? 600_000 : 90_000,
  );
});

/** What is refused (the same line again, a bill another leans on, an entry cancelled before) changes nothing. */
async function play(list: readonly Deed[]): Promise<void> {
  const shops = [(await createOne(core, 1)).id, (await createOne(core, 2)).id, ''];
  const batches: string[] = [];
  const entries: string[] = [];
  for (const [n, one] of list.entries()) {
    switch (one.deed) {
      case 'import': {
        const { lines, refunds, revoked } = one;
        const rows = wechatDay(lines, DAYS[one.day], {
          refunds: Math.min(refunds, lines),
          revoked: Math.min(revoked, lines - Math.min(refunds, lines)),
        });
        const own = rows.map((row) => ({ ...row, subMchNo: one.of === 0 ? '0' : `16000000${one.of}` }));
        batches.push((await importDay(`${n}.csv`, own)).batchId);
        break;
      }
      case 'revert':
        if (batches.length > 0) await as().execute('bill.revert', { batchId: batches[one.which % batches.length]! });
        break;
      case 'correct':
        if (entries.length > 0)
          await as().execute('txn.correct', { id: entries[one.which % entries.length]!, reason: '记错' });
        break;
      case 'enter': {
        const what = {
          kind: one.isRefund ? 'refund' : 'pay',
          channel: 'CASH',
          time: '10:00',
          payMethod: '',
          orderNo: '',
          originalNo: '',
          memo: '',
        } as const;
        const entry = { ...what, merchantId: shops[one.day % 2]!, bizDate: DAYS[one.day]!, amountFen: one.fen };
        entries.push(unwrap(await as().execute('txn.enter', entry)).id);
        break;
      }
      case 'link':
      case 'plan': {
        const [account] = unwrap(await as().ask('channel.list', { unlinked: false })).slice(one.of);
        if (!account) break;
        if (one.deed === 'link')
          unwrap(await as().execute('channel.link', { id: account.id, merchantId: shops[one.to]! }));
        else {
          const plan = {
            from: DAYS[0],
            ratePpm: one.ratePpm,
            minFeeFen: 1,
            maxFeeFen: 0,
            refundFee: 'returned',
          } as const;
          unwrap(await as().execute('channel.addPlan', { id: account.id, ...plan }));
        }
      }
    }
  }
}
