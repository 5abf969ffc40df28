import { MerchantBlock, packColumns } from '@renderer/data/merchant-block';
import { BLOCK_ROWS, type BlobColumns } from '@renderer/data/merchant-rows';
import type { Database } from '@renderer/data/db';
import type { AuditEntryRow, AuditRowsRow } from '@renderer/data/tables';
import type { PackedRowChanges } from '@renderer/data/unit-of-work';

type Diff = AuditEntryRow['diff'];

/** What a bulk deed did to one of its rows. */
export interface RowChange {
  id: string;
  diff: Diff;
}

/**
 * Packs the changes of a bulk deed in blocks sorted by id: the one that may hold a given id is found from its key. An
 * entry per row would cost more than the deed. `hash` goes into the entry as `rowsHash`.
 */
export function packRowChanges(
  changes: readonly RowChange[],
  sha256: (text: string) => string,
): PackedRowChanges & { hash: string } {
  const sorted = [...changes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const blocks: { firstId: string; columns: BlobColumns }[] = [];
  for (let from = 0; from < sorted.length; from += BLOCK_ROWS) {
    const part = sorted.slice(from, from + BLOCK_ROWS);
    blocks.push({ firstId: part[0]!.id, columns: packBlock(part) });
  }
  return { count: sorted.length, blocks, hash: sha256(linesOf(sorted)) };
}

/** The key under which a block rests; keys of one entry lie together. */
export function auditRowsId(seq: number, id: string): string {
  return `${String(seq).padStart(12, '0')}|${id}`;
}

/** What the bulk deed of an entry did to one row, or null when it was not among them. One keyed read. */
export async function findRowChange(db: Database, seq: number, id: string): Promise<Diff | null> {
  const stored = await db
    .table('auditRows')
    .where('id')
    .between(auditRowsId(seq, ''), auditRowsId(seq, id), true, true)
    .last();
  if (!stored) return null;
  return unpackBlock(stored).find((change) => change.id === id)?.diff ?? null;
}

export function unpackRowChanges(blocks: readonly AuditRowsRow[]): RowChange[] {
  return blocks.flatMap(unpackBlock);
}

/** The hash as `packRowChanges` made it, of what is stored now. */
export function hashRowChanges(blocks: readonly AuditRowsRow[], sha256: (text: string) => string): string {
  return sha256(linesOf(unpackRowChanges(blocks)));
}

function packBlock(part: readonly RowChange[]): BlobColumns {
  const fields = new Set(part.flatMap((change) => change.diff.map((d) => d.field)));
  const columns: Record<string, string[]> = {
    $id: part.map((change) => change.id),
    // Which fields changed: a value may itself be ''.
    '>': part.map((change) => change.diff.map((d) => d.field).join(',')),
  };
  for (const field of fields) {
    const found = part.map((change) => change.diff.find((d) => d.field === field));
    columns[`<${field}`] = found.map((d) => d?.before ?? '');
    columns[`>${field}`] = found.map((d) => d?.after ?? '');
  }
  return packColumns(columns, part.length, new Uint8Array(0));
}

function unpackBlock(stored: AuditRowsRow): RowChange[] {
  const block = new MerchantBlock(stored.id, '', stored.columns);
  return Array.from({ length: block.rows }, (_, row) => ({
    id: block.idAt(row),
    diff: block
      .cell('>', row)
      .split(',')
      .filter((field) => field !== '')
      .map((field) => ({ field, before: block.cell(`<${field}`, row), after: block.cell(`>${field}`, row) })),
  }));
}

function linesOf(changes: readonly RowChange[]): string {
  return changes.map(({ id, diff }) => JSON.stringify([id, diff.map((d) => [d.field, d.before, d.after])])).join('\n');
}
