// `npm run -s check-file -- FILE [--as merchants|bill|bank] [--sheet NAME] [--dump] [--values]`: the import engine without a
// window. One JSON document on stdout, whatever happens; exit 0 when the file was read, 2 when it was refused.
//
// This process is only the guard and stays plain JavaScript, so that it is up at once. The work is done by child.ts in a
// process of its own, with a memory limit and a clock: a file made to hang or to swell ends as a typed error, as it does in
// the program, where the sheet worker is killed. (A process and not a thread: tsx does not compile TypeScript inside threads
// of Node 20.)
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HEAP_MB = 1_200;
/** Nothing but reading is on the clock; on a machine so busy that the child was long in coming, reading gets more time too. */
const READ_PER_START = 4;
/** Said only if the child never lived to give its own words. */
const NO_CHILD = JSON.stringify({
  file: '',
  format: 'unknown',
  error: { code: 'internal.unexpected', message: '程序出错，没有读取文件。' },
});

const forkedAt = performance.now();
const child = fork(fileURLToPath(new URL('./check-file/child.ts', import.meta.url)), process.argv.slice(2), {
  execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${HEAP_MB}`],
  env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) },
  // Whatever a library prints stays out of the one document.
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});
/** What to print should reading end badly: `{ timeout, bomb, unexpected }`, sent by the child before it reads. */
let refusals = { timeout: NO_CHILD, bomb: NO_CHILD, unexpected: NO_CHILD };
/** @type {NodeJS.Timeout | undefined} */
let clock;
let isDone = false;

child.on('message', (message) => {
  if (message.type === 'done') return finish(message.json, message.exitCode);
  clearTimeout(clock);
  if (message.type === 'read') return;
  refusals = message.refusals;
  const patience = Math.max(message.limitMs, READ_PER_START * (performance.now() - forkedAt));
  clock = setTimeout(() => finish(refusals.timeout, 2), patience);
});
child.on('error', () => finish(refusals.unexpected, 2));
// Node ends itself with SIGABRT when the heap limit is reached.
child.on('exit', (_code, signal) => finish(signal === 'SIGABRT' ? refusals.bomb : refusals.unexpected, 2));

/** @param {string} json @param {number} exitCode */
function finish(json, exitCode) {
  if (isDone) return;
  isDone = true;
  clearTimeout(clock);
  child.kill('SIGKILL');
  process.exitCode = exitCode;
  process.stdout.write(`${json}\n`);
}
