import type { Database } from '@renderer/data/db';
import type { AuditArchiveRow } from '@renderer/data/tables';
import { GENESIS_HASH, type AuditChain } from './chain';

export const ARCHIVE_ACTION = 'audit.archive';

/** What the entry of an archiving carries as `rowsHash`: all archives there are, so that none can be invented or dropped. */
export function hashArchives(archives: readonly AuditArchiveRow[], sha256: (text: string) => string): string {
  const lines = [...archives]
    .sort((a, b) => a.fromSeq - b.fromSeq)
    .map((a) => JSON.stringify([a.fromSeq, a.toSeq, a.prevHash, a.head, a.fileSha256, a.fromAt, a.toAt, a.at, a.by]));
  return sha256(lines.join('\n'));
}

/**
 * Archives must follow from one another without a gap, and be those that the newest entry about archiving names. Returns
 * the number of the first archived entry nothing vouches for, or 0.
 */
export async function findArchiveFault(
  db: Database,
  chain: AuditChain,
  archives: readonly AuditArchiveRow[],
): Promise<number> {
  let [seq, hash] = [0, GENESIS_HASH];
  for (const archive of archives) {
    if (archive.fromSeq !== seq + 1 || archive.prevHash !== hash) return seq + 1;
    seq = archive.toSeq;
    hash = archive.head;
  }
  const named = await db.table('audit').where('action').equals(ARCHIVE_ACTION).toArray();
  const newest = named.filter((entry) => entry.result === 'ok').at(-1);
  const hashNow = archives.length > 0 ? hashArchives(archives, (text) => chain.sha256(text)) : '';
  return (newest?.rowsHash ?? '') === hashNow ? 0 : 1;
}
