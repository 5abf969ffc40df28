import { MERCHANT_SENSITIVE_FIELDS } from '@shared/entities/merchant';
import { packColumn, unpackColumn, type PackedColumn } from '@shared/kernel/columns';
import { MerchantBlock } from '@renderer/data/merchant-block';
import type { BlobColumns, MerchantOverlayRow, MerchantRow } from '@renderer/data/merchant-rows';
import type { ImportBeforeRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { blockAad, sealBlock, unsealBlock } from './secrets';

/** Everything that still holds the purged merchants, rewritten without them. */
export interface Purge {
  blocks: MerchantBlock[];
  before: ImportBeforeRow[];
  tombs: MerchantOverlayRow[];
}

/**
 * Purging means gone: the row leaves its blocks, older versions and before-values of imports too. Id and number stay, so
 * that neither is given out again. The audit keeps what it recorded: names and masked values.
 */
export async function preparePurge(ctx: CoreContext, rows: readonly MerchantRow[]): Promise<Purge> {
  const ids = new Set(rows.map((row) => row.id));
  const blocks: MerchantBlock[] = [];
  for (const block of ctx.merchants.allBlocks()) {
    const data = await without(ctx, 'merchantBlocks', block, ids);
    if (data) blocks.push(new MerchantBlock(block.id, block.batchId, data));
  }
  return { blocks, before: await purgeBefore(ctx, ids), tombs: rows.map(toTomb) };
}

async function purgeBefore(ctx: CoreContext, ids: ReadonlySet<string>): Promise<ImportBeforeRow[]> {
  const table = ctx.db.table('importBefore');
  const changed: ImportBeforeRow[] = [];
  for (const key of await table.toCollection().primaryKeys()) {
    const row = await table.get(key);
    if (!row) continue;
    const columns = await without(ctx, 'importBefore', new MerchantBlock(row.id, row.batchId, row.columns), ids);
    if (columns) changed.push({ ...row, columns });
  }
  return changed;
}

/** The block's columns with those rows blank, or null when it holds none of them. */
async function without(
  ctx: CoreContext,
  table: 'merchantBlocks' | 'importBefore',
  block: MerchantBlock,
  ids: ReadonlySet<string>,
): Promise<BlobColumns | null> {
  const gone = new Set<number>();
  for (let row = 0; row < block.rows; row++) if (ids.has(block.idAt(row))) gone.add(row);
  if (gone.size === 0) return null;
  const aad = blockAad(table, block.id);
  const secrets = await unsealBlock(ctx.vault, aad, block.data.sealed);
  for (const row of gone) for (const field of MERCHANT_SENSITIVE_FIELDS) secrets[row]![field] = '';
  const sealed = await sealBlock(ctx.vault, aad, secrets);
  return blankRows(block.data, gone, sealed);
}

function blankRows(data: BlobColumns, gone: ReadonlySet<number>, sealed: Uint8Array): BlobColumns {
  const columns: Record<string, PackedColumn> = {};
  const same: Record<string, string> = {};
  const blank = (values: string[]): PackedColumn =>
    packColumn(values.map((value, row) => (gone.has(row) ? '' : value)));
  for (const [name, column] of Object.entries(data.columns)) {
    columns[name] = name.startsWith('$') && name !== '$id' ? column : blank(unpackColumn(column));
  }
  // A constant would go on speaking for the rows that are gone.
  for (const [name, value] of Object.entries(data.same)) {
    if (name.startsWith('$')) same[name] = value;
    else columns[name] = blank(new Array<string>(data.rows).fill(value));
  }
  const marks = data.columns['$gone'] ? unpackColumn(data.columns['$gone']) : new Array<string>(data.rows).fill('');
  columns['$gone'] = packColumn(marks.map((mark, row) => (gone.has(row) ? '1' : mark)));
  return { rows: data.rows, columns, same, sealed };
}

function toTomb(row: MerchantRow): MerchantOverlayRow {
  return {
    id: row.id,
    rev: row.rev + 1,
    createdAt: 0,
    createdBy: '',
    ownerId: '',
    updatedAt: 0,
    updatedBy: '',
    deletedAt: 0,
    importBatchId: '',
    isSample: false,
    values: { merchantNo: row.values['merchantNo'] ?? '' },
    blind: {},
    sealed: new Uint8Array(0),
    purged: true,
  };
}
