import { isOrdinary, type BackupKind, type BackupRecord } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import { newestDataFirst, verifiedThere } from '@shared/rules/backup-order';
import { backupsToRemove } from '@shared/rules/retention';
import type { CoreContext, MetaValues } from '../context';
import { describeError } from '../describe-error';
import { Refusal } from '../define';
import { orRefuse } from './backup-error';
import { DailyCheck } from './check-data';
import { makeBackup, type BackupRequest } from './make';
import { drill } from './restore/drill';
import type { Staged } from './restore/stage';
import { SecondCopies } from './second';

const QUARTER_MS = 15 * 60_000;
const DRILL_EVERY_MS = 30 * 24 * 3_600_000;
const RETRY_MS = 5 * 60_000;
/** While nobody can work. */
const RETRY_SOON_MS = 55_000;
const DAY_MS = 24 * 3_600_000;
/** The journal reaches back to the last but one. */
const KEEP_NEWEST = 3;
/** Of what a backup is not worth making: what it writes itself, and who looked when. */
const NO_CHANGE = new Set(['audit', 'session', 'rightsUse']);

/** What the running core knows of backups: whether one is due, how the last ones went, what lies ready to be restored. */
export class BackupDesk {
  /** One at a time; its database is closed and deleted when another takes its place. */
  staged: Staged | null = null;
  /** Backups by the clock that failed, one after the other. */
  failures = 0;
  /** Told when backups begin to fail, and when one comes out right again. */
  onChange: () => void = () => undefined;
  readonly second = new SecondCopies();
  private changes = 0;
  private savedChanges = 0;
  /** Epoch ms of the last one; null until the folder was looked at. */
  private lastAt: number | null = null;
  private savedHere = false;
  /** The last drill by the clock did not come out right. */
  drillFailed = false;
  private drillTriedAt = 0;
  readonly daily = new DailyCheck();
  /** Epoch ms of the last try that failed. */
  private failedAt = 0;

  /** Something was stored. */
  noteChange(tables: readonly string[]): void {
    this.daily.noteChange();
    if (tables.some((table) => !NO_CHANGE.has(table))) this.changes++;
  }

  get dirty(): boolean {
    return this.changes !== this.savedChanges;
  }

  /** While no command runs. Old ones go only after the new one was verified. */
  async make(ctx: CoreContext, request: BackupRequest, call?: CallOptions): Promise<BackupRecord> {
    const changes = this.changes;
    const record = await makeBackup(ctx, request, call);
    // For the clock it is as if it were not there: it may be carried away, and the program does not keep its password.
    if (!isOrdinary(record)) return record;
    this.savedChanges = changes;
    this.savedHere = true;
    this.lastAt = record.createdAt;
    const failed = this.failures > 0;
    this.failures = 0;
    if (failed) this.onChange();
    await this.prune(ctx);
    this.second.noteDue();
    void this.second.look(ctx);
    return record;
  }

  /**
   * Before something that changes much. That this backup fails is said and keeps nobody from working, except before a
   * restore, which could not be taken back without it.
   */
  async before(ctx: CoreContext, kind: BackupKind): Promise<void> {
    if (this.savedHere && !this.dirty && kind !== 'restore') return;
    try {
      await this.make(ctx, { kind, note: '' });
    } catch (error) {
      if (kind === 'restore') throw error;
      this.noteFailure(ctx, error);
    }
  }

  /** Whether the clock asks for one: every quarter of an hour when something changed, and once a day. */
  async isDue(ctx: CoreContext): Promise<boolean> {
    if (this.lastAt === null) {
      const there = verifiedThere(orRefuse(await ctx.host.backups.list()));
      this.lastAt = newestDataFirst(there)[0]?.createdAt ?? 0;
    }
    // Since then nothing that is stored is anywhere else: at once, though not once a minute where the one or the other cannot be written.
    const { state, failures } = ctx.journal;
    const triedAt = Math.max(this.failedAt, failures > 1 ? this.lastAt : 0);
    const pause = this.isUnsaved(ctx) ? RETRY_SOON_MS : RETRY_MS;
    if (state === 'gap' && Math.abs(ctx.now() - triedAt) > pause) return true;
    // A clock that was set back must not put the next one off for a year.
    const age = Math.abs(ctx.now() - this.lastAt);
    return age > DAY_MS || (this.dirty && age > QUARTER_MS);
  }

