import type { HistoryEntry } from '@shared/contracts/core';
import { MerchantBlock } from '@renderer/data/merchant-block';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { AuditEntryRow, ImportBatchRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { undoBatchId } from './undo-batch';

/** What happened to one merchant, newest first: its own audit entries, and what imports and undos did to it. */
export async function readHistory(ctx: CoreContext, row: MerchantRow): Promise<HistoryEntry[]> {
  const own = await ctx.db.table('audit').where('targetId').equals(row.id).toArray();
  const imports = await importEntries(ctx, row);
  return [...own.filter((entry) => entry.result === 'ok').map((e) => toEntry(e, e.diff)), ...imports].sort(
    (a, b) => b.seq - a.seq,
  );
}

async function importEntries(ctx: CoreContext, row: MerchantRow): Promise<HistoryEntry[]> {
  const batches = await ctx.db.table('importBatches').toArray();
  const entries: HistoryEntry[] = [];
  for (const batch of batches) {
    const created = batch.id === row.importBatchId;
    const diff = created || batch.updated === 0 ? null : await importDiff(ctx, batch, row.id);
    if (!created && !diff) continue;
    for (const entry of await ctx.db.table('audit').where('targetId').equals(batch.id).toArray()) {
      if (entry.action === 'import.commit') entries.push(toEntry(entry, diff ?? []));
      else if (diff && wasRestored(ctx, batch.id, row.id)) entries.push(toEntry(entry, diff.map(turnRound)));
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

function toEntry(entry: AuditEntryRow, diff: AuditEntryRow['diff']): HistoryEntry {
  return { seq: entry.seq, at: entry.at, by: entry.actorName, action: entry.action, reason: entry.reason, diff };
}
