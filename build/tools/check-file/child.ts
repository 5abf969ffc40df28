import { readFile } from 'node:fs/promises';
import { understandSheets } from '@shared/imports/understand';
import { toErrorText } from '@shared/kernel/error-texts';
import { fail, type AppError, type Result } from '@shared/kernel/result';
import { bizDateAt } from '@shared/time/biz-date';
import { readSpreadsheet, type Spreadsheet } from '@renderer/workers/sheet/reader';
import type { CheckFileArguments } from './arguments';
import { describe, dumpSheets, emptyReport, listSheets, type CheckFileReport } from './report';

interface Task {
  options: CheckFileArguments;
  file: string;
}

/** Reads one file and reports to the process that forked this one: started, read, done. */
async function check({ options, file }: Task): Promise<CheckFileReport> {
  const report = emptyReport(file);
  const read = await readBytes(options.path, file);
  await tell({ type: 'read' });
  if (!read.ok) {
    if (read.error.code === 'file.encrypted') report.format = 'encrypted';
    return { ...report, error: explain(read.error) };
  }
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

async function readBytes(path: string, file: string): Promise<Result<Spreadsheet>> {
  const bytes = await readFile(path).catch(() => null);
  return bytes ? readSpreadsheet(new Uint8Array(bytes), file) : fail('file.unreadable');
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
