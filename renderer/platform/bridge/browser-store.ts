import { fail, ok, type Result } from '@shared/kernel/result';

const FOLDER = 'outside-database';
const KEY_PREFIX = 'merchant-desk:';

export interface OutsideStore {
  read(name: string): Promise<Result<string | null>>;
  write(name: string, json: string): Promise<Result<void>>;
}

interface Place {
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
}

/**
 * Small JSON kept outside IndexedDB, in two places that go bad separately: the origin's private files and local
 * storage. The newer readable one counts. One of them is enough to work; browsers may refuse either.
 */
export function createOutsideStore(places: readonly Place[] = [privateFiles, localStore]): OutsideStore {
  return {
    async read(name) {
      const copies = await Promise.all(places.map((place) => place.read(name).catch(() => null)));
      const found = copies.filter((copy) => copy !== null);
      const readable = found.map(parseCopy).filter((copy) => copy !== null);
      const newest = readable.sort((a, b) => b.revision - a.revision)[0];
      if (newest) return ok<string | null>(newest.json);
      return found.length > 0 ? fail('storage.data_damaged') : ok<string | null>(null);
    },
    async write(name, json) {
      // Time alone could run backwards and leave an old copy looking newer.
      const before = await Promise.all(places.map((place) => place.read(name).catch(() => null)));
      const revisions = before.map((copy) => (copy === null ? 0 : (parseCopy(copy)?.revision ?? 0)));
      const text = JSON.stringify({ revision: Math.max(...revisions) + 1, json });
      const attempts = await Promise.allSettled(places.map((place) => place.write(name, text)));
      return attempts.some((attempt) => attempt.status === 'fulfilled') ? ok() : fail('storage.unavailable');
    },
  };
}

function parseCopy(text: string): { revision: number; json: string } | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { revision, json } = value as { revision?: unknown; json?: unknown };
    if (typeof revision !== 'number' || typeof json !== 'string') return null;
    JSON.parse(json);
    return { revision, json };
  } catch {
    return null;
  }
}

const privateFiles: Place = {
  async read(name) {
    const folder = await openFolder();
    const handle = await folder.getFileHandle(`${name}.json`).catch(() => null);
    return handle ? (await handle.getFile()).text() : null;
  },
  async write(name, text) {
    const handle = await (await openFolder()).getFileHandle(`${name}.json`, { create: true });
    // Written beside and swapped in by close().
    const stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
  },
};

const localStore: Place = {
  async read(name) {
    return localStorage.getItem(KEY_PREFIX + name);
  },
  async write(name, text) {
    localStorage.setItem(KEY_PREFIX + name, text);
  },
};

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}
