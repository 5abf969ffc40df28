import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HEAP_MB = 1_200;
/** On a machine so busy that the child was long in coming, its work gets more time too. */
const WORK_PER_START = 4;
/** Said only if the child never lived to give its own words. */
const NO_CHILD = JSON.stringify({
  file: '',
  format: 'unknown',
  error: { code: 'internal.unexpected', message: '程序出错，没有读取文件。' },
});

/**
 * Runs `script` in a process with a memory limit and a clock: a file made to hang or to swell ends as a typed error, as it does
 * in the program, where the sheet worker is killed. (A process and not a thread: tsx does not compile TypeScript inside threads
 * of Node 20.) The child says `{ type: 'reading', limitMs, refusals }`, then `{ type: 'read', limitMs }`, each with the time the
 * work that begins may take, then `{ type: 'done', json, exitCode }`.
 *
 * @param {string} script
 * @param {readonly string[]} argv
 * @returns {Promise<{ json: string, exitCode: number }>}
 */
export function superviseChild(script, argv) {
  const forkedAt = performance.now();
  const child = fork(script, argv, {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${HEAP_MB}`],
    env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) },
    // Whatever a library prints stays out of the one document.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  /** What to print should the work end badly; sent by the child before it reads. */
  let refusals = { timeout: NO_CHILD, bomb: NO_CHILD, unexpected: NO_CHILD };
  let startMs = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let clock;
  return new Promise((resolve) => {
    /** @param {string} json @param {number} exitCode */
    function finish(json, exitCode) {
      clearTimeout(clock);
      child.kill('SIGKILL');
      resolve({ json, exitCode });
    }
    child.on('message', (/** @type {any} */ message) => {
      if (message.type === 'done') return finish(message.json, message.exitCode);
      clearTimeout(clock);
      if (message.type === 'reading') {
        refusals = message.refusals;
        startMs = performance.now() - forkedAt;
      }
      clock = setTimeout(() => finish(refusals.timeout, 2), Math.max(message.limitMs, WORK_PER_START * startMs));
    });
    child.on('error', () => finish(refusals.unexpected, 2));
    // Node ends itself with SIGABRT when the heap limit is reached.
    child.on('exit', (_code, signal) => finish(signal === 'SIGABRT' ? refusals.bomb : refusals.unexpected, 2));
  });
}
