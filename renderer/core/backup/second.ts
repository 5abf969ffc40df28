import type { BackupOverview } from '@shared/contracts/backups';
import { newestDataFirst, verifiedThere } from '@shared/rules/backup-order';
import { backupsToRemove } from '@shared/rules/retention';
import type { CoreContext } from '../context';
import { describeError } from '../describe-error';
import { orRefuse } from './backup-error';

const RETRY_MS = 5 * 60_000;

/** Brings the newest verified backup to the second place. Beside the work that goes on: nothing waits for it, nothing fails with it. */
export class SecondCopies {
  private due = true;
  private busy = false;
  private triedAt = 0;

  get isIdle(): boolean {
    return !this.busy;
  }

  /** There is something new, or another place for it. */
  noteDue(): void {
    this.due = true;
    this.triedAt = 0;
  }

  async look(ctx: CoreContext): Promise<void> {
    if (!this.due || this.busy || Math.abs(ctx.now() - this.triedAt) < RETRY_MS) return;
    this.busy = true;
    this.triedAt = ctx.now();
    this.due = false;
    try {
      if (!(await bring(ctx))) this.due = true;
    } catch (error) {
      this.due = true;
      ctx.host.log('warn', 'backup.not_copied', describeError(error));
    } finally {
      this.busy = false;
    }
  }
}

/** @returns false where there is nowhere to bring it, or nothing yet */
async function bring({ host }: CoreContext): Promise<boolean> {
  const asked = await host.backups.second();
  if (!asked.ok || !asked.value) return false;
  const newest = newestDataFirst(verifiedThere(orRefuse(await host.backups.list())))[0];
  if (!newest) return false;
  const { files, records } = asked.value;
  const isThere = files.some(({ name, bytes }) => name === newest.name && bytes === newest.bytes);
  if (isThere) return true;
  orRefuse(await host.backups.copySecond(newest));
  const there = new Set([newest.name, ...files.map(({ name }) => name)]);
  const known = [newest, ...records.filter(({ name }) => there.has(name))];
  const gone = backupsToRemove(known.map((record) => ({ ...record, verified: record.verifiedAt > 0 })));
  for (const name of gone) orRefuse(await host.backups.removeSecond(name));
  return true;
}

/** How it stands with the second place, for who looks. */
export async function secondView({ host }: CoreContext): Promise<BackupOverview['second']> {
  const asked = await host.backups.second();
  const nothing = {
    displayName: '',
    sameDrive: null,
    freeBytes: null,
    chosenAt: 0,
    lastCopyAt: 0,
    failures: 0,
    count: 0,
  };
  if (!asked.ok) return { ...nothing, state: asked.error.code === 'bridge.not_available' ? 'unsupported' : 'none' };
  if (!asked.value) return { ...nothing, state: 'none' };
  const { displayName, sameDrive, freeBytes, chosenAt, lastCopyAt, failures, present, files } = asked.value;
  const told = { displayName, sameDrive, freeBytes, chosenAt, lastCopyAt, failures };
  return { ...told, state: present ? 'present' : 'absent', count: files.length };
}
