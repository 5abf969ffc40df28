import type { Dexie } from 'dexie';

/** About what one batch of rows may take in memory. */
const BATCH_BYTES = 2 * 1024 * 1024;
const MOST_ROWS = 1_000;
/** A first guess, before any row was seen. */
const FIRST_ROWS = 2;

/**
 * All rows of a table in the order of their keys, in batches of about two megabytes, however large a row is. No transaction
 * spans the batches: whoever needs a snapshot keeps writers away meanwhile.
 */
export async function* readTable(
  db: { readonly dexie: Dexie },
  name: string,
): AsyncGenerator<Record<string, unknown>[], void> {
  const table = db.dexie.table<Record<string, unknown>, string | number>(name);
  const keyPath = table.schema.primKey.keyPath as string;
  const read = (after: string | number | null, limit: number): PromiseLike<Record<string, unknown>[]> =>
    (after === null ? table.orderBy(':id') : table.where(':id').above(after)).limit(limit).toArray();
  let limit = FIRST_ROWS;
  let rows = await read(null, limit);
  while (rows.length > 0) {
    const isLast = rows.length < limit;
    const perRow = rows.reduce((sum, row) => sum + roughBytes(row), 0) / rows.length;
    // Growing step by step: the next rows may be larger than these.
    limit = Math.max(1, Math.min(limit * 8, MOST_ROWS, Math.floor(BATCH_BYTES / perRow)));
    // Read while these are dealt with.
    const next = isLast ? [] : read(rows.at(-1)![keyPath] as string | number, limit);
    if ('then' in next) next.then(undefined, () => undefined);
    yield rows;
    rows = await next;
  }
}

function roughBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let sum = 16;
  for (const item of Object.values(value)) sum += roughBytes(item);
  return sum;
}
