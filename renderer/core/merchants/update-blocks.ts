import { MerchantBlock, packColumns, packVersions } from '@renderer/data/merchant-block';
import { BLOCK_ROWS } from '@renderer/data/merchant-rows';
import type { ImportBeforeRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { hashColumns } from './hash';
import { blockAad, sealBlock } from './secrets';
import type { Update } from './update-rows';

/** Existing merchants as an import rewrites them, and what they were before. */
export interface UpdatedBlocks {
  blocks: MerchantBlock[];
  before: ImportBeforeRow[];
  hashes: string[];
}

const EMPTY = new Uint8Array(0);

export async function updateBlocks(
  ctx: CoreContext,
  updates: readonly Update[],
  batchId: string,
): Promise<UpdatedBlocks> {
  const out: UpdatedBlocks = { blocks: [], before: [], hashes: [] };
  // By id, so that the block holding a merchant's history is found from its key.
  const list = [...updates].sort((a, b) => (a.before.id < b.before.id ? -1 : 1));
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
  const diffs = part.map((u) => new Map(u.diff.map((d) => [d.field, d.after])));
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
