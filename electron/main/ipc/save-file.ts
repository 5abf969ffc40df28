import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '@shared/kernel/result';
import { renamePatiently, syncFolder } from '../state-file';

export interface SaveFile {
  readonly path: string;
  write(seq: number, bytes: Uint8Array): Promise<Result<void>>;
  /** Number of bytes written. Only now does the chosen name hold anything new. */
  commit(): Promise<Result<number>>;
  abort(): Promise<void>;
}

/** Collects chunks in a file beside the target; the target keeps its old content until all of them are on disk. */
export function createSaveFile(path: string): SaveFile {
  const part = join(dirname(path), `.${basename(path)}.part-${randomBytes(4).toString('hex')}`);
  let handle: FileHandle | null = null;
  let nextSeq = 0;
  let written = 0;
  let queue: Promise<unknown> = Promise.resolve();

  async function abort(): Promise<void> {
    const opened = handle;
    handle = null;
    await opened?.close().catch(() => undefined);
    if (opened) await rm(part, { force: true }).catch(() => undefined);
  }

  async function attempt<T>(step: () => Promise<T>): Promise<Result<T>> {
    try {
      return { ok: true, value: await step() };
    } catch (error) {
      await abort();
      return toWriteFailure(error);
    }
  }

  async function append(bytes: Uint8Array): Promise<void> {
    handle ??= await open(part, 'wx', 0o600);
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, written);
      done += bytesWritten;
      written += bytesWritten;
    }
  }

  async function finish(): Promise<number> {
    handle ??= await open(part, 'wx', 0o600);
    await handle.chmod(0o644).catch(() => undefined);
    await handle.sync();
    await handle.close();
    await renamePatiently(part, path);
    handle = null;
    await syncFolder(dirname(path));
    return written;
  }

  /** Calls may overlap; the file sees them one by one. */
  function inTurn<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
    const turn = queue.then(step);
    queue = turn;
    return turn;
  }

  return {
    path,
    write: (seq, bytes) =>
      inTurn(async () => {
        if (seq !== nextSeq) return fail('bridge.payload_invalid', { params: { expected: nextSeq } });
        nextSeq++;
        const appended = await attempt(() => append(bytes));
        return appended.ok ? ok() : appended;
      }),
    commit: () => inTurn(() => attempt(finish)),
    abort: async () => {
      await inTurn(async () => {
        await abort();
        return ok();
      });
    },
  };
}

function toWriteFailure(error: unknown): { ok: false; error: { code: 'storage.full' | 'file.write_failed' } } {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return { ok: false, error: { code: full ? 'storage.full' : 'file.write_failed' } };
}
