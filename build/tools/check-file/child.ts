import { readFile } from 'node:fs/promises';
import { understandSheets } from '@shared/imports/understand';
import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import { bizDateAt } from '@shared/time/biz-date';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { CheckFileArguments } from './arguments';
import { describe, dumpSheets, emptyReport, listSheets, type CheckFileReport } from './report';

interface Task {
  options: CheckFileArguments;
  file: string;
}

/** Reads one file and reports to the process that forked this one: started, read, done. */
async function check({ options, file }: Task): Promise<CheckFileReport> {
  const report = emptyReport(file);
  const bytes = await readFile(options.path).catch(() => null);
  if (!bytes) return { ...report, error: explain({ code: 'file.unreadable' }) };
  const read = await readSpreadsheet(new Uint8Array(bytes), file);
  if (!read.ok) report.format = await detectFormat(new Uint8Array(bytes));
  await tell({ type: 'read' });
  if (!read.ok) return { ...report, error: explain(read.error) };
  const { format, encoding, sheets } = read.value;
  Object.assign(report, { format, encoding, sheets: listSheets(sheets) });
  if (options.dump) {
    const dump = dumpSheets(sheets);
    if (!dump) return { ...report, error: explain({ code: 'file.too_many_cells' }) };
    report.dump = dump;
  }
  const found = understandSheets(sheets, options);
  if (!found.ok) return { ...report, error: explain(found.error) };
  return { ...report, ...describe(found.value, bizDateAt(Date.now()), options.values) };
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

process.once('message', (task: Task) => {
  check(task)
    .catch(() => ({ ...emptyReport(task.file), error: explain({ code: 'internal.unexpected' }) }))
    .then((report) => tell({ type: 'done', json: JSON.stringify(report), exitCode: report.error ? 2 : 0 }))
    .catch(() => process.exit(1));
});
void tell({ type: 'started' });
