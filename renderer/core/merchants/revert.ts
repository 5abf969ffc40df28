import type { KeptMerchant } from '@shared/contracts/core';
import { MerchantBlock, packVersions } from '@renderer/data/merchant-block';
import { BLOCK_ROWS } from '@renderer/data/merchant-rows';
import type { ImportBatchRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { getBatch, listKept, planRevert, type Restorable } from './revert-plan';
import { blockAad, sealBlock, unsealBlock, type Secrets } from './secrets';
import { undoBatchId } from './undo-batch';
import { nextVersion } from './versions';

/** What undoing a batch would write. */
export interface Revert {
  batch: ImportBatchRow;
  /** Blocks with the rows as they were before, one revision on. */
  restored: MerchantBlock[];
  counts: { removed: number; restored: number; kept: number };
  kept: KeptMerchant[];
  rowsHash: string;
}

export async function prepareRevert(ctx: CoreContext, batchId: string): Promise<Revert> {
  const batch = await getBatch(ctx, batchId);
  if (batch.state === 'reverted') refuse('import.already_reverted');
  const { removed, restored, kept } = await planRevert(ctx, batch);
  const restoredIds = restored.map(({ was }) => was.id);
  return {
    batch,
    restored: await restoreBlocks(ctx, batchId, restored),
    counts: { removed: removed.length, restored: restored.length, kept: kept.length },
    kept: await listKept(ctx, kept),
    rowsHash: ctx.audit.sha256([...removed, '', ...restoredIds].join('\n')),
  };
}

async function restoreBlocks(
  ctx: CoreContext,
  batchId: string,
  restored: readonly Restorable[],
): Promise<MerchantBlock[]> {
  const opened = new Map<MerchantBlock, Secrets[]>();
  const blocks: MerchantBlock[] = [];
  for (let from = 0; from < restored.length; from += BLOCK_ROWS) {
    const part = restored.slice(from, from + BLOCK_ROWS);
    const secrets: Secrets[] = [];
    for (const { block, row } of part) {
      let inBlock = opened.get(block);
      if (!inBlock) {
        inBlock = await unsealBlock(ctx.vault, blockAad('importBefore', block.id), block.data.sealed);
        opened.set(block, inBlock);
      }
      secrets.push(inBlock[row]!);
    }
    const id = `${undoBatchId(batchId)}|${String(from / BLOCK_ROWS).padStart(6, '0')}`;
    const sealed = await sealBlock(ctx.vault, blockAad('merchantBlocks', id), secrets);
    const rows = part.map(({ was }) => nextVersion(ctx, was, { rev: was.rev + 2 }));
    blocks.push(new MerchantBlock(id, undoBatchId(batchId), packVersions(rows, sealed)));
  }
  return blocks;
}
