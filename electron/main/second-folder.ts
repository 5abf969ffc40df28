import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { BackupRecord, SecondPlace } from '@shared/contracts/backups';
import { isUsableFolder, type BackupStore } from './backup-folder';
import { readJson, renamePatiently, syncFolder, writeJson } from './state-file';

const BLOCK_BYTES = 4 * 1024 * 1024;

const stateSchema = z.object({
  folder: z.string(),
  chosenAt: z.int().min(0),
  lastCopyAt: z.int().min(0),
  failures: z.int().min(0),
});
type State = z.infer<typeof stateSchema>;

/** A folder beside the first, on a stick or another computer: what is copied there, and how that went. */
export interface SecondFolder {
  find(): Promise<SecondPlace | null>;
  choose(folder: string): Promise<void>;
  forget(): Promise<void>;
  /** Copies, syncs, reads the copy back from the disk and compares it, and only then gives it its name. */
  copy(from: BackupStore, record: BackupRecord): Promise<{ bytes: number; sha256: string }>;
  remove(name: string): Promise<void>;
}

/**
 * @param path file in which the choice and the last outcome are kept
 * @param dataFolder where the data is: a second place on the same drive goes with it
 */
export function createSecondFolder(
  path: string,
  dataFolder: string,
  storeAt: (folder: string) => BackupStore,
): SecondFolder {
  const read = (): Promise<State | null> => readJson(path, stateSchema);

  /** What happened is kept beside the choice, unless another was made meanwhile. */
  async function note(folder: string, outcome: Partial<State>): Promise<void> {
    const state = await read();
    if (state?.folder === folder) await writeJson(path, { ...state, ...outcome });
  }

  return {
    async find() {
      const state = await read();
      if (!state) return null;
      const { folder, chosenAt, lastCopyAt, failures } = state;
      const told = { displayName: basename(folder) || folder, chosenAt, lastCopyAt, failures };
      const listed = (await isUsableFolder(folder))
        ? await storeAt(folder)
            .list()
            .catch(() => null)
        : null;
      if (!listed) return { ...told, present: false, sameDrive: null, freeBytes: null, files: [], records: [] };
      return { ...told, present: true, sameDrive: await isSameDrive(dataFolder, folder), ...listed };
    },
    async choose(folder) {
      await storeAt(folder).list();
      await writeJson(path, { folder, chosenAt: Date.now(), lastCopyAt: 0, failures: 0 });
    },
    forget: () => rm(path, { force: true }),
    async copy(from, record) {
      const state = await read();
      if (!state) throw new Error('no second place');
      const { folder, failures } = state;
      try {
        // A stick that is not there must not become a folder of that name on the disk.
        if (!(await isUsableFolder(folder))) throw new Error('the second place is not there');
        const store = storeAt(folder);
        await store.sweep(Date.now());
        const copied = await copyCompared(join(from.path, record.name), folder, record.name);
        await store.remember(record);
        await note(folder, { lastCopyAt: Date.now(), failures: 0 });
        return copied;
      } catch (error) {
        await note(folder, { failures: failures + 1 }).catch(() => undefined);
        throw error;
      }
    },
    async remove(name) {
      const state = await read();
      if (state && (await isUsableFolder(state.folder))) await storeAt(state.folder).remove(name);
    },
  };
}

async function copyCompared(source: string, folder: string, name: string): Promise<{ bytes: number; sha256: string }> {
  const part = join(folder, `.${name}.part-${randomBytes(4).toString('hex')}`);
  try {
    const written = await copyBytes(source, part);
    const readBack = await hashOf(part);
    if (written.sha256 !== readBack.sha256) throw new Error('the copy is not what was copied');
    await renamePatiently(part, join(folder, name));
    await syncFolder(folder);
    return readBack;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function copyBytes(source: string, part: string): Promise<{ bytes: number; sha256: string }> {
  const from = await open(source, 'r');
  try {
    const to = await open(part, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      const bytes = await eachBlock(from, async (block, at) => {
        hash.update(block);
        for (let done = 0; done < block.length;)
          done += (await to.write(block, done, block.length - done, at + done)).bytesWritten;
      });
      await to.sync();
      return { bytes, sha256: hash.digest('hex') };
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function hashOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const bytes = await eachBlock(file, (block) => void hash.update(block));
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** Returns how many bytes there were. */
async function eachBlock(
  file: FileHandle,
  take: (block: Uint8Array, at: number) => Promise<void> | void,
): Promise<number> {
  const buffer = new Uint8Array(BLOCK_BYTES);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, BLOCK_BYTES, at);
    if (bytesRead === 0) return at;
    await take(buffer.subarray(0, bytesRead), at);
    at += bytesRead;
  }
}

/** The same volume; null where the system does not tell. Two volumes of one disk are not found out. */
async function isSameDrive(a: string, b: string): Promise<boolean | null> {
  try {
    await mkdir(a, { recursive: true });
    const [one, other] = [await stat(a), await stat(b)];
    return one.dev === other.dev;
  } catch {
    return null;
  }
}
