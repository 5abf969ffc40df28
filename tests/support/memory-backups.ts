import type { BackupBridge, BackupRecord, SecondPlace } from '@shared/contracts/backups';
import { fail, ok } from '@shared/kernel/result';

export interface MemoryBackups extends BackupBridge {
  /** Complete files by name. */
  readonly files: Map<string, Uint8Array>;
  readonly records: Map<string, BackupRecord>;
  free: number | null;
  secondPlace: SecondPlace | null;
  /** Makes the next call of this method fail. */
  failNext: keyof BackupBridge | null;
}

const NO_COPIES = {
  displayName: 'stick',
  present: true,
  sameDrive: false,
  freeBytes: null,
  chosenAt: 0,
  lastCopyAt: 0,
  failures: 0,
};

/** A backup folder in memory, which can fail at any call. */
export function memoryBackups(): MemoryBackups {
  const parts = new Map<string, { name: string; bytes: Uint8Array }>();
  let tokens = 0;
  const folder: MemoryBackups = {
    files: new Map(),
    records: new Map(),
    free: null,
    secondPlace: null,
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
    second: async () => fault('second') ?? ok(folder.secondPlace && structuredClone(folder.secondPlace)),
    chooseSecond: async () => {
      folder.secondPlace = { ...NO_COPIES, files: [], records: [] };
      return fault('chooseSecond') ?? ok({ displayName: 'stick' });
    },
    forgetSecond: async () => {
      folder.secondPlace = null;
      return fault('forgetSecond') ?? ok();
    },
    copySecond: async (record) => {
      const failed = fault('copySecond');
      const { secondPlace } = folder;
      if (failed || !secondPlace?.present) {
        if (secondPlace) secondPlace.failures++;
        return failed ?? fail('backup.folder_unusable');
      }
      const bytes = folder.files.get(record.name)!.length;
      secondPlace.files.push({ name: record.name, bytes, modifiedAt: 0 });
      secondPlace.records.push(structuredClone(record));
      Object.assign(secondPlace, { lastCopyAt: record.createdAt, failures: 0 });
      return ok({ bytes, sha256: '' });
    },
    removeSecond: async (name) => {
      const { secondPlace } = folder;
      if (secondPlace) secondPlace.files = secondPlace.files.filter((file) => file.name !== name);
      return fault('removeSecond') ?? ok();
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
