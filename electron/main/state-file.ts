import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';

/** Virus scanners and indexers hold new files for a moment on Windows. */
const HELD_BY_OTHERS = new Set(['EPERM', 'EACCES', 'EBUSY']);
const RENAME_LIMIT_MS = 10_000;

/** What the file holds, or null where it is absent, cut short or not of that shape. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Old content or new content, never a mixture, even if the power goes. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = join(dirname(path), `.${basename(path)}.part-${randomBytes(4).toString('hex')}`);
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(value));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatiently(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

export async function renamePatiently(from: string, to: string): Promise<void> {
  const giveUpAt = Date.now() + RENAME_LIMIT_MS;
  for (let pause = 10; ; pause = Math.min(pause + 10, 100)) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (process.platform !== 'win32' || !HELD_BY_OTHERS.has(code) || Date.now() > giveUpAt) throw error;
      await wait(pause);
    }
  }
}

/** A rename lasts once its folder is on disk. Windows cannot open folders and does not need it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
