import type { BackupFolder, BackupRecord } from '@shared/contracts/backups';
import { newestDataFirst } from '@shared/rules/backup-order';
import type { CoreContext } from '../context';
import { orRefuse } from './backup-error';
import { readHeader } from './file/read';
import { recordOf } from './make';
import { openSource } from './source';

/** Files nothing is remembered of: more are not opened for a list. */
const MOST_UNKNOWN = 30;

/** Backups that are there, newest first; where the index beside them knows nothing, the file's own header speaks. */
export async function listBackups(ctx: CoreContext): Promise<{ folder: BackupFolder; backups: BackupRecord[] }> {
  const folder = orRefuse(await ctx.host.backups.list());
  const known = new Map(folder.records.map((record) => [record.name, record]));
  const backups: BackupRecord[] = [];
  let unknown = 0;
  for (const { name, bytes } of [...folder.files].sort((a, b) => b.modifiedAt - a.modifiedAt)) {
    const record = known.get(name) ?? (unknown++ < MOST_UNKNOWN ? await readRecord(ctx, name) : null);
    // A file that was changed since is another file.
    if (record) backups.push(record.bytes === bytes ? record : { ...record, bytes, verifiedAt: 0, drilledAt: 0 });
  }
  return { folder, backups: newestDataFirst(backups) };
}

async function readRecord(ctx: CoreContext, name: string): Promise<BackupRecord | null> {
  try {
    const source = await openSource(ctx.host, { kind: 'folder', name });
    return recordOf((await readHeader(source)).header, name, source.size);
  } catch {
    // Somebody else's file, or a damaged one: restoring it by hand says which.
    return null;
  }
}
