import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { isJournalFileName, type JournalBridge } from '@shared/contracts/journal';
import { fail, ok } from '@shared/kernel/result';

export interface MemoryJournal extends JournalBridge {
  readonly files: MemoryFiles;
  /** Makes the next call of this method fail. */
  failNext: keyof JournalBridge | null;
  /** Nothing can be appended. */
  unwritable: boolean;
  appends: number;
  /** When files were written, where it matters, epoch ms; 1 for all others. */
  readonly times: Map<string, number>;
}

/** Files that grow: pieces are put together when somebody reads, so that appending costs what it appends. */
class MemoryFiles {
  private readonly pieces = new Map<string, Uint8Array[]>();

  get size(): number {
    return this.pieces.size;
  }
  keys(): IterableIterator<string> {
    return this.pieces.keys();
  }
  values(): Uint8Array<ArrayBuffer>[] {
    return [...this.keys()].map((name) => this.get(name)!);
  }
  get(name: string): Uint8Array<ArrayBuffer> | undefined {
    const parts = this.pieces.get(name);
    if (!parts) return undefined;
    const whole = new Uint8Array(this.lengthOf(name));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.pieces.set(name, [whole]);
    return whole;
  }
  set(name: string, bytes: Uint8Array): void {
    this.pieces.set(name, [bytes]);
  }
  delete(name: string): void {
    this.pieces.delete(name);
  }
  lengthOf(name: string): number {
    return (this.pieces.get(name) ?? []).reduce((sum, part) => sum + part.length, 0);
  }
  append(name: string, bytes: Uint8Array): void {
    this.pieces.set(name, [...(this.pieces.get(name) ?? []), bytes.slice()]);
  }
}

/** The journal in memory, which can fail at any call. */
export function memoryJournal(): MemoryJournal {
  const files = new MemoryFiles();
  const journal: MemoryJournal = {
    files,
    failNext: null,
    unwritable: false,
    appends: 0,
    times: new Map(),
    list: async () =>
      fault('list') ??
      ok(
        [...files.keys()].map((name) => ({
          name,
          bytes: files.lengthOf(name),
          modifiedAt: journal.times.get(name) ?? 1,
        })),
      ),
    append: async (name, offset, bytes) => {
      const failed = journal.unwritable ? fail('storage.unavailable') : fault('append');
      if (failed) return failed;
      if (!isJournalFileName(name) || bytes.length > MAX_CHUNK_BYTES || files.lengthOf(name) !== offset)
        return fail('bridge.payload_invalid');
      files.append(name, bytes);
      journal.appends++;
      return ok();
    },
    read: async (name, offset, length) => {
      const file = files.get(name);
      return fault('read') ?? (file ? ok(file.slice(offset, offset + length)) : fail('storage.unavailable'));
    },
    remove: async (name) => {
      files.delete(name);
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
