import type { HistoryEntry } from '@shared/contracts/core';
import { MerchantBlock } from '@renderer/data/merchant-block';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { AuditEntryRow, ImportBatchRow } from '@renderer/data/tables';
import { findRowChange } from '../audit/bulk-rows';
import { toHistoryEntry } from '../audit/history-entry';
import type { CoreContext } from '../context';
import { undoBatchId } from './undo-batch';

/** What happened to one merchant, newest first: its own audit entries, and what bulk deeds, imports and undos did to it. */
export async function readHistory(ctx: CoreContext, row: MerchantRow): Promise<HistoryEntry[]> {
  const own = await ctx.db.table('audit').where('targetId').equals(row.id).toArray();
  const [imports, bulk] = await Promise.all([importEntries(ctx, row), bulkEntries(ctx, row)]);
  const single = own.filter((entry) => entry.result === 'ok').map((entry) => toHistoryEntry(ctx, entry));
  return [...single, ...bulk, ...imports].sort((a, b) => b.seq - a.seq);
}

/** One keyed read per bulk deed, however many rows it had. */
async function bulkEntries(ctx: CoreContext, row: MerchantRow): Promise<HistoryEntry[]> {
  const seqs = (await ctx.db.table('auditRows').orderBy('seq').uniqueKeys()) as number[];
  const diffs = await Promise.all(seqs.map((seq) => findRowChange(ctx.db, seq, row.id)));
  const touched = seqs.filter((_, i) => diffs[i] !== null);
  const entries = await ctx.db.table('audit').bulkGet(touched);
  return entries.flatMap((entry) => (entry ? toHistoryEntry(ctx, entry, diffs[seqs.indexOf(entry.seq)] ?? []) : []));
}

async function importEntries(ctx: CoreContext, row: MerchantRow): Promise<HistoryEntry[]> {
  const batches = await ctx.db.table('importBatches').toArray();
  const entries: HistoryEntry[] = [];
  for (const batch of batches) {
    const created = batch.id === row.importBatchId;
    const diff = created || batch.updated === 0 ? null : await importDiff(ctx, batch, row.id);
    if (!created && !diff) continue;
    for (const entry of await ctx.db.table('audit').where('targetId').equals(batch.id).toArray()) {
      if (entry.action === 'import.commit') entries.push(toHistoryEntry(ctx, entry, diff ?? []));
      else if (diff && wasRestored(ctx, batch.id, row.id))
        entries.push(toHistoryEntry(ctx, entry, diff.map(turnRound)));
    }
  }
  return entries;
}

/** What a batch changed in a merchant, or null. One keyed read: see update-blocks. */
async function importDiff(ctx: CoreContext, batch: ImportBatchRow, id: string): Promise<AuditEntryRow['diff'] | null> {
  const stored = await ctx.db
    .table('importBefore')
    .where('id')
    .between(`${batch.id}|`, `${batch.id}|${id}`, true, true)
    .last();
  if (!stored) return null;
  const block = new MerchantBlock(stored.id, batch.id, stored.columns);
  for (let row = 0; row < block.rows; row++) {
    if (block.idAt(row) !== id) continue;
    return block
      .cell('>', row)
      .split(',')
      .map((field) => ({ field, before: block.cell(field, row), after: block.cell(`>${field}`, row) }));
  }
  return null;
}

function wasRestored(ctx: CoreContext, batchId: string, id: string): boolean {
  return ctx.merchants
    .blocksOf(undoBatchId(batchId))
    .some((block) => Array.from({ length: block.rows }, (_, row) => block.idAt(row)).includes(id));
}

function turnRound(d: AuditEntryRow['diff'][number]): AuditEntryRow['diff'][number] {
  return { field: d.field, before: d.after, after: d.before };
}
