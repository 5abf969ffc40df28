import { access } from 'node:fs/promises';
import { z } from 'zod';
import { fail, ok, type Result } from '@shared/kernel/result';
import { readJson, writeJson } from './state-file';

export interface TwinFile<T> {
  /** null where it was never written. Fails where something was written and neither copy can be read any more. */
  read(): Promise<Result<T | null>>;
  write(value: T): Promise<Result<void>>;
}

/** One value in two atomic files in two folders: what it guards against is exactly a file going bad. */
export function createTwinFile<T>(path: string, copyPath: string, schema: z.ZodType<T>): TwinFile<T> {
  const stored = z.object({ revision: z.int().min(0), value: schema });
  let queue: Promise<unknown> = Promise.resolve();

  async function readNewest(): Promise<z.infer<typeof stored> | null> {
    const [first, second] = await Promise.all([readJson(path, stored), readJson(copyPath, stored)]);
    if (!first || !second) return first ?? second;
    return second.revision > first.revision ? second : first;
  }

  async function writeBoth(value: T): Promise<Result<void>> {
    const revision = ((await readNewest())?.revision ?? 0) + 1;
    try {
      await writeJson(path, { revision, value });
      await writeJson(copyPath, { revision, value });
      return ok();
    } catch (error) {
      return fail(isFull(error) ? 'storage.full' : 'storage.unavailable');
    }
  }

  return {
    async read() {
      await queue;
      const newest = await readNewest();
      if (newest) return ok<T | null>(newest.value);
      return (await exists(path)) || (await exists(copyPath)) ? fail('storage.data_damaged') : ok<T | null>(null);
    },
    write(value) {
      const written = queue.then(() => writeBoth(value));
      queue = written;
      return written;
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
