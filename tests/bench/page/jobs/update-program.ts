import { unwrap } from '@shared/kernel/result';
import { sourceMerchant } from '../../data/merchant-source';
import { timed, type Job } from '../job';
import { commitMerchants, openBenchCore } from './bench-core';
import { openBare } from './database';

/**
 * P8: one edit of a merchant among many through the gate, and in turn with it a bare strict `put` of a row as large. In
 * turns, so that whatever else the machine does falls on both.
 */
export const updateProgram: Job = async (input) => {
  const repeats = input.repeats ?? 100;
  const core = await openBenchCore();
  await commitMerchants(core, input.n);
  const bare = await openBare('id');
  const update: number[] = [];
  const put: number[] = [];
  for (let k = 0; k < repeats + 10; k++) {
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
    const plain = { id: row.id, ...sourceMerchant(offset).values, remark: values.remark };
    const [putMs] = await timed(() => bare.rows.put(plain));
    if (k < 10) continue; // the first ones warm both up
    update.push(updateMs);
    put.push(putMs);
  }
  await bare.dexie.delete();
  await core.close();
  return { update, put };
};
