import { type BackupBridge, type BackupRecord, isBackupFileName } from '@shared/contracts/backups';
import { fail, ok, type Result } from '@shared/kernel/result';
import { backupPlace, type Place } from './backup-place';

const INDEX_NAME = 'backups.json';

interface Part {
  name: string;
  place: Place;
  handle: FileSystemFileHandle;
  stream: FileSystemWritableFileStream | null;
  nextSeq: number;
}

/** `move` renames in place; browsers have it for files of the origin's own. */
type Movable = FileSystemFileHandle & { move?: (name: string) => Promise<void> };

/**
 * Backups in web mode: in a folder the person granted once, else among the origin's private files. The browser writes
 * beside the file and swaps on close; when the disk has it is the browser's affair.
 */
export function createBrowserBackups(): BackupBridge {
  const parts = new Map<string, Part>();
  const places = backupPlace();
  let changing: Promise<unknown> = Promise.resolve();

  async function withPart<T>(token: string, step: (part: Part) => Promise<Result<T>>): Promise<Result<T>> {
    const part = parts.get(token);
    if (!part) return fail('bridge.token_invalid');
    try {
      return await step(part);
    } catch (error) {
      await drop(token);
      return toFailure(error);
    }
  }

  async function drop(token: string): Promise<void> {
    const part = parts.get(token);
    parts.delete(token);
    await part?.stream?.abort().catch(() => undefined);
    await part?.place.folder.removeEntry(part.handle.name).catch(() => undefined);
  }

  function changeIndex(folder: FileSystemDirectoryHandle, edit: (records: BackupRecord[]) => BackupRecord[]) {
    const turn = changing.then(async () => {
      const handle = await folder.getFileHandle(INDEX_NAME, { create: true });
      const records = edit(await readIndex(folder));
      const stream = await handle.createWritable();
      await stream.write(JSON.stringify({ version: 1, records }));
      await stream.close();
    });
    changing = turn.catch(() => undefined);
    return turn;
  }

  return {
    async list() {
      try {
        const { folder, kind, lost } = await places.find();
        const files = [];
        for await (const [name, handle] of folder.entries()) {
          if (handle.kind !== 'file' || !isBackupFileName(name)) continue;
          const { size, lastModified } = await handle.getFile();
          files.push({ name, bytes: size, modifiedAt: lastModified });
        }
        const displayName = kind === 'chosen' ? folder.name : '';
        return ok({
          displayName,
          kind,
          lost,
          freeBytes: await freeBytes(kind),
          files,
          records: await readIndex(folder),
        });
      } catch {
        return fail('backup.folder_unusable');
      }
    },
    async begin(name) {
      try {
        const place = await places.find();
        await sweep(place.folder, new Set([...parts.values()].map((part) => part.handle.name)));
        const handle = await place.folder.getFileHandle(`${name}.part`, { create: true });
        const token = crypto.randomUUID().replaceAll('-', '');
        parts.set(token, { name, place, handle, stream: await handle.createWritable(), nextSeq: 0 });
        return ok({ token });
      } catch (error) {
        return toFailure(error);
      }
    },
    write: (token, seq, bytes) =>
      withPart(token, async (part) => {
        if (seq !== part.nextSeq || !part.stream) return fail('bridge.payload_invalid');
        part.nextSeq++;
        await part.stream.write(new Uint8Array(bytes));
        return ok();
      }),
    finish: (token) =>
      withPart(token, async (part) => {
        await part.stream?.close();
        part.stream = null;
        return ok({ bytes: (await part.handle.getFile()).size });
      }),
    readBack: (token, offset, length) =>
      withPart(token, async (part) => ok(await slice(await part.handle.getFile(), offset, length))),
    publish: (token, record) =>
      withPart(token, async (part) => {
        if (record.name !== part.name) return fail('bridge.payload_invalid');
        await rename(part);
        parts.delete(token);
        await changeIndex(part.place.folder, (records) => [...records.filter((r) => r.name !== record.name), record]);
        return ok();
      }),
    async abort(token) {
      if (!parts.has(token)) return fail('bridge.token_invalid');
      await drop(token);
      return ok();
    },
    async read(name, offset, length) {
      if (!isBackupFileName(name)) return fail('bridge.payload_invalid');
      try {
        const { folder } = await places.find();
        return ok(await slice(await (await folder.getFileHandle(name)).getFile(), offset, length));
      } catch {
        return fail('backup.unreadable');
      }
    },
    note: (record) =>
      onFolder((folder) =>
        changeIndex(folder, (records) => [...records.filter((r) => r.name !== record.name), record]),
      ),
    remove: (name) =>
      onFolder(async (folder) => {
        if (!isBackupFileName(name)) return;
        await folder.removeEntry(name);
        await changeIndex(folder, (records) => records.filter((r) => r.name !== name));
      }),
    chooseFolder: () => places.choose(),
    // A page is granted one folder, and must be asked for it again after each start: no place for copies nobody looks after.
    second: async () => fail('bridge.not_available'),
    chooseSecond: async () => fail('bridge.not_available'),
    forgetSecond: async () => fail('bridge.not_available'),
    copySecond: async () => fail('bridge.not_available'),
    removeSecond: async () => fail('bridge.not_available'),
  };

  async function onFolder(step: (folder: FileSystemDirectoryHandle) => Promise<void>): Promise<Result<void>> {
    try {
      await step((await places.find()).folder);
      return ok();
    } catch (error) {
      return toFailure(error);
    }
  }
}

/** Where the browser cannot rename, the verified bytes are copied and the copy is compared by size. */
async function rename({ handle, name, place }: Part): Promise<void> {
  const { move } = handle as Movable;
  if (move) {
    try {
      return await move.call(handle, name);
    } catch {
      // Granted folders may refuse what private files allow.
    }
  }
  const source = await handle.getFile();
  const target = await place.folder.getFileHandle(name, { create: true });
  await source.stream().pipeTo(await target.createWritable());
  if ((await target.getFile()).size !== source.size) throw new Error('the copy is not whole');
  await place.folder.removeEntry(handle.name);
}

async function readIndex(folder: FileSystemDirectoryHandle): Promise<BackupRecord[]> {
  try {
    const text = await (await (await folder.getFileHandle(INDEX_NAME)).getFile()).text();
    const { records } = JSON.parse(text) as { records?: unknown };
    return Array.isArray(records) ? records.filter(isRecord) : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is BackupRecord {
  const record = value as Partial<BackupRecord> | null;
  return (
    typeof record?.name === 'string' &&
    isBackupFileName(record.name) &&
    typeof record.createdAt === 'number' &&
    typeof record.bytes === 'number' &&
    typeof record.verifiedAt === 'number' &&
    typeof record.tables === 'object'
  );
}

/** What a closed tab left half written. */
async function sweep(folder: FileSystemDirectoryHandle, inUse: ReadonlySet<string>): Promise<void> {
  for await (const name of folder.keys()) {
    if (name.endsWith('.mbak.part') && !inUse.has(name)) await folder.removeEntry(name).catch(() => undefined);
  }
}

async function slice(file: File, offset: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
}

/** Of a granted folder no page is told. */
async function freeBytes(kind: 'default' | 'chosen'): Promise<number | null> {
  if (kind === 'chosen') return null;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
}

function toFailure(error: unknown): { ok: false; error: ReturnType<typeof fail>['error'] } {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return fail(isFull ? 'storage.full' : 'backup.folder_unusable');
}
