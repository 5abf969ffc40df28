import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { toErrorText } from '@shared/kernel/error-texts';
import type { ErrorCode } from '@shared/kernel/errors';
import { fail, type AppError } from '@shared/kernel/result';
import { isNoBill, readBillFiles } from '@renderer/workers/sheet/bill-files';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { parseArguments, type CheckFileArguments } from './arguments';
import { emptyReport, type CheckFileReport } from './empty-report';

const MIB = 1024 * 1024;
const MAX_BYTES = 50 * MIB;
/** How long reading may take; large files, which honest people have too, get more. */
const READ_MS = 2_500;
const READ_MS_PER_MB = 400;
/** Finding the header, matching columns and checking every row of what was read: 200,000 rows take a third of it. */
const CHECK_MS = 20_000;
const CHECK_MS_PER_MB = 1_000;

/** Archives, and the XML or JSON with which a provider answers that there was nothing. */
const MAY_HOLD_BILLS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['file.archive', 'file.unsupported_format']);

/** Reads the file of the command line and reports to the process that forked this one: reading, read, done. */
async function check(): Promise<CheckFileReport> {
  const options = parseArguments(process.argv.slice(2));
  if (!options) return refuse('', 'input.invalid');
  const file = basename(options.path);
  const info = await stat(options.path).catch(() => null);
  if (!info?.isFile()) return refuse(file, 'file.not_found');
  if (info.size > MAX_BYTES) return refuse(file, 'file.too_large');
  const bytes = await readFile(options.path).catch(() => null);
  if (!bytes) return refuse(file, 'file.unreadable');
  await tell({
    type: 'reading',
    limitMs: READ_MS + (info.size / MIB) * READ_MS_PER_MB,
    refusals: refusals(file),
  });
  return read(new Uint8Array(bytes), file, options);
}

async function read(bytes: Uint8Array, file: string, options: CheckFileArguments): Promise<CheckFileReport> {
  const report = emptyReport(file);
  const found = isNoBill(bytes) ? fail('file.unsupported_format') : await readSpreadsheet(bytes, file);
  const packed = found.ok || !MAY_HOLD_BILLS.has(found.error.code) ? undefined : await readBillFiles(bytes, file);
  if (!found.ok) report.format = await detectFormat(bytes);
  await tell({ type: 'read', limitMs: CHECK_MS + (bytes.length / MIB) * CHECK_MS_PER_MB });
  if (!found.ok) {
    const { describeBillFiles } = await import('./bill-report');
    const bills = packed?.ok ? describeBillFiles(packed.value, options, report) : undefined;
    return bills ?? { ...report, error: explain(packed && !packed.ok ? packed.error : found.error) };
  }
  // What a refused file does without is loaded only now: refusals come sooner.
  const { describeSheets } = await import('./report');
  return describeSheets(found.value, options, report);
}

function refuse(file: string, code: ErrorCode): CheckFileReport {
  return { ...emptyReport(file), error: explain({ code }) };
}

/** The whole document for each way in which this process may be ended. */
function refusals(file: string): Record<'timeout' | 'bomb' | 'unexpected', string> {
  return {
    timeout: JSON.stringify(refuse(file, 'file.timeout')),
    bomb: JSON.stringify(refuse(file, 'file.bomb')),
    unexpected: JSON.stringify(refuse(file, 'internal.unexpected')),
  };
}

function explain(error: AppError): { code: string; message: string } {
  return { code: error.code, message: toErrorText(error, 'zh') };
}

function tell(message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.send) return reject(new Error('to be started by check-file'));
    process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

// Stays until it is killed: were it to end by itself, its last message could come after the news of its end.
process.once('disconnect', () => process.exit());
const report = await check().catch(() => refuse('', 'internal.unexpected'));
await tell({ type: 'done', json: JSON.stringify(report), exitCode: report.error ? 2 : 0 });
