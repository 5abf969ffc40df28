import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Batch, Report } from './child';
import { makeCase } from './make-case';
import { loadSeeds, SEEDS_FROM } from './seeds';
import { tryCase } from './try-case';

// `npm run fuzz -- [--minutes N] [--seed S] [--case N]`: files changed at random, read as the program reads them. Nothing may
// throw, take more than ten seconds, or take the process down. What does is saved, and can be had again by its seed and number.
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, case: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const deadline = performance.now() + Number(values.minutes) * 60_000;
const HANG_MS = 10_000;
const HEAP_MB = 1_000;
const MAX_RSS_MB = 1_500;
const BATCH = 400;

const outcomes = new Map<string, number>();
let folder: string | undefined;
let problems = 0;
let next = 0;

function report(number: number, problem: string): void {
  problems++;
  folder ??= mkdtempSync(join(tmpdir(), 'fuzz-'));
  const { bytes, recipe } = makeCase(loadSeeds(), seed, number);
  const file = join(folder, `${seed}-${number}.bin`);
  writeFileSync(file, bytes);
  console.log(`PROBLEM ${problem}\n  ${recipe}\n  ${file}\n  again: npm run fuzz -- --seed ${seed} --case ${number}`);
}

/** One process, until it has done its cases or one of them has to be ended with it. Resolves with the number to go on from. */
function runBatch(batch: Batch): Promise<number> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let at = batch.from;
  let clock: NodeJS.Timeout | undefined;
  let verdict: string | undefined;
  return new Promise((resolve) => {
    child.on('message', (message: Report) => {
      clearTimeout(clock);
      if (message.type === 'ready') child.send(batch);
      else if (message.type === 'done') child.kill('SIGKILL');
      else if (message.type === 'begun') {
        at = message.number;
        clock = setTimeout(() => {
          verdict = `hang: over ${HANG_MS / 1000} s`;
          child.kill('SIGKILL');
        }, HANG_MS);
      } else {
        at = message.number + 1;
        outcomes.set(message.outcome, (outcomes.get(message.outcome) ?? 0) + 1);
        if (message.problem) report(message.number, message.problem);
        if (message.rssMb > MAX_RSS_MB) report(message.number, `memory: ${message.rssMb} MB`);
        if (performance.now() > deadline) child.kill('SIGKILL');
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(clock);
      if (signal !== 'SIGKILL') verdict ??= `the process ended: ${signal ?? code}`;
      if (verdict) report(at, verdict);
      resolve(verdict ? at + 1 : at);
    });
  });
}

if (values.case === undefined) {
  console.log(`fuzzing from ${SEEDS_FROM}, seed ${seed}`);
  while (performance.now() < deadline) next = await runBatch({ seed, from: next, count: BATCH });
  const counts = [...outcomes].sort((a, b) => b[1] - a[1]).map(([outcome, count]) => `${outcome} ${count}`);
  console.log(`${next} cases: ${counts.join(', ')}`);
  console.log(problems === 0 ? 'no problem found' : `${problems} problems`);
} else {
  const made = makeCase(loadSeeds(), seed, Number(values.case));
  console.log(made.recipe, await tryCase(made));
}
process.exitCode = problems === 0 ? 0 : 1;
