import type { CallOptions } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { packRows } from '@shared/kernel/columns';
import type { MerchantBlock } from '@renderer/data/merchant-block';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { createBlocks } from './create-blocks';
import { preparePurge, type Purge } from './purge';
import { sampleMerchants } from './sample-data';
import { UsccLedger } from './uscc-ledger';

export interface PreparedSample {
  created: number;
  blocks: MerchantBlock[];
  nextNumber: number;
  change: BulkChange;
}

export interface SampleRemoval {
  purge: Purge;
  change: BulkChange;
}

const TARGET = { targetType: 'sample', targetId: '', targetLabel: '' };

/** Nothing to do while sample merchants are there, or where somebody holds their USCC. */
export async function prepareSample(ctx: CoreContext, call: CallOptions): Promise<PreparedSample> {
  const ledger = new UsccLedger(ctx.merchants);
  const rows = sampleIds(ctx).length > 0 ? [] : sampleMerchants().filter((m) => !ledger.isHeld(m.uscc ?? ''));
  const batch = packRows(MERCHANT_INPUT_FIELDS, rows);
  const stamp = {
    batchId: ctx.newId(),
    at: ctx.now(),
    by: ctx.session.actor?.adminId ?? '',
    importBatchId: '',
    isSample: true,
    status: 'ACTIVE',
  } as const;
  const { blocks, hashes } = await createBlocks(ctx, batch, stamp, ledger, call, { done: 0, total: rows.length });
  return {
    created: rows.length,
    blocks,
    nextNumber: ctx.merchants.nextNumber + rows.length,
    change: { ...TARGET, counts: { created: rows.length }, rowsHash: ctx.audit.sha256(hashes.join('\n')) },
  };
}

/** Sample merchants go for good, whatever was done with them since. */
export async function prepareSampleRemoval(ctx: CoreContext): Promise<SampleRemoval> {
  const ids = sampleIds(ctx);
  const purge = await preparePurge(
    ctx,
    ids.map((id) => ctx.merchants.get(id)!),
  );
  const change = { ...TARGET, counts: { removed: ids.length }, rowsHash: ctx.audit.sha256(ids.join('\n')) };
  return { purge, change };
}

function sampleIds(ctx: CoreContext): string[] {
  return ctx.merchants.allIds((slot, index) => index.coded.$isSample.wordAt(slot) === '1');
}
