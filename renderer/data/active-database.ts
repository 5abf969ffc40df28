import type { StorageEngine } from './db';
import { probeDatabase } from './probe';

/**
 * Which database is the data. A restore fills a new one and then changes this one row: atomically, durably, and in the same
 * storage as the data itself, so that whatever takes the data takes the pointer too, and a copy of the folder holds both.
 */
export interface ActiveDatabase {
  name: string;
  /** What was active before the last restore, and until when (epoch ms) that can be taken back. */
  previous: { name: string; until: number } | null;
}

export interface FoundDatabase extends ActiveDatabase {
  /** The engine threw storage away while looking (trust.md fact 1): said once only, to whoever opens first. */
  lostByEngine: boolean;
}

const STORE = 'active';
const KEY = 'database';

function pointerName(base: string): string {
  return `${base}-active`;
}

/** Without a pointer the data is where it always was. */
export async function findActive(engine: StorageEngine, base: string): Promise<FoundDatabase> {
  const first = await probeDatabase(engine, base);
  const lostByEngine = first.state === 'damaged';
  // Opening what is not there would create it: most installations never restore anything.
  const names = await engine.indexedDB.databases();
  const isThere = names.some(({ name }) => name === pointerName(base));
  const row = isThere ? await readRow(engine, base) : undefined;
  return { ...(row ?? { name: base, previous: null }), lostByEngine };
}

/** Strict: once this resolves the other database is the data, whatever happens to the power. */
export async function setActive(engine: StorageEngine, base: string, active: ActiveDatabase): Promise<void> {
  const db = await open(engine, base);
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
      transaction.objectStore(STORE).put(active, KEY);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
    });
  } finally {
    db.close();
  }
}

/** Databases of this name that a restore made: being filled, active, or kept for taking it back. */
export async function listRestored(engine: StorageEngine, base: string): Promise<string[]> {
  const all = await engine.indexedDB.databases();
  return all.flatMap(({ name }) => (name?.startsWith(stagingName(base, '')) ? [name] : []));
}

export function stagingName(base: string, id: string): string {
  return `${base}-staging-${id}`;
}

export function deleteDatabase(engine: StorageEngine, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = engine.indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
    // Whoever holds it open lets go of it on the version change; until then it waits.
    request.onblocked = () => undefined;
  });
}

async function readRow(engine: StorageEngine, base: string): Promise<ActiveDatabase | undefined> {
  const db = await open(engine, base);
  try {
    return await new Promise((resolve, reject) => {
      const request = db.transaction(STORE).objectStore(STORE).get(KEY);
      request.onsuccess = () => resolve(request.result as ActiveDatabase | undefined);
      request.onerror = () => reject(request.error ?? new Error('not read'));
    });
  } finally {
    db.close();
  }
}

function open(engine: StorageEngine, base: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = engine.indexedDB.open(pointerName(base), 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}
