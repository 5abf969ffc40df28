import { MerchantBlock, packVersions, readRow } from '@renderer/data/merchant-block';
import { BLOCK_ROWS, type MerchantRow } from '@renderer/data/merchant-rows';
import type { ImportBatchRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { findUsccHolder } from './check';
import { blockAad, sealBlock, unsealBlock, type Secrets } from './secrets';
import { nextVersion } from './versions';

/** What undoing a batch would write. Rows changed since the import are nobody's to take back: they stay. */
export interface Revert {
  batch: ImportBatchRow;
  /** Blocks with the rows as they were before, one revision on. */
  restored: MerchantBlock[];
  counts: { removed: number; restored: number; kept: number };
  rowsHash: string;
}

/** Restored rows live under a batch id of their own, so that the batch's blocks can go. */
export function undoBatchId(batchId: string): string {
  return `${batchId}~undo`;
}

export async function prepareRevert(ctx: CoreContext, batchId: string): Promise<Revert> {
  const batch = await ctx.db.table('importBatches').get(batchId);
  if (!batch) refuse('import.batch_not_found');
  if (batch.state === 'reverted') refuse('import.already_reverted');
  const untouched = ctx.merchants.currentIn(batchId);
  const removed = untouched.filter((u) => u.block.cell('$rev', u.row) === '1').map((u) => u.id);
  const updated = new Set(untouched.filter((u) => u.block.cell('$rev', u.row) !== '1').map((u) => u.id));
  const restored = updated.size > 0 ? await restoreBefore(ctx, batchId, updated) : [];
  const restoredRows = restored.reduce((sum, block) => sum + block.rows, 0);
  const restoredIds = restored.flatMap((block) => Array.from({ length: block.rows }, (_, row) => block.idAt(row)));
  return {
    batch,
    restored,
    counts: {
      removed: removed.length,
      restored: restoredRows,
      kept: batch.created + batch.updated - removed.length - restoredRows,
    },
    rowsHash: ctx.audit.sha256([...removed, '', ...restoredIds].join('\n')),
  };
}

async function restoreBefore(ctx: CoreContext, batchId: string, ids: ReadonlySet<string>): Promise<MerchantBlock[]> {
  const rows: { row: MerchantRow; secrets: Secrets }[] = [];
  for (const stored of await ctx.db.table('importBefore').where('batchId').equals(batchId).toArray()) {
    const before = new MerchantBlock(stored.id, batchId, stored.columns);
    const secrets = await unsealBlock(ctx.vault, blockAad('importBefore', stored.id), stored.columns.sealed);
    for (let at = 0; at < before.rows; at++) {
      const id = before.idAt(at);
      if (!ids.has(id)) continue;
      const was = readRow(before, at, id);
      if (!canTakeBack(ctx, was)) continue;
      rows.push({ row: nextVersion(ctx, was, { rev: was.rev + 2 }), secrets: secrets[at]! });
    }
  }
  const blocks: MerchantBlock[] = [];
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const part = rows.slice(from, from + BLOCK_ROWS);
    const id = `${undoBatchId(batchId)}|${String(from / BLOCK_ROWS).padStart(6, '0')}`;
    const sealed = await sealBlock(
      ctx.vault,
      blockAad('merchantBlocks', id),
      part.map((p) => p.secrets),
    );
    blocks.push(
      new MerchantBlock(
        id,
        undoBatchId(batchId),
        packVersions(
          part.map((p) => p.row),
          sealed,
        ),
      ),
    );
  }
  return blocks;
}

/** The USCC a row had before may belong to somebody else by now. */
function canTakeBack(ctx: CoreContext, was: MerchantRow): boolean {
  const uscc = was.values['uscc'] ?? '';
  return was.values['status'] === 'CLOSED' || !findUsccHolder(ctx.merchants, uscc, was.id);
}
