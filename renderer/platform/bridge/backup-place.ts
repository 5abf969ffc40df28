import { fail, ok, type Result } from '@shared/kernel/result';

const PRIVATE_FOLDER = 'backups';
/** Of its own: a granted folder must be found again when the data's database is gone. */
const DATABASE = 'merchant-desk-outside';
const STORE = 'handles';
const KEY = 'backups';

export interface Place {
  folder: FileSystemDirectoryHandle;
  kind: 'default' | 'chosen';
  /** A folder was granted once and must be granted again. */
  lost: boolean;
}

type Granted = FileSystemDirectoryHandle & { queryPermission?: (mode: { mode: 'readwrite' }) => Promise<string> };

interface FolderPicker {
  showDirectoryPicker?: (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
}

/** Where a page may keep backups: a folder of the person's, if granted, else the origin's private files. */
export function backupPlace(): { find(): Promise<Place>; choose(): Promise<Result<{ displayName: string } | null>> } {
  return {
    async find() {
      const chosen = await readHandle().catch(() => undefined);
      const permission = await chosen?.queryPermission?.({ mode: 'readwrite' });
      if (chosen && permission === 'granted') return { folder: chosen, kind: 'chosen', lost: false };
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(PRIVATE_FOLDER, { create: true });
      return { folder, kind: 'default', lost: chosen !== undefined };
    },
    async choose() {
      const { showDirectoryPicker } = window as FolderPicker;
      if (!showDirectoryPicker) return fail('bridge.not_available');
      try {
        const folder = await showDirectoryPicker.call(window, { id: 'backups', mode: 'readwrite' });
        await writeHandle(folder);
        return ok({ displayName: folder.name });
      } catch (error) {
        const isCancelled = error instanceof DOMException && error.name === 'AbortError';
        return isCancelled ? ok(null) : fail('backup.folder_unusable');
      }
    },
  };
}

async function readHandle(): Promise<Granted | undefined> {
  return onStore('readonly', (store) => store.get(KEY) as IDBRequest<Granted | undefined>);
}

async function writeHandle(folder: FileSystemDirectoryHandle): Promise<void> {
  await onStore('readwrite', (store) => store.put(folder, KEY));
}

function onStore<T>(mode: IDBTransactionMode, step: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const db = opening.result;
      const transaction = db.transaction(STORE, mode);
      const request = step(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        db.close();
        resolve(request.result);
      };
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    };
  });
}
