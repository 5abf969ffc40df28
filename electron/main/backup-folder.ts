import { access, lstat, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupFolder, BackupRecord } from '@shared/contracts/backups';
import { isBackupFileName } from '@shared/contracts/backups';
import { backupRecordSchema } from './ipc/backup-contract';
import { readJson, writeJson } from './state-file';

const INDEX_NAME = 'backups.json';
/** What a crash left half written. */
const LEFTOVER_MS = 3_600_000;

const indexSchema = z.object({ version: z.literal(1), records: z.array(z.unknown()) });

/** One folder of backups and what is remembered of them in the file beside them. */
export interface BackupStore {
  readonly path: string;
  list(): Promise<Pick<BackupFolder, 'files' | 'records' | 'freeBytes'>>;
  remember(record: BackupRecord): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes what crashes left behind. */
  sweep(now: number): Promise<void>;
}

export function openBackupStore(path: string): BackupStore {
  let queue: Promise<unknown> = Promise.resolve();

  /** What of the index can be used: one bad entry must not hide the others. */
  async function readIndex(): Promise<BackupRecord[]> {
    const index = await readJson(join(path, INDEX_NAME), indexSchema);
    return (index?.records ?? []).flatMap((entry) => {
      const record = backupRecordSchema.safeParse(entry);
      return record.success ? [record.data] : [];
    });
  }

  /** One after the other: two writers would each lose the other's entry. */
  function change(edit: (records: BackupRecord[]) => BackupRecord[]): Promise<void> {
    const turn = queue.then(async () => {
      const records = edit(await readIndex());
      await writeJson(join(path, INDEX_NAME), { version: 1, records });
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    path,
    async list() {
      await mkdir(path, { recursive: true });
      const names = (await readdir(path)).filter(isBackupFileName);
      const files = await Promise.all(
        names.map(async (name) => {
          const facts = await lstat(join(path, name)).catch(() => null);
          return facts?.isFile() ? [{ name, bytes: facts.size, modifiedAt: Math.floor(facts.mtimeMs) }] : [];
        }),
      );
      return { files: files.flat(), records: await readIndex(), freeBytes: await freeBytes(path) };
    },
    remember: (record) => change((records) => [...records.filter((r) => r.name !== record.name), record]),
    async remove(name) {
      await rm(join(path, name), { force: true });
      await change((records) => records.filter((r) => r.name !== name));
    },
    async sweep(now) {
      const names = (await readdir(path)).filter((name) => /^\..*\.part-[0-9a-f]+$/.test(name));
      for (const name of names) {
        const { mtimeMs } = await stat(join(path, name));
        if (now - mtimeMs > LEFTOVER_MS) await rm(join(path, name), { force: true });
      }
    },
  };
}

export async function isUsableFolder(path: string): Promise<boolean> {
  return access(path).then(
    async () => (await stat(path)).isDirectory(),
    () => false,
  );
}

async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
