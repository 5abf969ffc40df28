import { expose } from 'comlink';
import { isJournalFileName, type JournalBridge, type JournalFile } from '@shared/contracts/journal';
import { fail, ok, type Result } from '@shared/kernel/result';

const FOLDER = 'journal';

interface Growing {
  name: string;
  file: FileSystemSyncAccessHandle;
}

let growing: Growing | null = null;
let queue: Promise<unknown> = Promise.resolve();
let folder: FileSystemDirectoryHandle | undefined;

/** The journal in web mode: private files of the origin. Only a worker may write them in place and ask for the disk. */
const journal: JournalBridge = {
  list: () =>
    inTurn(async (folder) => {
      const files: JournalFile[] = [];
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind !== 'file' || !isJournalFileName(name)) continue;
        const { size, lastModified } = await handle.getFile();
        files.push({ name, bytes: growing?.name === name ? growing.file.getSize() : size, modifiedAt: lastModified });
      }
      return ok(files);
    }),
  append: (name, offset, bytes) =>
    inTurn(async (folder) => {
      const target = offset === 0 ? await begin(folder, name) : growing;
      if (target?.name !== name || target.file.getSize() !== offset) return fail('bridge.payload_invalid');
      if (target.file.write(bytes, { at: offset }) !== bytes.byteLength) return fail('storage.full');
      target.file.flush();
      return ok();
    }),
  read: (name, offset, length) =>
    inTurn(async (folder) => {
      if (growing?.name === name) {
        const buffer = new Uint8Array(length);
        return ok(buffer.slice(0, growing.file.read(buffer, { at: offset })));
      }
      const file = await (await folder.getFileHandle(name)).getFile();
      return ok(new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()));
    }),
  remove: (name) =>
    inTurn(async (folder) => {
      if (growing?.name === name) letGo();
      await folder.removeEntry(name);
      return ok();
    }),
};

expose(journal);

function inTurn<T>(step: (folder: FileSystemDirectoryHandle) => Promise<Result<T>>): Promise<Result<T>> {
  const turn = queue.then(async () => {
    try {
      folder ??= await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
      return await step(folder);
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      return fail(isFull ? 'storage.full' : 'storage.unavailable');
    }
  });
  queue = turn;
  return turn;
}

async function begin(folder: FileSystemDirectoryHandle, name: string): Promise<Growing> {
  letGo();
  const handle = await folder.getFileHandle(name, { create: true });
  growing = { name, file: await handle.createSyncAccessHandle() };
  return growing;
}

function letGo(): void {
  growing?.file.close();
  growing = null;
}
