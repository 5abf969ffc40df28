import type { Job } from '../job';
import { commitMerchants, openBenchCore } from './bench-core';

/** P2: the whole command `import.commit` through the gate. */
export const commitProgram: Job = async (input) => {
  const core = await openBenchCore();
  const commit = await commitMerchants(core, input.n);
  await core.close();
  return { commit: [commit] };
};
