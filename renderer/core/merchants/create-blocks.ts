import type { CallOptions } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, MERCHANT_SENSITIVE_FIELDS, type MerchantField } from '@shared/entities/merchant';
import { sliceBatch, unpackColumn, type ColumnBatch } from '@shared/kernel/columns';
import type { FieldIssue } from '@shared/kernel/result';
import { isInScope } from '@shared/access/scope';
import { ColumnFaults } from '@shared/rules/column-faults';
import { isPlainColumn } from '@shared/rules/plain-values';
import { MerchantBlock, blockId, packColumns } from '@renderer/data/merchant-block';
import { BLOCK_ROWS, type BlobColumns } from '@renderer/data/merchant-rows';
import { merchantNumber } from '@renderer/data/merchant-store';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { DERIVED_FROM, deriveColumns, regionCodeOf, type PlainColumns } from './derive';
import { hashColumns } from './hash';
import { blockAad } from './secrets';
import type { Steps } from './update-rows';
import type { UsccLedger } from './uscc-ledger';

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
  ledger: UsccLedger,
  call: CallOptions,
  steps: Steps,
): Promise<CreatedBlocks> {
  const work: Promise<{ block: MerchantBlock; hash: string }>[] = [];
  for (const { rows, from } of checkedParts(ctx, creates, ledger)) {
    work.push(finishBlock(ctx, rows, from, stamp));
    // One block may be under seal while the next is prepared; waiting for the one before bounds memory and lets others run.
    await work.at(-2);
    steps.done += rows.batch.rows;
    call.onProgress?.(steps.done, steps.total);
    if (call.isCancelled?.()) {
      await Promise.allSettled(work);
      refuse('operation.cancelled');
    }
  }
  const done = await Promise.all(work);
  return { blocks: done.map((d) => d.block), hashes: done.map((d) => d.hash) };
}

/** New merchants in parts of one block each, given out as soon as they are checked; refused where one may not be stored. */
export function* checkedParts(
  ctx: CoreContext,
  creates: ColumnBatch,
  ledger: UsccLedger,
): Generator<{ rows: Rows; from: number }, void> {
  const faults = new ColumnFaults();
  for (let from = 0; from < creates.rows; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, creates.rows);
    const rows = readRows(sliceBatch(creates, from, to));
    checkRows(ctx, rows, from, ledger, faults);
    yield { rows, from };
  }
}

interface Rows {
  batch: ColumnBatch;
  /** The columns that others are made from, taken apart; '' where the batch has none. */
  plain: PlainColumns;
}

function readRows(batch: ColumnBatch): Rows {
  const columns = DERIVED_FROM.map((field) => [field, textsOf(batch, field)]);
  return { batch, plain: Object.fromEntries(columns) as PlainColumns };
}

function textsOf(batch: ColumnBatch, field: MerchantField): string[] {
  const column = batch.columns[field];
  return column && column.text !== '' ? unpackColumn(column) : new Array<string>(batch.rows).fill('');
}

function checkRows(
  ctx: CoreContext,
  { plain, batch }: Rows,
  first: number,
  ledger: UsccLedger,
  faults: ColumnFaults,
): void {
  const found: { row: number; issue: FieldIssue }[] = [];
  for (const field of MERCHANT_INPUT_FIELDS) {
    const column = batch.columns[field];
    if (column && isPlainColumn(field, column)) continue;
    const texts = (plain as Partial<Record<MerchantField, readonly string[]>>)[field] ?? textsOf(batch, field);
    faults.find(field, texts, (row, fault) => {
      found.push({ row, issue: { ...fault, field: `creates.${first + row}.${field}` } });
    });
  }
  for (let row = 0; row < batch.rows; row++) {
    if (!ledger.claim(plain.uscc[row]!)) {
      found.push({ row, issue: { field: `creates.${first + row}.uscc`, code: 'uscc.taken' } });
    }
  }
  for (const row of outOfReach(ctx, plain)) {
    found.push({ row, issue: { field: `creates.${first + row}.district`, code: 'merchant.out_of_reach' } });
  }
  if (found.length === 0) return;
  const issues = found.sort((a, b) => a.row - b.row).map(({ issue }) => issue);
  const are = (code: string) => issues.every((issue) => issue.code === code);
  const code = are('uscc.taken')
    ? 'merchant.uscc_taken'
    : are('merchant.out_of_reach')
      ? 'merchant.out_of_reach'
      : null;
  refuse(code ?? 'import.rows_invalid', { issues: issues.slice(0, MAX_ISSUES) });
}

/** Rows in regions that whoever imports them could not see afterwards. */
function outOfReach({ scope, session }: CoreContext, plain: PlainColumns): number[] {
  if (scope.length === 0) return [];
  const ownerId = session.actor?.adminId ?? '';
  return [...plain.province.keys()].filter((row) => {
    const regionCode = regionCodeOf(plain.province[row]!, plain.city[row]!, plain.district[row]!);
    return !isInScope(scope, { id: '', ownerId, regionCode });
  });
}

async function finishBlock(
  ctx: CoreContext,
  rows: Rows,
  first: number,
  stamp: BatchStamp,
): Promise<{ block: MerchantBlock; hash: string }> {
  const { plain, batch } = rows;
  const columns = deriveColumns(plain);
  const number = ctx.merchants.nextNumber + first;
  columns['merchantNo'] = plain.name.map((_, row) => merchantNumber(number + row));
  const secrets: Record<string, readonly string[]> = {};
  for (const field of MERCHANT_SENSITIVE_FIELDS) {
    secrets[field] = plain[field];
    columns[`#${field}`] = ctx.vault.blindMany(field, plain[field]);
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
