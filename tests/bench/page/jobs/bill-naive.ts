import { billDays } from '../../data/bill-source';
import { expectEqual, timed, type Job } from '../job';
import { openBare, type PlainRow } from './database';

/** P5's comparison: the same transactions as records under four indexes; nothing read, proved, sealed or summed. */
export const billNaive: Job = async (input) => {
  const rows = billDays(input.n).flatMap((day) =>
    day.map((r): PlainRow => ({
      ...Object.fromEntries(Object.entries(r).map(([key, value]) => [key, String(value)])),
      id: `pay:${r.txnNo}`,
      bizDate: r.time.slice(0, 10),
      merchantNo: '1900012345',
    })),
  );
  const table = await openBare('id, bizDate, merchantNo, state, orderNo');
  const [put] = await timed(async () => {
    for (let from = 0; from < rows.length; from += 5_000) await table.rows.bulkPut(rows.slice(from, from + 5_000));
  });
  expectEqual('rows stored', await table.rows.count(), input.n);
  await table.dexie.delete();
  return { put: [put] };
};
