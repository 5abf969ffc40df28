import type { CallOptions, CommandIo, ImportRows, QueryIo } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import type { FieldCount } from '@shared/imports/define';
import type { MerchantBlock } from '@renderer/data/merchant-block';
import type { ImportBatchRow, ImportBeforeRow } from '@renderer/data/tables';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { nextTask } from '../next-task';
import { checkedParts, createBlocks } from './create-blocks';
import { updateBlocks } from './update-blocks';
import { readUpdates } from './update-rows';
import { UsccLedger } from './uscc-ledger';

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
  const total = requireRowsOf(ctx, input);
  if (!input.allowSameFile) await refuseSameFile(ctx, input.sha256);
  const batchId = ctx.newId();
  const at = ctx.now();
  const by = ctx.session.actor?.adminId ?? '';
  const steps = { done: 0, total };
  const ledger = new UsccLedger(ctx.merchants);
  const updates = await readUpdates(ctx, input, ledger, call, steps);
  const updated = await updateBlocks(ctx, updates, batchId);
  const stamp = { batchId, at, by, importBatchId: batchId, isSample: false, status: 'SUBMITTED' } as const;
  const created = await createBlocks(ctx, input.creates, stamp, ledger, call, steps);
  const skipped = input.skipped + total - input.creates.rows - updates.length;
  const counts = { created: input.creates.rows, updated: updates.length, skipped, failed: input.failed };
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
    nextNumber: ctx.merchants.nextNumber + input.creates.rows,
    change: {
      targetType: 'importBatch',
      targetId: batchId,
      targetLabel: input.fileName,
      counts,
      rowsHash: ctx.audit.sha256([...created.hashes, '', ...updated.hashes].join('\n')),
    },
  };
}

/** What `prepareCommit` would come to: the same checks and the same merging, without numbers, seals and blocks. */
export async function previewCommit(
  ctx: CoreContext,
  rows: ImportRows,
  call: CallOptions,
): Promise<QueryIo['import.preview']['output']> {
  const steps = { done: 0, total: requireRowsOf(ctx, rows) };
  const ledger = new UsccLedger(ctx.merchants);
  const updates = await readUpdates(ctx, rows, ledger, call, steps);
  for (const part of checkedParts(ctx, rows.creates, ledger)) {
    steps.done += part.rows.batch.rows;
    call.onProgress?.(steps.done, steps.total);
    await nextTask();
    if (call.isCancelled?.()) refuse('operation.cancelled');
  }
  const written = new Map<string, number>();
  const filled = new Map<string, number>();
  for (const { diff } of updates) {
    for (const { field, before } of diff) {
      const into = before === '' ? filled : written;
      into.set(field, (into.get(field) ?? 0) + 1);
    }
  }
  const fills = updates.filter((u) => u.isFill).length;
  return {
    create: rows.creates.rows,
    update: updates.length - fills,
    fill: fills,
    unchanged: rows.updates.rows + rows.fills.rows - updates.length,
    fields: inFieldOrder(written),
    filled: inFieldOrder(filled),
  };
}

function inFieldOrder(counts: ReadonlyMap<string, number>): FieldCount[] {
  return MERCHANT_INPUT_FIELDS.filter((field) => counts.has(field)).map((field) => ({
    field,
    count: counts.get(field)!,
  }));
}

/** How many rows there are to write; refused when there are none, or the merchants are not those the plan knew. */
function requireRowsOf(ctx: CoreContext, { creates, updates, fills, tableVersion }: ImportRows): number {
  const total = creates.rows + updates.rows + fills.rows;
  if (total === 0) refuse('import.nothing_to_do');
  if (tableVersion !== ctx.merchants.version) refuse('import.table_moved_on');
  return total;
}

/** The file may come again once its first import was undone. */
async function refuseSameFile(ctx: CoreContext, sha256: string): Promise<void> {
  const earlier = await ctx.db.table('importBatches').where('sha256').equals(sha256).toArray();
  const standing = earlier.find((batch) => batch.state === 'done');
  if (standing) refuse('import.same_file', { params: { at: standing.at, by: standing.byName } });
}
