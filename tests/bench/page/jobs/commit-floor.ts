import { sourceMerchant } from '../../data/merchant-source';
import { timed, type Job } from '../job';
import { putBlocks } from './database';

/** P2's floor: the rows stored as bare blocks, nothing checked, sealed, indexed or recorded. */
export const commitFloor: Job = async (input) => {
  const rows = Array.from({ length: input.n }, (_, i) => ({ id: `m${i}`, ...sourceMerchant(i).values }));
  const [put] = await timed(() => putBlocks(rows));
  return { put: [put] };
};
