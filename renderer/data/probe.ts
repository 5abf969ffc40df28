import type { StorageEngine } from './db';

export interface ProbeResult {
  /** `absent`: there is no such database. `damaged`: the engine threw it away just now (`dataLoss`). */
  state: 'present' | 'absent' | 'damaged' | 'refused';
  /** Dexie's version number of what is on disk; 0 when absent. */
  version: number;
}

/**
 * Looks before Dexie opens: Chromium replaces a damaged database by an empty one and says so only in the non-standard
 * `dataLoss` of the raw upgrade event, which Dexie does not pass on (trust.md facts 1 and 6, R2, R9). Changes nothing.
 */
export function probeDatabase(engine: StorageEngine, name: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    let found: ProbeResult | null = null;
    let request: IDBOpenDBRequest;
    try {
      request = engine.indexedDB.open(name);
    } catch {
      resolve({ state: 'refused', version: 0 });
      return;
    }
    request.onupgradeneeded = (event) => {
      const loss = (event as IDBVersionChangeEvent & { dataLoss?: string }).dataLoss;
      found = { state: loss === 'total' ? 'damaged' : 'absent', version: 0 };
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const version = Math.round(request.result.version / 10);
      request.result.close();
      resolve(found ?? { state: 'present', version });
    };
    request.onerror = (event) => {
      event.preventDefault();
      resolve(found ?? { state: 'refused', version: 0 });
    };
    request.onblocked = () => resolve({ state: 'refused', version: 0 });
  });
}
