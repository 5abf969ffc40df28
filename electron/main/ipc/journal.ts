import { lstat, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isJournalFileName } from '@shared/contracts/journal';
import { fail, ok, type Result } from '@shared/kernel/result';
import { syncFolder } from '../state-file';
import { readAt } from './backup-file';
import type { BridgeHandlers } from './contract';

type Handlers = BridgeHandlers['journal'];

interface Growing {
  name: string;
  file: FileHandle;
  bytes: number;
}

/** The journal on disk: one folder beside the data, one file open for growing, synced before each answer. */
export function createJournalHandlers(folder: string): Handlers {
  let growing: Growing | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after the other: an append must find the end where the one before left it. */
  function inTurn<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
    const turn = queue.then(step).catch(toFailure);
    queue = turn;
    return turn;
  }

  async function letGo(): Promise<void> {
    const { file } = growing ?? {};
    growing = null;
    await file?.close().catch(() => undefined);
  }

  async function begin(name: string): Promise<Growing> {
    await letGo();
    await mkdir(folder, { recursive: true });
    growing = { name, file: await open(join(folder, name), 'wx', 0o600), bytes: 0 };
    await syncFolder(folder);
    return growing;
  }

  return {
    list: () =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true });
        const names = (await readdir(folder)).filter(isJournalFileName);
        const files = await Promise.all(
          names.map(async (name) => {
            const facts = await lstat(join(folder, name));
            return facts.isFile() ? [{ name, bytes: facts.size, modifiedAt: Math.floor(facts.mtimeMs) }] : [];
          }),
        );
        return ok(files.flat());
      }),
    append: (_caller, name, offset, bytes) =>
      inTurn(async () => {
        const target = offset === 0 ? await begin(name) : growing;
        // Only what this start of the program began can grow: elsewhere nobody knows what the end holds.
        if (target?.name !== name || target.bytes !== offset) return fail('bridge.payload_invalid');
        try {
          for (let done = 0; done < bytes.byteLength;) {
            const { bytesWritten } = await target.file.write(bytes, done, bytes.byteLength - done, offset + done);
            done += bytesWritten;
          }
          await target.file.datasync();
          // Somebody cleared the folder: what is written to a file without a name is nowhere.
          if ((await target.file.stat()).nlink === 0) throw Object.assign(new Error('removed'), { code: 'ENOENT' });
        } catch (error) {
          // What was not synced may be gone with the power: it must not look written.
          await target.file.truncate(offset).catch(() => undefined);
          await letGo();
          throw error;
        }
        target.bytes += bytes.byteLength;
        return ok();
      }),
    read: (_caller, name, offset, length) =>
      inTurn(async () => {
        const file = await open(join(folder, name), 'r');
        try {
          return ok(await readAt(file, offset, length));
        } finally {
          await file.close();
        }
      }),
    remove: (_caller, name) =>
      inTurn(async () => {
        if (growing?.name === name) await letGo();
        await rm(join(folder, name), { force: true });
        return ok();
      }),
  };
}

function toFailure(error: unknown): ReturnType<typeof fail> {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return fail(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage.full' : 'storage.unavailable');
}
