import { needsBuild } from './freshness.mjs';
import { run, runNode } from './run.mjs';

// `npm run bench`: the program built as it ships, then the rows of the performance table in a real browser. The bench
// itself belongs to the tests, which nothing may import: it is run, not imported.
if (needsBuild()) {
  const code = await run('npm', ['run', 'build', '--', '--logLevel', 'warn']);
  if (code !== 0) process.exit(code);
}
process.exitCode = await runNode(['--import', 'tsx', 'tests/bench/main.ts', ...process.argv.slice(2)]);
