import { billIssueMessage } from '@shared/imports/bills/bill-texts';
import { isProviderBill, readBillBook } from '@shared/imports/bills/bill-book';
import { addTotals, mainReadings } from '@shared/imports/bills/combine';
import type { BillLine, BillReading } from '@shared/imports/bills/define';
import type { RawSheet } from '@shared/imports/define';
import { takeMark } from '@shared/imports/file-mark';
import { understandSheets } from '@shared/imports/understand';
import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import type { BillFiles } from '@renderer/workers/sheet/bill-files';
import type { CheckFileArguments } from './arguments';
import type { BillPart, CheckFileReport } from './empty-report';

type Sort = 'bill' | 'bank' | undefined;

/** Bills of one workbook or text file; `undefined` when it holds none and nobody says that it should. */
export function describeBills(
  all: readonly RawSheet[],
  options: CheckFileArguments,
  report: CheckFileReport,
): CheckFileReport | undefined {
  const sort: Sort = options.as === 'merchants' ? undefined : options.as;
  const sheets = options.sheet === undefined ? all : all.filter((sheet) => sheet.name === options.sheet);
  const found = understandSheets(sheets, sort ? { as: sort } : {});
  if (!found.ok) return found.error.code === 'file.personal_bill' ? refuse(report, found.error) : undefined;
  const { kind } = found.value;
  const isBill = sort !== undefined || kind === 'bill' || kind === 'bank' || isProviderBill(sheets);
  if (options.as === 'merchants' || !isBill) return undefined;
  const records: NonNullable<CheckFileReport['records']> = [];
  const readings = readBillBook(sheets, {
    ...(sort && { as: sort }),
    ...(options.values && { onLine: (line: BillLine) => records.push(toRecord(line)) }),
  });
  const main = mainReadings(readings);
  if (main.length === 0) {
    const columns = found.value.headers
      .filter((h) => h !== '')
      .slice(0, 12)
      .join('、');
    const error: AppError = { code: 'bill.unknown_layout', ...(columns && { params: { columns } }) };
    return refuse({ ...report, kind: found.value.kind, headerRow: found.value.headerRow }, error);
  }
  return { ...describeReadings(main, report), ...(options.values && { records }) };
}

/** A download that is an archive, or the answer that there is no bill. */
export function describeBillFiles(
  { isArchive, files, failed }: BillFiles,
  options: CheckFileArguments,
  empty: CheckFileReport,
): CheckFileReport | undefined {
  const readings: { file: string; kind: BillReading['kind']; reading: BillReading }[] = [];
  const parts: BillPart[] = [];
  let personal: AppError | undefined;
  const sheets: CheckFileReport['sheets'] = [];
  const seen = new Map<string, string>();
  for (const { name, book, sha256 } of files) {
    const before = seen.get(sha256);
    if (book && before !== undefined) {
      failed.push({ name, error: { code: 'bill.repeated_file', params: { file: before } } });
      continue;
    }
    seen.set(sha256, name);
    if (!book) {
      parts.push({ file: name, kind: 'wechat-trade', ...NO_ROWS, error: null });
      continue;
    }
    const own = takeMark(book.sheets).sheets;
    sheets.push(...own.map((s) => ({ name: s.name, rows: s.rowCount, columns: s.columnCount })));
    const found = understandSheets(own, options.as === 'bank' ? { as: 'bank' } : {});
    if (!found.ok && found.error.code === 'file.personal_bill') personal = found.error;
    const inFile = found.ok ? readBillBook(own, options.as === 'bank' ? { as: 'bank' } : {}) : [];
    for (const reading of inFile) {
      readings.push({ file: name, kind: reading.kind, reading });
      parts.push({
        file: name,
        kind: reading.kind,
        rows: reading.rows,
        totals: reading.totals,
        error: explain(reading.error),
      });
    }
    if (inFile.length === 0 && (found.ok || !personal)) failed.push({ name, error: { code: 'bill.unknown_layout' } });
  }
  parts.push(
    ...failed.map(({ name, error }) => ({ file: name, kind: 'unknown' as const, ...NO_ROWS, error: explain(error) })),
  );
  const report: CheckFileReport = {
    ...empty,
    format: isArchive ? 'zip' : (files[0]?.book?.format ?? empty.format),
    encoding: files.find((f) => f.book)?.book?.encoding ?? null,
    sheets,
    ...(isArchive && { files: parts }),
  };
  if (readings.length > 0)
    return describeReadings(
      mainReadings(readings).map((r) => r.reading),
      report,
    );
  if (personal) return refuse(report, personal);
  const isEmptyDay = files.some((f) => !f.book) && failed.length === 0;
  return isEmptyDay ? { ...report, kind: 'wechat-trade', totals: NO_ROWS.totals } : undefined;
}

/** Readings of one kind as one document. */
function describeReadings(readings: readonly BillReading[], report: CheckFileReport): CheckFileReport {
  const first = readings[0]!;
  const error = readings.find((r) => r.error)?.error ?? null;
  return {
    ...report,
    kind: first.kind,
    headerRow: first.headerRow,
    mapping: Object.fromEntries(
      Object.entries(first.columns).map(([field, column]) => [field, first.headers[column] ?? '']),
    ),
    rows: sumRows(readings),
    issues: readings.flatMap((reading) =>
      reading.issues.map((issue) => ({ ...issue, message: billIssueMessage(issue, 'zh') })),
    ),
    totals: addTotals(readings.map((r) => r.totals)) ?? null,
    days: countDays(readings),
    error: explain(error),
  };
}

function sumRows(readings: readonly BillReading[]): CheckFileReport['rows'] {
  const sum = { ...NO_ROWS.rows };
  for (const { rows } of readings) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += rows[name];
  return sum;
}

function countDays(readings: readonly BillReading[]): Record<string, number> {
  const days: Record<string, number> = {};
  for (const [day, rows] of readings.flatMap((r) => r.days)) days[day] = (days[day] ?? 0) + rows;
  return days;
}

function toRecord(line: BillLine): NonNullable<CheckFileReport['records']>[number] {
  const { row, kind, key, bizDate, second, orderFen, settleFen, refundFen, feeFen, inFen, outFen } = line;
  return {
    row,
    status: 'valid',
    values: { kind, key, bizDate, second, orderFen, settleFen, refundFen, feeFen, inFen, outFen },
  };
}

function refuse(report: CheckFileReport, error: AppError): CheckFileReport {
  return { ...report, error: explain(error) };
}

function explain(error: AppError | null): CheckFileReport['error'] {
  return error && { code: error.code, message: toErrorText(error, 'zh') };
}

const NO_ROWS = {
  rows: { total: 0, valid: 0, invalid: 0, duplicate: 0, skipped: 0 },
  totals: {
    payments: 0,
    refunds: 0,
    revoked: 0,
    settleFen: 0,
    refundFen: 0,
    feeFen: 0,
    orderFen: 0,
    netFen: 0,
    proof: 'none',
    claimed: null,
  },
} as const satisfies Pick<BillPart, 'rows' | 'totals'>;
