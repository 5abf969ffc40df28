import { BillSession } from '@renderer/workers/sheet/bill-session';
import { unwrap } from '@shared/kernel/result';
import { billDays, billFile } from '../../data/bill-source';
import { expectEqual, timed, type Job } from '../job';
import { openBenchCore } from './bench-core';

/** P5: bills from the file to what is stored: read, proved, known lines looked for, payers sealed, rollups, audit. */
export const billProgram: Job = async (input) => {
  const core = await openBenchCore();
  const files = billDays(input.n).map((day) => billFile(day));
  let lines = 0;
  const [ms] = await timed(async () => {
    for (const file of files) {
      const session = new BillSession(core);
      const drafts = unwrap(await session.open([file]));
      expectEqual('proof', drafts[0]?.totals?.proof, 'ok');
      lines += unwrap(await session.commit([0])).added;
    }
  });
  expectEqual('lines stored', lines, input.n);
  await core.close();
  return { import: [ms] };
};
