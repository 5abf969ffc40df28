import type { SystemAction } from '@shared/access/audit-logs';
import type { Actor } from '@shared/access/can';
import type { RestoreGroup } from '@shared/contracts/backups';
import type { Sentinel } from '@shared/contracts/bridge';
import { findActive, setActive, type ActiveDatabase } from '@renderer/data/active-database';
import { Database, SCHEMA_VERSION } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';
import { JOURNAL_KEY, newEpoch } from '@renderer/data/write-journal';
import type { LeftBranch } from '../../audit/branches';
import { AuditChain } from '../../audit/chain';
import type { CoreContext, MetaValues } from '../../context';
import { actorOf } from '../../session';
import { BackupError } from '../backup-error';
import { keepTheEntries } from './part';
import type { Staged } from './stage';

/** How long a restore can be taken back. */
export const UNDO_MS = 7 * 24 * 3_600_000;

/**
 * The staged database becomes the data. Its audit log says so before it does, and notes which anchors it puts an end to; the
 * switch itself is one row (data/active-database.ts). Killed at any point, the next start finds the old or the new data.
 */
export async function activateStaged(ctx: CoreContext, staged: Staged, reason: string): Promise<void> {
  const actor = ctx.session.actor ?? (staged.admin && actorOf(staged.admin));
  const { backupId, companyName, createdAt } = staged.header;
  if (staged.groups) await keepTheEntries(ctx.db, staged.db, staged.groups);
  await welcome(ctx, staged.db, {
    groups: staged.groups,
    label: companyName,
    actor,
    reason,
    backupId,
    backupAt: createdAt,
    left: (afterSeq) => ({ afterSeq, fromAt: 0, untilAt: ctx.now() }),
  });
  const anchor = await anchorOf(ctx, staged.db);
  staged.db.close();
  ctx.backup.staged = null;
  const previous = ctx.db.isOpen ? { name: ctx.db.name, until: ctx.now() + UNDO_MS } : null;
  await setActive(ctx.db.engine, ctx.databaseName, { name: staged.db.name, previous });
  await remember(ctx, anchor);
}

/** What a restore can be taken back to, or null. */
export async function findUndo(ctx: CoreContext): Promise<ActiveDatabase['previous']> {
  const { previous } = await findActive(ctx.db.engine, ctx.databaseName);
  return previous && previous.until > ctx.now() ? previous : null;
}

export async function undoRestore(ctx: CoreContext, reason: string): Promise<void> {
  const previous = await findUndo(ctx);
  if (!previous) throw new BackupError('backup.nothing_to_undo');
  const db = new Database(ctx.db.engine, previous.name);
  await db.open();
  let anchor: Sentinel;
  try {
    const whole = (await ctx.db.table('meta').get('restored'))?.value as MetaValues['restored'] | undefined;
    const part = (await ctx.db.table('meta').get('restoredPart'))?.value as MetaValues['restoredPart'] | undefined;
    await welcome(ctx, db, {
      label: '',
      actor: ctx.session.actor,
      reason,
      backupId: '',
      groups: null,
      // What was anchored since the restore is the restored data's.
      left: () => ({ afterSeq: 0, fromAt: Math.max(whole?.at ?? 0, part?.at ?? 0), untilAt: ctx.now() }),
    });
    anchor = await anchorOf(ctx, db);
  } finally {
    db.close();
  }
  const until = ctx.now() + UNDO_MS;
  await setActive(ctx.db.engine, ctx.databaseName, { name: previous.name, previous: { name: ctx.db.name, until } });
  await remember(ctx, anchor);
}

/** What shall be remembered outside of the data to come. */
async function anchorOf(ctx: CoreContext, db: Database): Promise<Sentinel> {
  const install = (await db.table('meta').get('install'))?.value as MetaValues['install'];
  const { seq, hash } = (await AuditChain.load(db)).head;
  const counts = await db.counts();
  return {
    ...install,
    lastOpenOk: ctx.now(),
    schemaVersion: SCHEMA_VERSION,
    counts,
    auditSeq: seq,
    auditHead: hash,
  };
}

/** After the switch: should it fail, the marker that `welcome` left says why the old anchor no longer holds. */
async function remember(ctx: CoreContext, anchor: Sentinel): Promise<void> {
  await ctx.host.writeSentinel(anchor).catch(() => ctx.host.log('warn', 'sentinel.not_written', {}));
}

/** What of the data was restored, for the log; nothing for everything. */
export function groupsDiff(groups: readonly RestoreGroup[] | null): AuditEntryRow['diff'] {
  return groups ? [{ field: 'restoredGroups', before: '', after: JSON.stringify(groups) }] : [];
}

interface Entry {
  label: string;
  actor: Actor | null;
  reason: string;
  backupId: string;
  backupAt?: number;
  /** Of a restore in part: the log is the one that was there, and goes on. */
  groups: readonly RestoreGroup[] | null;
  /** Whose anchors end here; `afterSeq` counts from the head of the data to come. */
  left: (headSeq: number) => LeftBranch;
}

/** One transaction: the entry in the log of the data to come, and the anchors of the data it replaces. */
async function welcome(
  ctx: CoreContext,
  db: Database,
  { label, actor, reason, backupId, backupAt, groups, left }: Entry,
): Promise<void> {
  const remembered = await ctx.host.readSentinel().catch(() => null);
  const heads = [ctx.audit.head, ...(remembered ? [{ seq: remembered.auditSeq, hash: remembered.auditHead }] : [])];
  const before = (await db.table('meta').get('restored'))?.value as MetaValues['restored'] | undefined;
  const chain = await AuditChain.load(db);
  const restored: MetaValues['restored'] = {
    at: ctx.now(),
    backupId,
    ...(backupAt !== undefined && { backupAt }),
    replaced: heads,
    left: [...(before?.left ?? []), left(chain.head.seq)],
  };
  const action: SystemAction = 'system.restored';
  const [row] = chain.link(
    [
      {
        at: ctx.now(),
        tzOffset: -new Date(ctx.now()).getTimezoneOffset(),
        actorId: actor?.adminId ?? '',
        actorName: actor?.name ?? '',
        roleId: actor?.roleId ?? '',
        level: 'SUPER',
        sessionId: ctx.session.sessionId,
        requestId: ctx.newId(),
        action,
        targetType: 'backup',
        targetId: backupId,
        targetLabel: label,
        diff: groupsDiff(groups),
        counts: {},
        rowsHash: '',
        rows: 0,
        reason,
        result: 'ok',
        appVersion: ctx.appVersion,
      },
    ],
    // The keys at hand need not be those of the data to come.
    null,
  );
  await db.dexie.transaction('rw', ['meta', 'audit'], async () => {
    await db.table('audit').add(row!);
    await db
      .table('meta')
      .put(groups ? { key: 'restoredPart', value: { at: ctx.now() } } : { key: 'restored', value: restored });
    // From here on the data takes another course than any journal tells.
    await db.table('meta').put({ key: JOURNAL_KEY, value: { epoch: newEpoch(), seq: 0 } });
  });
}
