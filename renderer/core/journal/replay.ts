import type { JournalTail } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import type { BackupHeader } from '../backup/file/header';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import type { KeyRing } from '../vault/keyring';
import { readJournal } from './read';

/** Repeats in a database that a backup was loaded into what was stored after that backup. */
export async function replayJournal(
  { host }: Pick<CoreContext, 'host'>,
  db: Database,
  header: BackupHeader,
  ring: KeyRing,
  call: CallOptions,
): Promise<JournalTail> {
  const entries = readJournal(host.journal, header, ring);
  let count = 0;
  let until = 0;
  for (;;) {
    if (call.isCancelled?.()) refuse('operation.cancelled');
    const { done, value } = await entries.next();
    if (done) return { entries: count, until, complete: value && !(await hasMissing(host, db, header)) };
    await db.repeat(value.mutations);
    count++;
    until = value.at;
  }
}

/** More was stored than is here: the outside remembers a later entry of the audit log, written when no journal could be. */
async function hasMissing(
  host: CoreContext['host'],
  db: Database,
  { installId }: Pick<BackupHeader, 'installId'>,
): Promise<boolean> {
  const remembered = await host.readSentinel().catch(() => null);
  if (remembered?.installId !== installId) return false;
  const last = await db.table('audit').orderBy('seq').last();
  return remembered.auditSeq > (last?.seq ?? 0);
}
