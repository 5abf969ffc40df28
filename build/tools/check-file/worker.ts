import { parentPort, workerData } from 'node:worker_threads';
import { understandSheets } from '@shared/imports/understand';
import { ERROR_TEXTS } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import { bizDateAt } from '@shared/time/biz-date';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { CheckFileArguments } from './arguments';
import { describe, dumpSheets, emptyReport, listSheets, type CheckFileReport } from './report';

interface Task {
  options: CheckFileArguments;
  file: string;
  bytes: Uint8Array;
}

async function check({ options, file, bytes }: Task): Promise<CheckFileReport> {
  const report = emptyReport(file);
  const read = await readSpreadsheet(bytes, file);
  parentPort?.postMessage({ type: 'read' });
  if (!read.ok) {
    if (read.error.code === 'file.encrypted') report.format = 'encrypted';
    return { ...report, error: explain(read.error) };
  }
  const { format, encoding, sheets } = read.value;
  Object.assign(report, { format, encoding, sheets: listSheets(sheets) });
  if (options.dump) report.dump = dumpSheets(sheets);
  const found = understandSheets(sheets, options);
  if (!found.ok) return { ...report, error: explain(found.error) };
  return { ...report, ...describe(found.value, bizDateAt(Date.now()), options.values) };
}

function explain({ code }: AppError): { code: string; message: string } {
  return { code, message: ERROR_TEXTS[code].zh };
}

parentPort?.postMessage({ type: 'started' });
const report = await check(workerData as Task);
parentPort?.postMessage({ type: 'done', json: JSON.stringify(report), exitCode: report.error ? 2 : 0 });
