import type { KeptMerchant, RevertOutcome } from '@shared/contracts/core';
import { MerchantBlock, readRow, rowId } from '@renderer/data/merchant-block';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { ImportBatchRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isWithinReach } from './require-rows';
import { undoBatchId } from './undo-batch';

/** What undoing a batch would touch. Rows changed since the import are nobody's to take back: they stay. */
export interface RevertPlan {
  removed: string[];
  restored: Restorable[];
  /** Ids of the batch that stay as they are; those purged since are among them. */
  kept: string[];
}

/** A row of `importBefore` that goes back. */
export interface Restorable {
  was: MerchantRow;
  block: MerchantBlock;
  row: number;
}

const MAX_KEPT = 500;

/** An import within reach. @throws Refusal `import.batch_not_found` */
export async function getBatch(ctx: CoreContext, batchId: string): Promise<ImportBatchRow> {
  const batch = await ctx.db.table('importBatches').get(batchId);
  return batch && isBatchWithinReach(ctx, batch) ? batch : refuse('import.batch_not_found');
}

/** Who sees less than all merchants sees the own imports, and those of people whose merchants are within reach. */
export function isBatchWithinReach({ scope, session }: CoreContext, { by }: Pick<ImportBatchRow, 'by'>): boolean {
  return by === session.actor?.adminId || scope.every(({ owners }) => owners.includes(by));
}

export async function planRevert(ctx: CoreContext, batch: ImportBatchRow): Promise<RevertPlan> {
  const untouched = ctx.merchants.currentIn(batch.id).filter(({ id }) => mayTouch(ctx, id));
  const removed = untouched.filter((u) => u.block.cell('$rev', u.row) === '1').map((u) => u.id);
  const updated = new Set(untouched.filter((u) => u.block.cell('$rev', u.row) !== '1').map((u) => u.id));
  const before = batch.updated > 0 ? await readBefore(ctx, batch.id) : [];
  const restored = withFreeCodes(
    ctx,
    before.filter(({ was }) => updated.has(was.id)),
    removed,
  );
  const gone = new Set([...removed, ...restored.map(({ was }) => was.id)]);
  const created = Array.from({ length: batch.created }, (_, n) => rowId(batch.id, n));
  const kept = [...created, ...before.map(({ was }) => was.id)].filter((id) => !gone.has(id));
  return { removed, restored, kept };
}

/** Before an undo what it would do, after it what it did: what is left of the batch tells. */
export async function previewRevert(ctx: CoreContext, batch: ImportBatchRow): Promise<RevertOutcome> {
  if (batch.state === 'done') {
    const { removed, restored, kept } = await planRevert(ctx, batch);
    const listed = await listKept(ctx, kept);
    return { removed: removed.length, restored: restored.length, kept: listed, keptTotal: kept.length };
  }
  const undone = new Set(
    ctx.merchants
      .blocksOf(undoBatchId(batch.id))
      .flatMap((block) => Array.from({ length: block.rows }, (_, row) => block.idAt(row))),
  );
  const before = batch.updated > 0 ? await readBefore(ctx, batch.id) : [];
  const created = Array.from({ length: batch.created }, (_, n) => rowId(batch.id, n));
  const kept = [...created, ...before.map(({ was }) => was.id).filter((id) => !undone.has(id))];
  const restored = undone.size;
  const removed = batch.created + batch.updated - restored - batch.keptRows;
  return { removed, restored, kept: await listKept(ctx, kept), keptTotal: batch.keptRows };
}

/** The merchants among `ids` that are still there, and that who asks may see. */
export async function listKept(ctx: CoreContext, ids: readonly string[]): Promise<KeptMerchant[]> {
  const found = ids
    .flatMap((id) => ctx.merchants.get(id) ?? [])
    .filter((row) => isWithinReach(ctx, row))
    .slice(0, MAX_KEPT);
  if (found.length === 0) return [];
  const names = new Map((await ctx.db.table('admins').toArray()).map((admin) => [admin.id, admin.name]));
  return found
    .map(({ id, values, updatedAt, updatedBy }) => ({
      id,
      merchantNo: values['merchantNo'] ?? '',
      name: values['name'] ?? '',
      changedAt: updatedAt,
      changedBy: names.get(updatedBy) ?? '',
    }))
    .sort((a, b) => (a.merchantNo < b.merchantNo ? -1 : 1));
}

/** What is out of reach stays, as what was changed since does. */
function mayTouch(ctx: CoreContext, id: string): boolean {
  if (ctx.scope.length === 0) return true;
  const row = ctx.merchants.get(id);
  return row !== undefined && isWithinReach(ctx, row);
}

async function readBefore(ctx: CoreContext, batchId: string): Promise<Restorable[]> {
  const found: Restorable[] = [];
  for (const stored of await ctx.db.table('importBefore').where('batchId').equals(batchId).toArray()) {
    const block = new MerchantBlock(stored.id, batchId, stored.columns);
    for (let row = 0; row < block.rows; row++) {
      const id = block.idAt(row);
      if (id !== '') found.push({ was: readRow(block, row, id), block, row });
    }
  }
  return found;
}

/**
 * Those whose former USCC is free once the others are back and the new rows gone. One that is not stays with the code it has
 * now, which may in turn be another's former one: hence until nothing changes.
 */
function withFreeCodes(ctx: CoreContext, rows: readonly Restorable[], removed: readonly string[]): Restorable[] {
  let free = [...rows];
  const holders = ctx.merchants.activeUsccs();
  const gone = new Set(removed);
  for (let before = -1; before !== free.length;) {
    before = free.length;
    const going = new Set(free.map(({ was }) => was.id));
    free = free.filter(({ was }) => {
      const holder = was.values['status'] === 'CLOSED' ? undefined : holders.get(was.values['uscc'] ?? '');
      return holder === undefined || gone.has(holder) || going.has(holder);
    });
  }
  return free;
}
