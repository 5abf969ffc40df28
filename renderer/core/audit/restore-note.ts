import type { AuditVerdict } from '@shared/contracts/audit';
import type { CoreContext, MetaValues } from '../context';

/**
 * A log that is whole but came from a backup says so: what was done between that backup and the restore is not in it. A log
 * with a fault keeps its verdict, and tells of the restore besides.
 */
export async function withRestore(ctx: CoreContext, found: AuditVerdict): Promise<AuditVerdict> {
  const row = await ctx.db.table('meta').get('restored');
  const marker = row?.value as MetaValues['restored'] | undefined;
  if (!marker) return found;
  const entries = await ctx.db.table('audit').where('action').equals('system.restored').toArray();
  const entry = entries.filter((one) => one.at === marker.at).at(-1);
  // Archived meanwhile: long ago, and what has been anchored since stands for itself.
  if (!entry) return found;
  // What the log ended with when the backup was made; a restore that was undone has none of its own.
  const last = await ctx.db.table('audit').get(entry.seq - 1);
  const restored = {
    at: entry.at,
    seq: entry.seq,
    backupAt: marker.backupAt ?? last?.at ?? 0,
    isUndo: marker.backupId === '',
  };
  return { ...found, verdict: found.verdict === 'ok' ? 'restored' : found.verdict, restored };
}
