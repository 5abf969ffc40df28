import { unwrap } from '@shared/kernel/result';
import { createBrowserJournal } from '@renderer/platform/bridge/browser-journal';
import { sourceMerchant } from '../../data/merchant-source';
import { timed, type Job } from '../job';
import { commitMerchants, newPlace, openBenchCore } from './bench-core';
import { openBare } from './database';

/**
 * P8: one edit of a merchant among many through the gate, and in turn with it a bare strict `put` of a row as large. In
 * turns, so that whatever else the machine does falls on both. `plain` is the same edit without the journal; with it, files of
 * the browser are written and flushed.
 */
export const updateProgram: Job = async (input) => {
  const repeats = input.repeats ?? 100;
  const place = newPlace();
  const core = await openBenchCore({ ...place, host: { ...place.host, journal: createBrowserJournal() } });
  await commitMerchants(core, input.n);
  const bare = await openBare('id');
  const { db, journal } = core.context;
  const update: number[] = [];
  const plain: number[] = [];
  const put: number[] = [];
  for (let k = 0; k < 2 * (repeats + 10); k++) {
    db.journal = k % 2 === 0 ? journal : null;
    const offset = (k * 7_919) % input.n;
    const page = unwrap(
      await core.ask('merchant.list', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        offset,
        limit: 1,
      }),
    );
    const row = page.rows[0]!;
    const values = { remark: `第${k}次修改`, contactPhone: sourceMerchant(input.n + k).values['contactPhone']! };
    const [updateMs] = await timed(async () =>
      unwrap(await core.execute('merchant.update', { id: row.id, rev: row.rev, values })),
    );
    const bareRow = { id: row.id, ...sourceMerchant(offset).values, remark: values.remark };
    const [putMs] = await timed(() => bare.rows.put(bareRow));
    if (k < 20) continue; // the first ones warm all up
    (db.journal ? update : plain).push(updateMs);
    put.push(putMs);
  }
  if (journal.state !== 'whole') throw new Error('the journal was not written');
  await bare.dexie.delete();
  await core.close();
  return { update, plain, put };
};
