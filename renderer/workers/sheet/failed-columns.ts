import type { RawSheet } from '@shared/imports/define';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { MarkedColumns } from '@shared/imports/file-mark';
import { readHeader } from '@shared/imports/find-header';
import { headerFingerprint } from '@shared/imports/map-columns';
import type { LeftOverRow } from '@shared/imports/plan-rows';
import { isReasonHeader, REASON_HEADER } from '@shared/imports/reason-column';
import type { Understood } from '@shared/imports/understand';
import { cleanText } from '@shared/rules/text';
import { LIMITS } from './limits';
import type { Locale } from './template-texts';

/** Columns further out are kept only if one of the rows has something there, and strays beyond all use not at all. */
const NEAR_COLUMNS = 300;

/** How the columns of a file appear in the workbook of its left-over rows. */
export interface FailedColumns {
  /** Of the file, 0-based, in order. */
  kept: readonly number[];
  /** Fields the file has no column for, which somebody typed into; after the kept ones. */
  added: readonly MerchantField[];
  /** Header rows as they stand in the file, with the added labels and the reason: two where the upper one holds groups. */
  headers: readonly (readonly string[])[];
  /** Column of the workbook in which a field lies; none for a field that nobody gave a value. */
  columnOf(field: string): number | undefined;
  mark: MarkedColumns;
}

/** The file's own columns in their order, named or not, mapped or not; an older reason is not carried along. */
export function arrangeColumns(understood: Understood, rows: Iterable<LeftOverRow>, locale: Locale): FailedColumns {
  const { sheet, headerRow, headers: labels } = understood;
  const mapping = understood.mapping as Readonly<Record<string, number | undefined>>;
  const used = new Set<number>(Object.values(mapping).filter((column) => column !== undefined));
  labels.forEach((label, column) => label !== '' && used.add(column));
  const added = new Set<MerchantField>();
  for (const row of rows) {
    addFilled(used, sheet, row.row - 1);
    if (!row.edited) continue;
    for (const [field, text] of Object.entries(row.raw)) {
      if (mapping[field] === undefined && text !== '') added.add(field as MerchantField);
    }
  }
  const kept = keptColumns(used).filter((column) => !isReasonHeader(labels[column]));
  const extra = [...added];
  const columnOf = (field: string) => {
    const column = mapping[field];
    const at = column === undefined ? extra.indexOf(field as MerchantField) : kept.indexOf(column);
    if (at < 0) return undefined;
    return column === undefined ? kept.length + at : at;
  };
  const own = headerRows(sheet, headerRow - 1, kept);
  const names = [...extra.map((field) => merchant.fields[field][locale]), REASON_HEADER[locale]];
  const headers = own.map((cells, i) => (i === own.length - 1 ? [...cells, ...names] : cells));
  const all = [...kept.map((column) => labels[column] ?? ''), ...names];
  const fields = [...Object.keys(mapping), ...extra].filter((field) => columnOf(field) !== undefined);
  const mark = {
    headerRow: headers.length,
    fingerprint: headerFingerprint(all.slice(0, NEAR_COLUMNS)),
    mapping: Object.fromEntries(fields.map((field) => [field, columnOf(field)!])),
  };
  return { kept, added: extra, headers, columnOf, mark };
}

function addFilled(used: Set<number>, sheet: RawSheet, row: number): void {
  const width = Math.min(sheet.width?.(row) ?? sheet.columnCount, LIMITS.columns);
  for (let column = width - 1; column >= 0; column--) {
    if (sheet.cell(row, column) === '') continue;
    used.add(column);
    // All columns before a near one are kept anyway.
    if (column < NEAR_COLUMNS) return;
  }
}

function keptColumns(used: ReadonlySet<number>): number[] {
  const columns = [...used].sort((a, b) => a - b);
  const near = columns.filter((column) => column < NEAR_COLUMNS);
  const last = near.at(-1) ?? -1;
  return [...Array.from({ length: last + 1 }, (_, column) => column), ...columns.slice(near.length)];
}

/** The row above comes along where it holds the headings of groups, or part of the header. */
function headerRows(sheet: RawSheet, row: number, kept: readonly number[]): string[][] {
  const cells = (at: number) => kept.map((column) => sheet.cell(at, column));
  const { labels, groups } = readHeader(sheet, row);
  const needsAbove =
    groups.some((group) => group !== '') ||
    labels.some((label, column) => label !== cleanText(sheet.cell(row, column)));
  return needsAbove ? [cells(row - 1), cells(row)] : [cells(row)];
}