  /**
   * What is stored now would be in the database alone: the journal has a gap, and the backup that was to close it failed. Then
   * nothing more is acknowledged (trust.md section 2) until one of the two can be written.
   */
  isUnsaved(ctx: Pick<CoreContext, 'journal'>): boolean {
    return ctx.journal.state === 'gap' && this.failures > 0;
  }

  /** At the end of work. That it fails keeps nobody: the journal has everything. */
  async leaving(ctx: CoreContext): Promise<void> {
    if (this.dirty) await this.scheduled(ctx, 'exit');
  }

  /** When the program starts: what the newest backup does not hold is due, though it was stored by another start. */
  async begin(ctx: CoreContext): Promise<void> {
    const newest = newestDataFirst(verifiedThere(orRefuse(await ctx.host.backups.list())))[0];
    this.lastAt = newest?.createdAt ?? 0;
    const place = await ctx.db.journalPlace();
    if (place?.epoch !== newest?.journal?.epoch || place?.seq !== newest?.journal?.seq) this.changes++;
  }

  /** The newest backup of ours that was not drilled for a month, when there are keys to open it with; null when none is due. */
  async drillDue(ctx: CoreContext): Promise<BackupRecord | null> {
    if (!ctx.vault.isOpen || ctx.disk.state === 'full' || Math.abs(ctx.now() - this.drillTriedAt) < DAY_MS) return null;
    const folder = orRefuse(await ctx.host.backups.list());
    if (folder.records.some(({ drilledAt }) => Math.abs(ctx.now() - drilledAt) < DRILL_EVERY_MS)) return null;
    const install = (await ctx.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
    const own = verifiedThere(folder).filter(({ installId }) => installId === install?.installId);
    return newestDataFirst(own)[0] ?? null;
  }

  /** Restores it for nothing, beside the work that goes on. That it fails is remembered and shown. */
  async drillByClock(ctx: CoreContext, record: BackupRecord): Promise<void> {
    this.drillTriedAt = ctx.now();
    try {
      await drill(ctx, record, {});
      orRefuse(await ctx.host.backups.note({ ...record, verifiedAt: ctx.now(), drilledAt: ctx.now() }));
      this.drillFailed = false;
    } catch (error) {
      this.drillFailed = true;
      ctx.host.log('error', 'backup.drill_failed', describeError(error));
    }
  }

  /** By the clock: answers with nothing, remembers what went wrong. */
  async scheduled(ctx: CoreContext, kind: BackupKind = 'scheduled'): Promise<void> {
    const key = await ctx.db.table('meta').get('backupKey');
    // Nobody has signed in since this program can make backups: the key comes with the first who does.
    if (!key && !ctx.vault.isOpen) return;
    try {
      await this.make(ctx, { kind, note: '' });
    } catch (error) {
      this.noteFailure(ctx, error);
    }
  }

  /** One was deleted: where the journal goes on from none of those left, another is due at once. */
  async removed(ctx: CoreContext): Promise<void> {
    const folder = await ctx.host.backups.list();
    const there = folder.ok ? verifiedThere(folder.value) : [];
    await ctx.journal.requireOneOf(there.flatMap(({ journal }) => journal ?? []));
  }

  private noteFailure(ctx: CoreContext, error: unknown): void {
    this.failures++;
    this.failedAt = ctx.now();
    const code = error instanceof Refusal ? error.error.code : 'internal.unexpected';
    ctx.host.log('error', 'backup.failed', { code, ...describeError(error) });
    this.onChange();
  }

  private async prune(ctx: CoreContext): Promise<void> {
    try {
      const { records, files } = orRefuse(await ctx.host.backups.list());
      const there = new Set(files.map((file) => file.name));
      // What somebody made for a purpose of its own is theirs to remove.
      const known = records.filter((record) => there.has(record.name) && isOrdinary(record));
      // What the journal goes on from stays, whatever the clock said when it was made.
      const needed = new Set(newestDataFirst(known.filter((record) => record.verifiedAt > 0)).slice(0, KEEP_NEWEST));
      const gone = backupsToRemove(
        known.map((record) => ({
          ...record,
          verified: record.verifiedAt > 0,
          pinned: record.pinned || needed.has(record),
        })),
      );
      for (const name of gone) orRefuse(await ctx.host.backups.remove(name));
    } catch (error) {
      ctx.host.log('warn', 'backup.not_pruned', describeError(error));
    }
  }
}
