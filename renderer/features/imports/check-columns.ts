import { merchant, MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import type { ImportRowFilter, ImportSummary } from '@shared/imports/define';
import type { DataColumn } from '@renderer/ui/data-table';

const WIDE: Partial<Record<MerchantField, number>> = {
  name: 190,
  uscc: 186,
  legalIdNo: 186,
  accountNo: 194,
  businessScope: 200,
  address: 200,
  bankName: 180,
  accountName: 180,
  remark: 160,
  email: 160,
};

/** Groups of rows, in the order of the chips. */
const CHIPS = [
  'all',
  'invalid',
  'warning',
  'duplicate',
  'existing',
  'similar',
  'update',
  'tidied',
  'changed',
  'removed',
] as const satisfies readonly ImportRowFilter[];

export type Chip = (typeof CHIPS)[number];

/** Always there, at zero too: that there are none of these is worth seeing. */
const MAIN_CHIPS: readonly Chip[] = ['all', 'invalid', 'warning', 'duplicate', 'update'];

export function chipCount(chip: Chip, summary: ImportSummary): number {
  if (chip === 'all') return summary.total;
  return chip === 'update' ? summary.update + summary.fill : summary[chip];
}

/** The chips worth showing, with how many rows each has. The one chosen stays even when its last row has gone. */
export function chipsOf(summary: ImportSummary, chosen: ImportRowFilter): { chip: Chip; count: number }[] {
  return CHIPS.map((chip) => ({ chip, count: chipCount(chip, summary) })).filter(
    ({ chip, count }) => count > 0 || MAIN_CHIPS.includes(chip) || chip === chosen,
  );
}

/** The columns of the grid: the row's number and fate, then what the file holds. */
export function checkColumns(
  mapping: Readonly<Record<string, number>>,
  locale: 'zh' | 'en',
  stateTitle: string,
  /** Widths a clerk has dragged columns to. */
  dragged: Readonly<Record<string, number>> = {},
): DataColumn[] {
  const shown = MERCHANT_INPUT_FIELDS.filter((field) => mapping[field] !== undefined);
  const columns: DataColumn[] = [
    { key: '#row', title: '#', width: 60, align: 'right', frozen: true, rowLabel: true },
    { key: '#state', title: stateTitle, width: 84, frozen: true, rowLabel: true },
    ...shown.map((field) => ({
      key: field,
      title: merchant.fields[field][locale],
      frozen: field === 'name',
      width: Math.max(WIDE[field] ?? 110, locale === 'en' ? merchant.fields[field].en.length * 8 + 32 : 0),
    })),
  ];
  return columns.map((column) => ({ ...column, width: dragged[column.key] ?? column.width }));
}
