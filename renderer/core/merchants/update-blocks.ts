import type { CallOptions } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, type MerchantValues } from '@shared/entities/merchant';
import { unpackRows, type ColumnBatch } from '@shared/kernel/columns';
import type { FieldIssue } from '@shared/kernel/result';
import { checkMerchant } from '@shared/rules/fields';
import { MerchantBlock, packColumns, packVersions } from '@renderer/data/merchant-block';
import { BLOCK_ROWS, type MerchantRow } from '@renderer/data/merchant-rows';
import type { ImportBeforeRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { findUsccHolder } from './check';
import { blindOf, deriveValues, mergeValues } from './derive';
import { hashColumns } from './hash';
import { SecretReader, blockAad, sealBlock, type Secrets } from './secrets';
import { diffRows, nextVersion } from './versions';

/** Existing merchants as an import rewrites them, and what they were before. */
export interface UpdatedBlocks {
  blocks: MerchantBlock[];
  before: ImportBeforeRow[];
  hashes: string[];
  /** Rows that really change; one that already is what the file says is left alone. */
  changed: number;
}

interface Update {
  before: MerchantRow;
  beforeSecrets: Secrets;
  after: MerchantRow;
  afterSecrets: Secrets;
}

const EMPTY = new Uint8Array(0);

/** An empty cell never clears a value; with `fillOnly` a cell is written only where there was none. */
export async function updateBlocks(
  ctx: CoreContext,
  updates: ColumnBatch,
  batchId: string,
  fillOnly: boolean,
  call: CallOptions,
  steps: { done: number; total: number },
): Promise<UpdatedBlocks> {
  const list = await readUpdates(ctx, updates, fillOnly, call, steps);
  const out: UpdatedBlocks = { blocks: [], before: [], hashes: [], changed: list.length };
  // By id, so that the block holding a merchant's history is found from its key.
  list.sort((a, b) => (a.before.id < b.before.id ? -1 : 1));
  for (let from = 0; from < list.length; from += BLOCK_ROWS) {
    const part = list.slice(from, from + BLOCK_ROWS);
    const id = `${batchId}|u${String(from / BLOCK_ROWS).padStart(6, '0')}`;
    const sealed = await sealBlock(
      ctx.vault,
      blockAad('merchantBlocks', id),
      part.map((u) => u.afterSecrets),
    );
    const data = packVersions(
      part.map((u) => u.after),
      sealed,
    );
    out.blocks.push(new MerchantBlock(id, batchId, data));
    out.before.push(await beforeBlock(ctx, batchId, part));
    out.hashes.push(await hashColumns(data));
  }
  return out;
}

async function readUpdates(
  ctx: CoreContext,
  updates: ColumnBatch,
  fillOnly: boolean,
  call: CallOptions,
  steps: { done: number; total: number },
): Promise<Update[]> {
  const secrets = new SecretReader(ctx.vault, ctx.merchants);
  const seen = new Set<string>();
  const list: Update[] = [];
  const rows = unpackRows(updates);
  for (const [row, { id = '', rev = '', ...cells }] of rows.entries()) {
    const before = ctx.merchants.get(id);
    if (!before || before.deletedAt > 0 || before.rev !== Number(rev) || seen.has(id)) refuse('import.table_moved_on');
    seen.add(id);
    const beforeSecrets = await secrets.read(id);
    const merged = mergeValues(before.values, beforeSecrets, givenCells(cells), fillOnly);
    checkRow(ctx, merged.plain, before, row);
    const values = { ...before.values, ...deriveValues(merged.plain) };
    const after = nextVersion(ctx, before, { values, blind: blindOf(ctx.vault, merged.secrets) });
    if (diffRows(before, after).length > 0) list.push({ before, beforeSecrets, after, afterSecrets: merged.secrets });
    steps.done += 1;
    if (row % BLOCK_ROWS === BLOCK_ROWS - 1) {
      call.onProgress?.(steps.done, steps.total);
      if (call.isCancelled?.()) refuse('operation.cancelled');
    }
  }
  return list;
}

function givenCells(cells: Readonly<Record<string, string>>): MerchantValues {
  const given: MerchantValues = {};
  for (const field of MERCHANT_INPUT_FIELDS) if (cells[field]) given[field] = cells[field];
  return given;
}

function checkRow(ctx: CoreContext, plain: MerchantValues, before: MerchantRow, row: number): void {
  const issues: FieldIssue[] = checkMerchant(plain)
    .filter((issue) => before.values['status'] !== 'DRAFT' || issue.code !== 'required')
    .map((issue) => ({ ...issue, field: `updates.${row}.${issue.field}` }));
  if (issues.length > 0) refuse('import.rows_invalid', { issues });
  if (plain.uscc !== before.values['uscc'] && findUsccHolder(ctx.merchants, plain.uscc ?? '', before.id)) {
    refuse('merchant.uscc_taken', { issues: [{ field: `updates.${row}.uscc`, code: 'uscc.taken' }] });
  }
}

/** Key `${batchId}|${first id}`: the one block that may hold a given id is the last whose key is not after it. */
async function beforeBlock(ctx: CoreContext, batchId: string, part: readonly Update[]): Promise<ImportBeforeRow> {
  const id = `${batchId}|${part[0]!.before.id}`;
  const sealed = await sealBlock(
    ctx.vault,
    blockAad('importBefore', id),
    part.map((u) => u.beforeSecrets),
  );
  const columns = packVersions(
    part.map((u) => u.before),
    sealed,
  );
  const diffs = part.map((u) => new Map(diffRows(u.before, u.after).map((d) => [d.field, d.after])));
  const fields = new Set(diffs.flatMap((diff) => [...diff.keys()]));
  const written = packColumns(
    Object.fromEntries([
      ...[...fields].map((field) => [`>${field}`, diffs.map((diff) => diff.get(field) ?? '')]),
      // Which fields changed: an after-value may itself be ''.
      ['>', diffs.map((diff) => [...diff.keys()].join(','))],
    ]) as Record<string, string[]>,
    part.length,
    EMPTY,
  );
  return {
    id,
    batchId,
    columns: {
      ...columns,
      columns: { ...columns.columns, ...written.columns },
      same: { ...columns.same, ...written.same },
    },
  };
}
