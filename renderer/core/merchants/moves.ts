import type { CallOptions } from '@shared/contracts/core';
import type { MerchantStatus } from '@shared/entities/merchant';
import { canDelete, canTransition } from '@shared/rules/merchant-status';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { findUsccHolder, isComplete } from './check';
import { requireRows } from './require-rows';
import { SecretReader } from './secrets';
import { makeRewrite, nextVersion, type Rewrite } from './versions';

/** The same change to many merchants, ready to be written. */
export interface BulkEdit {
  rewrites: Rewrite[];
  /** Merchants it was not allowed for; they stay as they are. */
  refused: number;
}

const STEP = 500;

/** Moves those the status machine lets go there; refused altogether only when it lets none. */
export async function prepareStatus(
  ctx: CoreContext,
  ids: readonly string[],
  to: MerchantStatus,
  call: CallOptions,
): Promise<BulkEdit> {
  const rows = requireRows(ctx, ids);
  const movable = rows.filter((row) => mayMove(row, to));
  const refused = rows.length - movable.length;
  if (movable.length === 0) refuse('merchant.status_not_allowed', { params: { to, count: refused } });
  const rewrites = await rewriteAll(ctx, movable, call, (row) => ({ values: { ...row.values, status: to } }));
  return { rewrites, refused };
}

/** All or none: a merchant in business cannot be put into the recycle bin. */
export async function prepareDelete(ctx: CoreContext, ids: readonly string[], call: CallOptions): Promise<BulkEdit> {
  const rows = requireRows(ctx, ids);
  const kept = rows.filter((row) => row.deletedAt > 0 || !canDelete(row.values['status'] as MerchantStatus));
  if (kept.length > 0) refuse('merchant.delete_not_allowed', { params: { count: kept.length } });
  const deletedAt = ctx.now();
  return { rewrites: await rewriteAll(ctx, rows, call, () => ({ deletedAt })), refused: 0 };
}

/** All or none: the USCC of a deleted merchant may have been given to another meanwhile. */
export async function prepareRestore(ctx: CoreContext, ids: readonly string[], call: CallOptions): Promise<BulkEdit> {
  const rows = requireRows(ctx, ids).filter((row) => row.deletedAt > 0);
  const seen = new Set<string>();
  for (const row of rows) {
    const uscc = row.values['uscc'] ?? '';
    if (uscc === '' || row.values['status'] === 'CLOSED') continue;
    const holder = findUsccHolder(ctx.merchants, uscc, row.id);
    if (holder || seen.has(uscc)) {
      const { merchantNo = '', name = '' } = (holder ?? row).values;
      refuse('merchant.uscc_taken', { params: { merchantNo, name } });
    }
    seen.add(uscc);
  }
  return { rewrites: await rewriteAll(ctx, rows, call, () => ({ deletedAt: 0 })), refused: 0 };
}

function mayMove(row: MerchantRow, to: MerchantStatus): boolean {
  const from = row.values['status'] as MerchantStatus;
  return row.deletedAt === 0 && canTransition(from, to) && (from !== 'DRAFT' || to === 'CLOSED' || isComplete(row));
}

export async function rewriteAll(
  ctx: CoreContext,
  rows: readonly MerchantRow[],
  call: CallOptions,
  change: (row: MerchantRow) => Partial<MerchantRow>,
): Promise<Rewrite[]> {
  const secrets = new SecretReader(ctx.vault, ctx.merchants);
  const rewrites: Rewrite[] = [];
  for (let from = 0; from < rows.length; from += STEP) {
    if (call.isCancelled?.()) refuse('operation.cancelled');
    const step = rows.slice(from, from + STEP).map(async (row) => {
      const after = nextVersion(ctx, row, change(row));
      return makeRewrite(ctx, row, after, await secrets.read(row.id));
    });
    rewrites.push(...(await Promise.all(step)));
    call.onProgress?.(rewrites.length, rows.length);
  }
  return rewrites;
}
