import type { CallOptions } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, MERCHANT_SENSITIVE_FIELDS, type MerchantValues } from '@shared/entities/merchant';
import { sliceBatch, unpackColumn, type ColumnBatch } from '@shared/kernel/columns';
import type { FieldIssue } from '@shared/kernel/result';
import { checkMerchant } from '@shared/rules/fields';
import { MerchantBlock, blockId, packColumns } from '@renderer/data/merchant-block';
import { BLOCK_ROWS, type BlobColumns } from '@renderer/data/merchant-rows';
import { merchantNumber } from '@renderer/data/merchant-store';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { deriveColumns } from './derive';
import { hashColumns } from './hash';
import { blockAad } from './secrets';

/** What all rows of a batch have in common. */
export interface BatchStamp {
  batchId: string;
  at: number;
  by: string;
  /** '' for rows that no import brought. */
  importBatchId: string;
  isSample: boolean;
  status: 'SUBMITTED' | 'ACTIVE';
}

export interface CreatedBlocks {
  blocks: MerchantBlock[];
  /** SHA-256 of each block's columns, in order. */
  hashes: string[];
}

const EMPTY = new Uint8Array(0);
const MAX_ISSUES = 50;

/**
 * New merchants as blocks: every row checked again, USCCs unique among themselves and against the living, numbers given,
 * secrets sealed. Everything slow happens here, before the transaction.
 */
export async function createBlocks(
  ctx: CoreContext,
  creates: ColumnBatch,
  stamp: BatchStamp,
  call: CallOptions,
  steps: { done: number; total: number },
): Promise<CreatedBlocks> {
  const taken = ctx.merchants.activeUsccs();
  const work: Promise<{ block: MerchantBlock; hash: string }>[] = [];
  for (let from = 0; from < creates.rows; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, creates.rows);
    const rows = readRows(sliceBatch(creates, from, to));
    checkRows(rows, from, taken);
    work.push(finishBlock(ctx, rows, from, stamp));
    // One block may be under seal while the next is prepared; waiting for the one before bounds memory and lets others run.
    await work.at(-2);
    steps.done += to - from;
    call.onProgress?.(steps.done, steps.total);
    if (call.isCancelled?.()) {
      await Promise.allSettled(work);
      refuse('operation.cancelled');
    }
  }
  const done = await Promise.all(work);
  return { blocks: done.map((d) => d.block), hashes: done.map((d) => d.hash) };
}

interface Rows {
  batch: ColumnBatch;
  /** The same row by row, every row an object of the same shape. */
  plain: MerchantValues[];
}

function readRows(batch: ColumnBatch): Rows {
  const texts = MERCHANT_INPUT_FIELDS.map((field) => {
    const column = batch.columns[field];
    return column && unpackColumn(column);
  });
  const plain = Array.from({ length: batch.rows }, (_, row) => {
    const values: MerchantValues = {};
    for (let i = 0; i < texts.length; i++) values[MERCHANT_INPUT_FIELDS[i]!] = texts[i]?.[row] ?? '';
    return values;
  });
  return { batch, plain };
}

function checkRows({ plain }: Rows, first: number, taken: Map<string, string>): void {
  const issues: FieldIssue[] = [];
  plain.forEach((values, row) => {
    for (const issue of checkMerchant(values))
      issues.push({ ...issue, field: `creates.${first + row}.${issue.field}` });
    const uscc = values.uscc ?? '';
    if (taken.has(uscc)) issues.push({ field: `creates.${first + row}.uscc`, code: 'uscc.taken' });
    taken.set(uscc, '');
  });
  if (issues.length === 0) return;
  const onlyTaken = issues.every((issue) => issue.code === 'uscc.taken');
  refuse(onlyTaken ? 'merchant.uscc_taken' : 'import.rows_invalid', { issues: issues.slice(0, MAX_ISSUES) });
}

async function finishBlock(
  ctx: CoreContext,
  rows: Rows,
  first: number,
  stamp: BatchStamp,
): Promise<{ block: MerchantBlock; hash: string }> {
  const { plain, batch } = rows;
  const columns: Record<string, string[]> = deriveColumns(plain);
  const number = ctx.merchants.nextNumber + first;
  columns['merchantNo'] = plain.map((_, row) => merchantNumber(number + row));
  const secrets: Record<string, string[]> = {};
  for (const field of MERCHANT_SENSITIVE_FIELDS) {
    secrets[field] = plain.map((values) => values[field] ?? '');
    columns[`#${field}`] = ctx.vault.blindMany(field, secrets[field]);
  }
  const packed: BlobColumns = packColumns(columns, batch.rows, EMPTY);
  // The other columns are stored as they came: checked, but never taken apart and joined again.
  for (const field of MERCHANT_INPUT_FIELDS) {
    const column = batch.columns[field];
    if (column && column.text !== '' && !columns[field]) packed.columns[field] = column;
  }
  Object.assign(packed.same, stampColumns(stamp, first));
  const id = blockId(stamp.batchId, first / BLOCK_ROWS);
  const [sealed, hash] = await Promise.all([
    ctx.vault.seal(blockAad('merchantBlocks', id), JSON.stringify(secrets)),
    hashColumns(packed),
  ]);
  return { block: new MerchantBlock(id, stamp.batchId, { ...packed, sealed }), hash };
}

function stampColumns(stamp: BatchStamp, first: number): Record<string, string> {
  return {
    status: stamp.status,
    $first: String(first),
    $rev: '1',
    $createdAt: String(stamp.at),
    $createdBy: stamp.by,
    $updatedAt: String(stamp.at),
    $updatedBy: stamp.by,
    $importBatchId: stamp.importBatchId,
    ...(stamp.isSample && { $isSample: '1' }),
  };
}
