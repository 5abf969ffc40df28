import { Dexie, type Table } from 'dexie';

export type PlainRow = Record<string, string | string[]>;

/** The table a comparable product would have: a record per merchant, an index per thing looked for. */
export const SIX_INDEXES = 'id, &uscc, name, contactPhone, status, onboardedOn, *words';

/** A fresh database of its own for one measurement. */
export async function openBare(schema: string): Promise<{ dexie: Dexie; rows: Table<PlainRow, string> }> {
  const dexie = new Dexie(`bench-${crypto.randomUUID()}`, { chromeTransactionDurability: 'strict' });
  dexie.version(1).stores({ rows: schema });
  await dexie.open();
  return { dexie, rows: dexie.table('rows') };
}

/** Puts blocks of 500 rows as they are, one record each, in one strict transaction of raw IndexedDB. */
export async function putBlocks(rows: readonly PlainRow[]): Promise<void> {
  const dexie = new Dexie(`bench-${crypto.randomUUID()}`);
  dexie.version(1).stores({ blocks: '' });
  await dexie.open();
  const transaction = dexie.backendDB().transaction('blocks', 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('blocks');
  for (let from = 0; from < rows.length; from += 500) store.put(rows.slice(from, from + 500), from);
  await new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new Error('aborted'));
  });
  await dexie.delete();
}
