import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ERROR_TEXTS } from '@shared/kernel/error-texts';
import type { ErrorCode } from '@shared/kernel/errors';
import { parseArguments, type CheckFileArguments } from './check-file/arguments';
import { emptyReport, type CheckFileReport } from './check-file/report';

/**
 * `npm run -s check-file -- FILE [--as merchants|bill|bank] [--sheet NAME] [--dump] [--values]`: the import engine without a
 * window. One JSON document on stdout, whatever happens; exit 0 when the file was read, 2 when it was refused.
 *
 * The work is done in a thread of its own, with a memory limit and a clock: a file made to hang or to swell ends as a typed
 * error, as it does in the program, where the sheet worker is killed.
 */
const MAX_BYTES = 50 * 1024 * 1024;
const HEAP_MB = 1_200;
/** For reading only, and more for large files, which honest people have too. */
const READ_MS = 3_500;
const READ_MS_PER_MB = 300;

type WorkerMessage = { type: 'started' } | { type: 'read' } | { type: 'done'; json: string; exitCode: number };
interface Outcome {
  json: string;
  exitCode: number;
}

async function main(): Promise<Outcome> {
  const parsed = parseArguments(process.argv.slice(2));
  if (!parsed) return refuse('', 'input.invalid');
  const file = basename(parsed.path);
  const info = await stat(parsed.path).catch(() => null);
  if (!info?.isFile()) return refuse(file, 'file.not_found');
  if (info.size > MAX_BYTES) return refuse(file, 'file.too_large');
  const bytes = await readFile(parsed.path).catch(() => null);
  if (!bytes) return refuse(file, 'file.unreadable');
  return runWorker(parsed, file, new Uint8Array(bytes));
}

function runWorker(options: CheckFileArguments, file: string, bytes: Uint8Array): Promise<Outcome> {
  return new Promise((resolve) => {
    const entry = fileURLToPath(new URL('./check-file/worker.ts', import.meta.url));
    const worker = new Worker(entry, {
      workerData: { options, file, bytes },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      // Whatever a library prints stays out of the one document.
      stdout: true,
      stderr: true,
    });
    let clock: NodeJS.Timeout | undefined;
    const finish = (outcome: Outcome): void => {
      clearTimeout(clock);
      resolve(outcome);
      void worker.terminate();
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'done') return finish(message);
      clearTimeout(clock);
      if (message.type === 'started') {
        const limit = READ_MS + (bytes.length / 1_048_576) * READ_MS_PER_MB;
        clock = setTimeout(() => finish(refuse(file, 'file.timeout')), limit);
      }
    });
    worker.on('error', (error: Error & { code?: string }) => {
      finish(refuse(file, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'file.bomb' : 'internal.unexpected'));
    });
    worker.on('exit', () => finish(refuse(file, 'internal.unexpected')));
  });
}

function refuse(file: string, code: ErrorCode): Outcome {
  const report: CheckFileReport = { ...emptyReport(file), error: { code, message: ERROR_TEXTS[code].zh } };
  return { json: JSON.stringify(report), exitCode: 2 };
}

const outcome = await main().catch(() => refuse('', 'internal.unexpected'));
process.exitCode = outcome.exitCode;
process.stdout.write(`${outcome.json}\n`);
