import { MERCHANT_SENSITIVE_FIELDS, merchant } from '@shared/entities/merchant';
import { cellAt, packColumn, type PackedColumn } from '@shared/kernel/columns';
import { DERIVED_FIELDS, type BlobColumns, type MerchantRow } from './merchant-rows';

/** Where the current version of a merchant rests: a row of a block, or a row of its own. */
export interface RowSource {
  /** Text of a column as named in BlobColumns; '' when absent. */
  cell(column: string, row: number): string;
  /** The column with the index of the row in it, for loops that must not slice; null when it is a constant. */
  packed(column: string): PackedColumn | null;
}

/** Entity and derived fields, in the order they are stored. */
export const VALUE_FIELDS: readonly string[] = [...Object.keys(merchant.fields), ...DERIVED_FIELDS];

/** A stored block as it lies in memory. Row ids are `<batchId>-<n>` unless the block has a column `$id`. */
export class MerchantBlock implements RowSource {
  private readonly first: number;

  constructor(
    readonly id: string,
    readonly batchId: string,
    readonly data: BlobColumns,
  ) {
    this.first = Number(data.same['$first'] ?? 0);
  }

  get rows(): number {
    return this.data.rows;
  }

  cell(column: string, row: number): string {
    const packed = this.data.columns[column];
    return packed ? cellAt(packed, row) : (this.data.same[column] ?? '');
  }

  packed(column: string): PackedColumn | null {
    return this.data.columns[column] ?? null;
  }

  /** '' for a row that was purged out of the block. */
  idAt(row: number): string {
    if (this.data.columns['$id']) return this.cell('$id', row);
    return this.cell('$gone', row) === '1' ? '' : rowId(this.batchId, this.first + row);
  }
}

/** The id of the n-th row a batch created. */
export function rowId(batchId: string, n: number): string {
  return `${batchId}-${n}`;
}

/** Blocks of a batch sort in the order of their rows. */
export function blockId(batchId: string, n: number): string {
  return `${batchId}|${String(n).padStart(6, '0')}`;
}

/** A merchant changed one at a time, read like a block of one row. */
export class SingleRow implements RowSource {
  constructor(readonly row: MerchantRow) {}

  cell(column: string): string {
    const { row } = this;
    if (column.startsWith('#')) return row.blind[column.slice(1)] ?? '';
    if (!column.startsWith('$')) return row.values[column] ?? '';
    return systemText(row, column);
  }

  packed(): null {
    return null;
  }
}

export function readRow(source: RowSource, row: number, id: string): MerchantRow {
  const values: Record<string, string> = {};
  for (const field of VALUE_FIELDS) values[field] = source.cell(field, row);
  const blind: Record<string, string> = {};
  for (const field of MERCHANT_SENSITIVE_FIELDS) blind[field] = source.cell(`#${field}`, row);
  return {
    id,
    rev: Number(source.cell('$rev', row)),
    createdAt: Number(source.cell('$createdAt', row)),
    createdBy: source.cell('$createdBy', row),
    ownerId: source.cell('$ownerId', row),
    updatedAt: Number(source.cell('$updatedAt', row)),
    updatedBy: source.cell('$updatedBy', row),
    deletedAt: Number(source.cell('$deletedAt', row)),
    importBatchId: source.cell('$importBatchId', row),
    isSample: source.cell('$isSample', row) === '1',
    values,
    blind,
  };
}

const SYSTEM_COLUMNS = [
  '$id',
  '$rev',
  '$createdAt',
  '$createdBy',
  '$ownerId',
  '$updatedAt',
  '$updatedBy',
  '$deletedAt',
  '$importBatchId',
  '$isSample',
] as const;

/** Whole row versions as columns, for blocks whose rows have ids and revisions of their own. */
export function packVersions(rows: readonly MerchantRow[], sealed: Uint8Array): BlobColumns {
  const columns: Record<string, string[]> = {};
  for (const column of SYSTEM_COLUMNS) columns[column] = rows.map((row) => systemText(row, column));
  for (const field of VALUE_FIELDS) columns[field] = rows.map((row) => row.values[field] ?? '');
  for (const field of MERCHANT_SENSITIVE_FIELDS) columns[`#${field}`] = rows.map((row) => row.blind[field] ?? '');
  return packColumns(columns, rows.length, sealed);
}

/** Packs what is not packed; a column that has the same value everywhere becomes a constant, an empty one vanishes. */
export function packColumns(
  columns: Readonly<Record<string, readonly string[] | PackedColumn>>,
  rows: number,
  sealed: Uint8Array,
): BlobColumns {
  const out: BlobColumns = { rows, columns: {}, same: {}, sealed };
  for (const [name, values] of Object.entries(columns)) {
    if ('ends' in values) {
      if (values.text !== '') out.columns[name] = values;
      continue;
    }
    const first = values[0] ?? '';
    if (name === '$id' || values.some((value) => value !== first)) out.columns[name] = packColumn(values);
    else if (first !== '') out.same[name] = first;
  }
  return out;
}

function systemText(row: MerchantRow, column: string): string {
  switch (column) {
    case '$id':
      return row.id;
    case '$createdBy':
      return row.createdBy;
    case '$ownerId':
      return row.ownerId ?? '';
    case '$updatedBy':
      return row.updatedBy;
    case '$importBatchId':
      return row.importBatchId;
    case '$isSample':
      return row.isSample ? '1' : '';
    case '$rev':
      return String(row.rev);
    case '$createdAt':
      return timeText(row.createdAt);
    case '$updatedAt':
      return timeText(row.updatedAt);
    case '$deletedAt':
      return timeText(row.deletedAt);
    default:
      return '';
  }
}

function timeText(at: number): string {
  return at === 0 ? '' : String(at);
}
