import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '@build/alias';
import { serveRenderer } from '@build/tools/static-server';
import { printTable, writeResults, type RowResult } from './host/report';
import { BenchSession } from './host/session';
import { assembleSite, SITE } from './host/site';
import { ROWS } from './rows';

const USAGE = `npm run bench [-- --quick] [--only NAME[,NAME]] [--rows N]   NAME: ${Object.keys(ROWS).join(', ')}`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rows: { type: 'string', default: '100000' },
  },
});
const wanted = values.only?.split(',') ?? Object.keys(ROWS);
const n = Number(values.rows);
if (wanted.some((name) => !(name in ROWS)) || !Number.isInteger(n) || n < 1_000 || n > 200_000) {
  console.error(USAGE);
  process.exit(1);
}

const started = Date.now();
await assembleSite();
const server = await serveRenderer({ root: SITE, port: 0 });
const session = new BenchSession({ quick: values.quick, n }, server.origin);
const results: RowResult[] = [];
const failures: string[] = [];
try {
  for (const name of wanted) {
    const from = Date.now();
    try {
      results.push(...(await ROWS[name]!(session)));
    } catch (error) {
      failures.push(name);
      console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    console.error(`${name}: ${((Date.now() - from) / 1_000).toFixed(1)} s`);
  }
} finally {
  await session.close();
  await server.close();
}

const file = resolve(root, 'out/bench/bench-results.json');
const seconds = Math.round((Date.now() - started) / 1_000);
writeResults(file, results, {
  at: new Date().toISOString(),
  seconds,
  quick: values.quick,
  cpus: cpus().length,
  failures,
});
printTable(results);
console.log(`\n${seconds} s in all; results in out/bench/bench-results.json`);
process.exitCode = failures.length > 0 ? 1 : 0;
