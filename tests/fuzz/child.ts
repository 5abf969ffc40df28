import { makeCase } from './make-case';
import { loadSeeds } from './seeds';
import { tryCase } from './try-case';

export interface Batch {
  seed: number;
  from: number;
  count: number;
}

export type Report =
  | { type: 'ready' }
  | { type: 'begun'; number: number }
  | { type: 'tried'; number: number; outcome: string; problem?: string; rssMb: number }
  | { type: 'done' };

// Runs cases in a process of its own, which its parent ends when one takes too long or swells.
const seeds = loadSeeds();
process.on('message', (batch: Batch) => void run(batch));
process.once('disconnect', () => process.exit());
// Loaded before the clock runs: the libraries of old formats are large, and this is not what is being timed.
await import('@renderer/workers/sheet/other-formats').then(() => import('@e965/xlsx'));
await import('@e965/xlsx/dist/cpexcel.full.mjs');
say({ type: 'ready' });

async function run({ seed, from, count }: Batch): Promise<void> {
  for (let number = from; number < from + count; number++) {
    const made = makeCase(seeds, seed, number);
    say({ type: 'begun', number });
    const verdict = await tryCase(made);
    say({ type: 'tried', number, ...verdict, rssMb: Math.round(process.memoryUsage().rss / 1_048_576) });
  }
  say({ type: 'done' });
}

function say(report: Report): void {
  process.send?.(report);
}
