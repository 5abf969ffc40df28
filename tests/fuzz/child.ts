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
