import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { RawSheet } from '@shared/imports/define';
import { takeMark } from '@shared/imports/file-mark';
import { createPlan, type ImportPlan } from '@shared/imports/plan';
import { understandSheets, type Understood } from '@shared/imports/understand';
import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import { enumLabel } from '@shared/rules/enums';
import { bizDateAt } from '@shared/time/biz-date';
import type { Spreadsheet } from '@renderer/workers/sheet/reader';
import type { CheckFileArguments } from './arguments';
import { describeBills } from './bill-report';
import type { CheckFileReport, MerchantTotals } from './empty-report';

/** The report of a file that could be read. */
export function describeSheets(
  { format, encoding, sheets: all }: Spreadsheet,
  options: CheckFileArguments,
  empty: CheckFileReport,
): CheckFileReport {
  const { sheets, mark } = takeMark(all);
  const report: CheckFileReport = { ...empty, format, encoding, sheets: listSheets(sheets) };
  const refuse = (error: AppError) => ({ ...report, error: { code: error.code, message: toErrorText(error, 'zh') } });
  if (options.dump) {
    const dump = dumpSheets(sheets);
    if (!dump) return refuse({ code: 'file.too_many_cells' });
    report.dump = dump;
  }
  const bills = mark?.source === merchant.name ? undefined : describeBills(sheets, options, report);
  if (bills) return bills;
  const found = understandSheets(sheets, { ...options, mark });
  if (!found.ok) return refuse(found.error);
  return { ...report, ...describe(found.value, bizDateAt(Date.now()), options.values) };
}

function listSheets(sheets: readonly RawSheet[]): CheckFileReport['sheets'] {
  return sheets.map(({ name, rowCount, columnCount }) => ({ name, rows: rowCount, columns: columnCount }));
}

const MAX_DUMP_CELLS = 20_000_000;
/** Beyond this a sheet is a few real cells in a desert of empty ones, and the empty ends of its rows are left out. */
const MAX_FULL_CELLS = 2_000_000;

/** Every cell of every sheet, A1 first, rows as long as the sheet is wide; `null` when that would be absurd. */
function dumpSheets(sheets: readonly RawSheet[]): NonNullable<CheckFileReport['dump']> | null {
  const dump: NonNullable<CheckFileReport['dump']> = [];
  let budget = MAX_DUMP_CELLS;
  for (const sheet of sheets) {
    const isFull = sheet.rowCount * sheet.columnCount <= MAX_FULL_CELLS;
    const cells: string[][] = [];
    for (let row = 0; row < sheet.rowCount; row++) {
      const width = isFull ? sheet.columnCount : (sheet.width?.(row) ?? sheet.columnCount);
      budget -= width;
      if (budget < 0) return null;
      cells.push(width === 0 ? [] : Array.from({ length: width }, (_, column) => sheet.cell(row, column)));
    }
    dump.push({ name: sheet.name, cells });
  }
  return dump;
}

/** What the content says, and for merchants what every row is worth. */
function describe(found: Understood, today: string, withValues: boolean): Partial<CheckFileReport> {
  const { kind, headerRow, headers, mapping, sheet } = found;
  const counted = { total: found.dataRows, valid: 0, invalid: 0, duplicate: 0, skipped: 0 };
  if (kind !== 'merchants') return { kind, headerRow, rows: counted, ...(withValues ? { records: [] } : {}) };
  const plan = createPlan(sheet, headerRow, mapping, { today }).checkAll();
  const summary = plan.summary();
  return {
    kind,
    headerRow,
    mapping: Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, headers[column] ?? ''])),
    rows: {
      total: summary.total,
      valid: summary.valid,
      invalid: summary.invalid,
      duplicate: summary.duplicate,
      skipped: summary.blank,
    },
    issues: [...plan.issues()].map(({ row, field, code, severity, message }) => ({
      row,
      field,
      code,
      severity,
      message,
    })),
    totals: sumUp(plan),
    ...(withValues ? { records: listRecords(plan) } : {}),
  };
}

function sumUp(plan: ImportPlan): MerchantTotals {
  const totals: MerchantTotals = { ratePpm: 0, byMerchantType: {}, bySettleCycle: {} };
  for (const { status, values } of plan.records()) {
    if (status !== 'valid') continue;
    totals.ratePpm += Number(values.ratePpm ?? 0);
    count(totals.byMerchantType, enumLabel('merchantType', values.merchantType ?? '', 'zh'));
    count(totals.bySettleCycle, enumLabel('settleCycle', values.settleCycle ?? '', 'zh'));
  }
  return totals;
}

function count(into: Record<string, number>, key: string): void {
  into[key] = (into[key] ?? 0) + 1;
}

function listRecords(plan: ImportPlan): NonNullable<CheckFileReport['records']> {
  return [...plan.records()].map(({ row, status, values }) => ({
    row,
    status,
    values: Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, printValue(field as MerchantField, value)]),
    ),
  }));
}

/** Enums by their Chinese label, a rate that could be read as an integer of ppm, everything else as stored. */
function printValue(field: MerchantField, value: string): string | number {
  const { type, dictionary } = merchant.fields[field];
  if (type === 'enum' && dictionary) return enumLabel(dictionary, value, 'zh');
  return type === 'rate' && /^\d+$/.test(value) ? Number(value) : value;
}
