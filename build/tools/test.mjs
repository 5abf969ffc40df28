// `npm test`: every check there is, going on after a failure. Its last line is the sum. Lint, the longest of those that read
// the sources only, runs beside the others; tests have the machine to themselves.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { projectRoot } from './freshness.mjs';
import { runNode } from './run.mjs';

process.chdir(projectRoot);
const reports = mkdtempSync(join(tmpdir(), 'merchant-desk-test-'));
const scratch = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'merchant-desk-scratch-'));
const vitestReport = join(reports, 'vitest.json');
const e2eReport = join(reports, 'e2e.json');
const bin = (path) => join(projectRoot, 'node_modules', path);

const STAGES = [
  { name: 'types', run: [bin('vue-tsc/bin/vue-tsc.js'), '-b'] },
  {
    name: 'lint',
    beside: true,
    run: [bin('eslint/bin/eslint.js'), '--config', 'build/eslint.config.ts', '--max-warnings', '0', '.'],
  },
  { name: 'format', run: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', run: [bin('knip/bin/knip.js'), '--config', 'build/knip.json'] },
  {
    name: 'build',
    run: [
      bin('electron-vite/bin/electron-vite.js'),
      'build',
      '--config',
      'build/electron.vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
  {
    name: 'unit, core, component and browser tests',
    alone: true,
    run: [
      bin('vitest/vitest.mjs'),
      'run',
      '--config',
      'build/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    env: { TMPDIR: scratch },
    count: () => countVitest(vitestReport),
  },
  {
    name: 'whole program',
    alone: true,
    run: [bin('@playwright/test/cli.js'), 'test', '--config', 'build/playwright.config.ts'],
    env: { PLAYWRIGHT_JSON: e2eReport, E2E_OUTPUT: join(scratch, 'e2e') },
    count: () => countPlaywright(e2eReport),
    after: () => tellFailures(join(scratch, 'e2e')),
  },
];

const total = { passed: 0, failed: 0 };
const failures = [];
const browser = await ensureChromium();
record('a browser', 'path' in browser);
if ('path' in browser) process.env.CHROMIUM = browser.path;
else console.error(browser.reason);

await Promise.all([
  runAll(STAGES.filter(({ alone, beside }) => !alone && !beside)),
  runAll(STAGES.filter(({ beside }) => beside)),
]);
await runAll(STAGES.filter(({ alone }) => alone));
for (const folder of [reports, scratch]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runAll(stages) {
  for (const stage of stages) await runStage(stage);
}

async function runStage(stage) {
  // How long a stage takes depends on what else the machine does: the log has to tell.
  console.log(`\n== ${stage.name} (${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)})`);
  const startedAt = Date.now();
  const code = await runNode(stage.run, { env: { ...process.env, ...stage.env } });
  console.log(
    `== ${stage.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1000)} s`,
  );
  stage.after?.();
  const tests = stage.count?.();
  // A run that ended well but left no report proves nothing.
  record(stage.name, code === 0 && (!stage.count || Boolean(tests)));
  total.passed += tests?.passed ?? 0;
  total.failed += tests?.failed ?? 0;
}

/** What the window showed and the program wrote when a specification failed: the machine is gone when somebody reads of it. */
function tellFailures(folder) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const failed = files.filter((name) => name.endsWith('error-context.md')).map((name) => dirname(name));
  for (const name of files) {
    const isTold =
      /(?:error-context\.md|main\.log)$/.test(name) && failed.some((one) => name.startsWith(join(one, '/')));
    if (isTold) console.log(`\n-- ${name}\n${readFileSync(join(folder, name), 'utf8').slice(-6_000)}`);
  }
}

/** Profiles and scratch files of a thousand tests are faster in memory, where there is plenty; on others they go to disk. */
function roomInMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 6 * 1024 ** 3 ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
}

function record(name, passed) {
  total[passed ? 'passed' : 'failed']++;
  if (!passed) failures.push(name);
}

function countVitest(path) {
  const report = readReport(path);
  return report && { passed: report.numPassedTests, failed: report.numFailedTests };
}

function countPlaywright(path) {
  const stats = readReport(path)?.stats;
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
