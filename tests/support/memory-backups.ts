import type { BackupBridge, BackupRecord } from '@shared/contracts/backups';
import { fail, ok } from '@shared/kernel/result';

export interface MemoryBackups extends BackupBridge {
  /** Complete files by name. */
  readonly files: Map<string, Uint8Array>;
  readonly records: Map<string, BackupRecord>;
  free: number | null;
  /** Makes the next call of this method fail. */
  failNext: keyof BackupBridge | null;
}

/** A backup folder in memory, which can fail at any call. */
export function memoryBackups(): MemoryBackups {
  const parts = new Map<string, { name: string; bytes: Uint8Array }>();
  let tokens = 0;
  const folder: MemoryBackups = {
    files: new Map(),
    records: new Map(),
    free: null,
    failNext: null,
    list: async () =>
      fault('list') ??
      ok({
        displayName: 'backups',
        kind: 'default',
        lost: false,
        freeBytes: folder.free,
        files: [...folder.files].map(([name, { length }]) => ({ name, bytes: length, modifiedAt: 0 })),
        records: [...folder.records.values()],
      }),
    begin: async (name) => {
      const token = `part-${++tokens}`;
      parts.set(token, { name, bytes: new Uint8Array(0) });
      return fault('begin') ?? ok({ token });
    },
    write: async (token, _seq, bytes) => {
      const part = parts.get(token)!;
      const grown = new Uint8Array(part.bytes.length + bytes.length);
      grown.set(part.bytes);
      grown.set(bytes, part.bytes.length);
      part.bytes = grown;
      return fault('write') ?? ok();
    },
    finish: async (token) => fault('finish') ?? ok({ bytes: parts.get(token)!.bytes.length }),
    readBack: async (token, offset, length) =>
      fault('readBack') ?? ok(parts.get(token)!.bytes.slice(offset, offset + length)),
    publish: async (token, record) => {
      const failed = fault('publish');
      if (failed) return failed;
      folder.files.set(record.name, parts.get(token)!.bytes);
      folder.records.set(record.name, structuredClone(record));
      parts.delete(token);
      return ok();
    },
    abort: async (token) => {
      parts.delete(token);
      return ok();
    },
    read: async (name, offset, length) => {
      const file = folder.files.get(name);
      return fault('read') ?? (file ? ok(file.slice(offset, offset + length)) : fail('backup.unreadable'));
    },
    note: async (record) => {
      folder.records.set(record.name, structuredClone(record));
      return fault('note') ?? ok();
    },
    remove: async (name) => {
      folder.files.delete(name);
      folder.records.delete(name);
      return fault('remove') ?? ok();
    },
    chooseFolder: async () => fault('chooseFolder') ?? ok({ displayName: 'chosen' }),
  };

  function fault(method: keyof BackupBridge) {
    if (folder.failNext !== method) return null;
    folder.failNext = null;
    return fail('backup.folder_unusable');
  }
  return folder;
}
