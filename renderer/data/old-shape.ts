import { Dexie } from 'dexie';
import type { StorageEngine } from './db';

/** A database as it is on the disk, whatever shape it has: to be read before it is upgraded, and closed. */
export async function openAsStored({ indexedDB, IDBKeyRange }: StorageEngine, name: string): Promise<{ dexie: Dexie }> {
  const dexie = new Dexie(name, { indexedDB, IDBKeyRange, autoOpen: false });
  await dexie.open();
  return { dexie };
}
