import { runNode } from './run.mjs';

// `npm run fuzz`: the fuzzer belongs to the tests, which nothing may import: it is run, not imported.
process.exitCode = await runNode(['--import', 'tsx', 'tests/fuzz/main.ts', ...process.argv.slice(2)]);
