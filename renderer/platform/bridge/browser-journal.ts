import { wrap } from 'comlink';
import type { JournalBridge } from '@shared/contracts/journal';

/** The journal in web mode, in a worker of its own that starts at the first call. */
export function createBrowserJournal(): JournalBridge {
  let remote: ReturnType<typeof start> | undefined;
  const journal = (): ReturnType<typeof start> => (remote ??= start());
  return {
    list: () => journal().list(),
    append: (name, offset, bytes) => journal().append(name, offset, bytes),
    read: (name, offset, length) => journal().read(name, offset, length),
    remove: (name) => journal().remove(name),
  };
}

function start() {
  const worker = new Worker(new URL('../../workers/journal.worker.ts', import.meta.url), {
    type: 'module',
    name: 'journal',
  });
  return wrap<JournalBridge>(worker);
}
