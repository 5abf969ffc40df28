import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { isJournalFileName, type JournalBridge } from '@shared/contracts/journal';
import { fail, ok } from '@shared/kernel/result';

export interface MemoryJournal extends JournalBridge {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Makes the next call of this method fail. */
  failNext: keyof JournalBridge | null;
  appends: number;
}

/** The journal in memory, which can fail at any call. */
export function memoryJournal(): MemoryJournal {
  const journal: MemoryJournal = {
    files: new Map(),
    failNext: null,
    appends: 0,
    list: async () =>
      fault('list') ?? ok([...journal.files].map(([name, { length }]) => ({ name, bytes: length, modifiedAt: 1 }))),
    append: async (name, offset, bytes) => {
      const failed = fault('append');
      if (failed) return failed;
      const before = journal.files.get(name) ?? new Uint8Array(0);
      if (!isJournalFileName(name) || bytes.length > MAX_CHUNK_BYTES || before.length !== offset)
        return fail('bridge.payload_invalid');
      const grown = new Uint8Array(before.length + bytes.length);
      grown.set(before);
      grown.set(bytes, before.length);
      journal.files.set(name, grown);
      journal.appends++;
      return ok();
    },
    read: async (name, offset, length) => {
      const file = journal.files.get(name);
      return fault('read') ?? (file ? ok(file.slice(offset, offset + length)) : fail('storage.unavailable'));
    },
    remove: async (name) => {
      journal.files.delete(name);
      return fault('remove') ?? ok();
    },
  };

  function fault(method: keyof JournalBridge) {
    if (journal.failNext !== method) return null;
    journal.failNext = null;
    return fail('storage.unavailable');
  }
  return journal;
}
