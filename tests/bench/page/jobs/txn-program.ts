import { BillSession } from '@renderer/workers/sheet/bill-session';
import type { TxnFilter, TxnSort } from '@shared/contracts/txns';
import { unwrap } from '@shared/kernel/result';
import { wechatDay } from '../../../support/factories/bills';
import { billFile } from '../../data/bill-source';
import { expectEqual, timed, type Job, type Measured } from '../job';
import { openBenchCore } from './bench-core';

const DAYS = 25;
const ACCOUNTS = 8;
const AT_ONCE = 5;
const OLDEST: TxnSort = { field: 'at', descending: false };
const LARGEST: TxnSort = { field: 'settleFen', descending: true };
const SPAN = { from: '2025-06-01', to: '2025-06-30' };

/**
 * P4 and P10: what the overview, the year's profit and loss, and the list ask, over as many days and accounts whatever the number of lines. `scan` is the same
 * sum taken from the lines themselves.
 */
export const txnProgram: Job = async (input) => {
  const repeats = input.repeats ?? 20;
  const core = await openBenchCore();
  const numbers: string[] = [];
  // Some days at once: each import takes a backup first, which is not what is measured here.
  for (let first = 1; first <= DAYS; first += AT_ONCE) {
    const files = Array.from({ length: AT_ONCE }, (_, k) => {
      const n = first + k;
      const lines = wechatDay(input.n / DAYS, `2025-06-${String(n).padStart(2, '0')}`).map((line, i) => ({
        ...line,
        subMchNo: `160000000${i % ACCOUNTS}`,
      }));
      numbers.push(lines[n]!.txnNo, lines[n * 7]!.orderNo);
      return billFile(lines);
    });
    const session = new BillSession(core);
    unwrap(await session.open(files));
    const stored = unwrap(await session.commit(files.map((_, k) => k)));
    expectEqual('lines stored', stored.added, (input.n / DAYS) * AT_ONCE);
  }
  const out: Measured = {};
  const note = (kind: string, ms: number): void => void (out[kind] ??= []).push(ms);
  const page = async (kind: string, filter: Partial<TxnFilter>, offset: number, sort?: TxnSort): Promise<void> => {
    const [ms, rows] = await timed(async () =>
      unwrap(await core.ask('txn.list', { filter: { ...SPAN, ...filter }, ...(sort && { sort }), offset, limit: 100 })),
    );
    expectEqual(kind, rows.rows.length > 0, true);
    note(kind, ms);
  };
  for (let k = 0; k < repeats; k++) {
    const [ms, view] = await timed(async () =>
      unwrap(await core.ask('dashboard.read', { ...SPAN, compare: 'previous', filter: {} })),
    );
    expectEqual('payments', view.sums.payments, input.n);
    note('dashboard', ms);
    const [year, months] = await timed(async () =>
      unwrap(await core.ask('profit.read', { from: '2025-01', to: '2025-12', merchantId: '' })),
    );
    expectEqual('income', months.total.cells.income?.actualFen, view.sums.settleFen);
    note('profit', year);
    // Another question each time: what is remembered costs nothing and would tell nothing.
    await page('page', { to: `2025-06-${30 - (k % 6)}` }, (k * 137) % 1_000);
    await page('page.oldest', { from: `2025-06-0${1 + (k % 6)}` }, (k * 137) % 1_000, OLDEST);
    if (k < DAYS) {
      const day = `2025-06-${String(k + 1).padStart(2, '0')}`;
      await page('page.byAmount', { from: day, to: day }, 0, LARGEST);
    }
    await page('page.amount', { minFen: 10_000 + k }, 0);
    await page('page.hour', { hours: [8 + (k % 5)], maxFen: 80_000 + k }, 0);
    const number = numbers[k % numbers.length]!;
    const [found, answer] = await timed(async () => unwrap(await core.ask('txn.find', { number })));
    expectEqual('found', answer.rows.length, 1);
    note(k === 0 ? 'find.cold' : 'find', found);
  }
  const [scan, sums] = await timed(async () =>
    unwrap(await core.ask('txn.totals', { filter: { ...SPAN, kinds: ['pay'] } })),
  );
  expectEqual('scanned', sums.payments, input.n);
  note('scan', scan);
  await core.close();
  return out;
};
