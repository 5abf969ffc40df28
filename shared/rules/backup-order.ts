import { isOrdinary, type BackupFolder, type BackupRecord } from '../contracts/backups';

/**
 * Verified backups that stand for the data and whose file is still there as it was verified: people clear folders, and sticks are
 * unplugged.
 */
export function verifiedThere({ files, records }: Pick<BackupFolder, 'files' | 'records'>): BackupRecord[] {
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return records.filter(
    (record) => record.verifiedAt > 0 && isOrdinary(record) && sizes.get(record.name) === record.bytes,
  );
}

/**
 * Newest data first. Backups of one course of the data stand in the order of the writes they hold and not of the clock, which
 * may have been set back (trust.md X1); courses, and backups from before there was a journal, by their latest time.
 */
export function newestDataFirst(backups: readonly BackupRecord[]): BackupRecord[] {
  const latest = new Map<string, number>();
  for (const { journal, createdAt } of backups) {
    if (journal) latest.set(journal.epoch, Math.max(latest.get(journal.epoch) ?? 0, createdAt));
  }
  const timeOf = (backup: BackupRecord): number =>
    backup.journal ? latest.get(backup.journal.epoch)! : backup.createdAt;
  return [...backups].sort(
    (a, b) =>
      timeOf(b) - timeOf(a) ||
      compareText(b.journal?.epoch, a.journal?.epoch) ||
      (b.journal?.seq ?? 0) - (a.journal?.seq ?? 0) ||
      b.createdAt - a.createdAt,
  );
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
