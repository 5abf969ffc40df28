import { core, runCommand, startCore } from '@renderer/platform/workers';
import { unwrap } from '@shared/kernel/result';
import type { Job } from './job';
import { BENCH_SETUP } from './memory-host';

/** Makes the company and its administrator in the program's own database of this origin, through the program's own doors. */
export const seedDesk: Job = async () => {
  unwrap(await startCore(true));
  unwrap(await runCommand('setup.create', BENCH_SETUP));
  await core().close();
  return {};
};
