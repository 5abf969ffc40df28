import { fork } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toErrorText } from '@shared/kernel/error-texts';
import type { ErrorCode } from '@shared/kernel/errors';
import { parseArguments, type CheckFileArguments } from './check-file/arguments';
import { emptyReport, type CheckFileReport } from './check-file/report';

/**
 * `npm run -s check-file -- FILE [--as merchants|bill|bank] [--sheet NAME] [--dump] [--values]`: the import engine without a
 * window. One JSON document on stdout, whatever happens; exit 0 when the file was read, 2 when it was refused.
 *
 * The work is done in a process of its own, with a memory limit and a clock: a file made to hang or to swell ends as a typed
 * error, as it does in the program, where the sheet worker is killed. (A process and not a thread: tsx does not compile
 * TypeScript inside threads of Node 20.)
 */
const MAX_BYTES = 50 * 1024 * 1024;
const HEAP_MB = 1_200;
/**
 * For reading only, from the moment the child is up. Large files, which honest people have too, get more; so does everything
 * on a machine so busy that the child was long in coming.
 */
const READ_MS = 3_500;
const READ_MS_PER_MB = 400;
const READ_PER_START = 5;

interface Outcome {
  json: string;
  exitCode: number;
}

async function main(): Promise<Outcome> {
  const options = parseArguments(process.argv.slice(2));
  if (!options) return refuse('', 'input.invalid');
  const file = basename(options.path);
  const info = await stat(options.path).catch(() => null);
  if (!info?.isFile()) return refuse(file, 'file.not_found');
  if (info.size > MAX_BYTES) return refuse(file, 'file.too_large');
  return runChild(options, file, info.size);
}

function runChild(options: CheckFileArguments, file: string, size: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const forkedAt = performance.now();
    const child = fork(fileURLToPath(new URL('./check-file/child.ts', import.meta.url)), {
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
      // Whatever a library prints stays out of the one document.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let clock: NodeJS.Timeout | undefined;
    const finish = (outcome: Outcome): void => {
      clearTimeout(clock);
      resolve(outcome);
      child.kill('SIGKILL');
    };
    child.on('message', (message: { type: 'started' } | { type: 'read' } | ({ type: 'done' } & Outcome)) => {
      if (message.type === 'done') return finish(message);
      clearTimeout(clock);
      if (message.type === 'read') return;
      const patience = Math.max(READ_MS, READ_PER_START * (performance.now() - forkedAt));
      const limit = patience + (size / 1_048_576) * READ_MS_PER_MB;
      clock = setTimeout(() => finish(refuse(file, 'file.timeout')), limit);
      child.send({ options, file });
    });
    child.on('error', () => finish(refuse(file, 'internal.unexpected')));
    // Node ends itself with SIGABRT when the heap limit is reached.
    child.on('exit', (_code, signal) =>
      finish(refuse(file, signal === 'SIGABRT' ? 'file.bomb' : 'internal.unexpected')),
    );
  });
}

function refuse(file: string, code: ErrorCode): Outcome {
  const report: CheckFileReport = { ...emptyReport(file), error: { code, message: toErrorText({ code }, 'zh') } };
  return { json: JSON.stringify(report), exitCode: 2 };
}

const outcome = await main().catch(() => refuse('', 'internal.unexpected'));
process.exitCode = outcome.exitCode;
process.stdout.write(`${outcome.json}\n`);
