import type { CallOptions, CommandIo } from '@shared/contracts/core';
import type { MerchantBlock } from '@renderer/data/merchant-block';
import type { ImportBatchRow, ImportBeforeRow } from '@renderer/data/tables';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { createBlocks } from './create-blocks';
import { updateBlocks } from './update-blocks';

/** An import with everything slow done: what is left is one transaction of a few hundred records. */
export interface PreparedCommit {
  batch: ImportBatchRow;
  blocks: MerchantBlock[];
  before: ImportBeforeRow[];
  nextNumber: number;
  change: BulkChange;
}

export async function prepareCommit(
  ctx: CoreContext,
  input: CommandIo['import.commit']['input'],
  call: CallOptions,
): Promise<PreparedCommit> {
  const { creates, updates } = input;
  if (creates.rows + updates.rows === 0) refuse('import.nothing_to_do');
  if (input.tableVersion !== ctx.merchants.version) refuse('import.table_moved_on');
  if (!input.allowSameFile) await refuseSameFile(ctx, input.sha256);
  const batchId = ctx.newId();
  const at = ctx.now();
  const by = ctx.session.actor?.adminId ?? '';
  const steps = { done: 0, total: creates.rows + updates.rows };
  const updated = await updateBlocks(ctx, updates, batchId, input.duplicateMode === 'fill', call, steps);
  const stamp = { batchId, at, by, importBatchId: batchId, isSample: false, status: 'SUBMITTED' } as const;
  const created = await createBlocks(ctx, creates, stamp, call, steps);
  const skipped = input.skipped + updates.rows - updated.changed;
  const counts = { created: creates.rows, updated: updated.changed, skipped, failed: input.failed };
  return {
    batch: {
      ...counts,
      id: batchId,
      at,
      by,
      byName: ctx.session.actor?.name ?? '',
      fileName: input.fileName,
      sha256: input.sha256,
      state: 'done',
      revertedAt: 0,
      revertedBy: '',
      keptRows: 0,
    },
    blocks: [...created.blocks, ...updated.blocks],
    before: updated.before,
    nextNumber: ctx.merchants.nextNumber + creates.rows,
    change: {
      targetType: 'importBatch',
      targetId: batchId,
      targetLabel: input.fileName,
      counts,
      rowsHash: ctx.audit.sha256([...created.hashes, '', ...updated.hashes].join('\n')),
    },
  };
}

/** The file may come again once its first import was undone. */
async function refuseSameFile(ctx: CoreContext, sha256: string): Promise<void> {
  const earlier = await ctx.db.table('importBatches').where('sha256').equals(sha256).toArray();
  const standing = earlier.find((batch) => batch.state === 'done');
  if (standing) refuse('import.same_file', { params: { at: standing.at, by: standing.byName } });
}
