import {
  isOrdinary,
  RESTORE_GROUPS,
  type BackupInfo,
  type BackupRef,
  type BackupSecret,
  type RestoreGroup,
  type RestoreReport,
} from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import { MerchantHeads } from '@renderer/data/merchant-heads';
import { TABLE_GROUP } from '@renderer/data/table-groups';
import { TABLE_NAMES, type AdminRow } from '@renderer/data/tables';
import type { CoreContext, MetaValues } from '../../context';
import { refuse } from '../../define';
import { lastSeq, listSegments, newestHeader } from '../../journal/read';
import { replayJournal } from '../../journal/replay';
import { credentialIn, openCredential } from '../../vault/credential';
import { toLoginKey } from '../../vault/prove';
import { parseRecoveryCode } from '../../vault/recovery-code';
import { BackupError } from '../backup-error';
import type { BackupHeader, SealedHeader } from '../file/header';
import { openFileKey, type BackupProof, type OpenedKey } from '../file/keys';
import { readHeader } from '../file/read';
import { recordOf } from '../make';
import { openSource } from '../source';
import { compareMerchants, compareTables } from './compare';
import { checkIntegrity } from './integrity';
import { drop, loadBackup, requireDisk } from './load';
import { keepTheRest } from './part';
import { requireClosed } from './references';

const NO_DIFFERENCE = { now: 0, backup: 0, added: 0, missing: 0, changed: 0 };

/** A backup that lies ready in a database of its own, proved and compared. */
export interface Staged {
  id: string;
  db: Database;
  header: BackupHeader;
  /** What is restored; null for everything. */
  groups: RestoreGroup[] | null;
  /** The super admin whose secret opened it and signs in to it; null where the administrators stay as they are. */
  admin: Pick<AdminRow, 'id' | 'name' | 'roleIds'> | null;
  report: RestoreReport;
}

/**
 * Opens, proves and loads a backup beside the present data, and says what putting it in place would change. The secret is
 * that of a super admin who can sign in to the restored data: nobody is locked out of it (trust.md 2.5).
 *
 * @param groups what is to be restored, the rest staying as it is; null for everything
 * @throws BackupError, `backup.part_foreign` and `backup.part_incomplete` for groups that cannot be restored alone; Refusal `session.throttled` like a sign-in
 */
export async function stageBackup(
  ctx: CoreContext,
  ref: BackupRef,
  secret: BackupSecret,
  call: CallOptions,
  { withJournal = false, groups = null }: { withJournal?: boolean; groups?: RestoreGroup[] | null } = {},
): Promise<RestoreReport> {
  await discardStaged(ctx);
  const source = await openSource(ctx.host, ref);
  const opened = await readHeader(source);
  const { header } = opened;
  if (groups && !(await isOwn(ctx, header))) throw new BackupError('backup.part_foreign');
  const later = withJournal && header.journal ? await newestHeader(ctx.host.journal, header.journal.epoch) : null;
  const key = await openBySecret(ctx, header, later?.installId === header.installId ? later : null, secret);
  const id = ctx.newId();
  const { db } = await loadBackup(ctx, source, opened, key.fileKey, id, call);
  try {
    const journal = withJournal && key.ring ? await replayJournal(ctx, db, header, key.ring, call) : null;
    const { auditAnchor } = header;
    let merchants: MerchantHeads | null = null;
    const onMerchants = (store: MerchantHeads): void => void (merchants = store);
    const findings = await checkIntegrity(db, auditAnchor.seq > 0 ? auditAnchor : null, ctx.now(), { onMerchants });
    if (findings.length > 0) throw new BackupError('backup.not_intact', { table: findings[0]!.table });
    const admin = groups?.includes('admins') === false ? null : await requireUsable(ctx, db, key.adminId, secret);
    if (admin) await ctx.session.throttle(ctx.host).clear(secret.kind, toLoginKey(secret.loginName));
    const current = ctx.db.isOpen ? ctx.db : null;
    merchants ??= await MerchantHeads.of(db);
    if (groups) await requireClosed(groups, ctx, { db, merchants });
    const tellMerchants = !groups || groups.includes('merchants');
    const difference = tellMerchants ? compareMerchants(current && ctx.merchants, merchants) : NO_DIFFERENCE;
    // Let go of before the tables are gone through.
    merchants = null;
    const report: RestoreReport = {
      stagingId: id,
      info: await infoOf(ctx, header, source.size),
      groups,
      tables: await compareTables(current, db, groups),
      merchants: difference,
      newestNow: current ? await newestEntry(current) : 0,
      newestBackup: await newestEntry(db),
      nothingNow: current === null,
      journal,
    };
    ctx.backup.staged = { id, db, header, groups, admin, report };
    return report;
  } catch (error) {
    await drop(db);
    throw error;
  }
}

/**
 * Before the switch, while no command runs: what was not asked for becomes in the staged database as it is now, and the whole
 * is looked at again, for people went on working since it was compared.
 *
 * @throws Refusal `storage.disk_full`; then nothing lies ready any more, and nothing has changed
 */
export async function completeStaged(ctx: CoreContext, staged: Staged, groups: RestoreGroup[]): Promise<void> {
  await requireClosed(groups, ctx, { db: staged.db, merchants: await MerchantHeads.of(staged.db) });
  try {
    await requireDisk(ctx);
    await keepTheRest(ctx.db, staged.db, groups, undefined, () => requireDisk(ctx));
  } catch (error) {
    // What was copied by halves is nothing to put in place.
    await discardStaged(ctx);
    throw error;
  }
  const findings = await checkIntegrity(staged.db, null, ctx.now());
  if (findings.length === 0) return;
  await discardStaged(ctx);
  throw new BackupError('backup.not_intact', { table: findings[0]!.table });
}

export async function discardStaged(ctx: CoreContext): Promise<void> {
  const { staged } = ctx.backup;
  ctx.backup.staged = null;
  if (staged) await drop(staged.db);
}

/** @throws BackupError `backup.staging_gone` */
export function requireStaged(ctx: CoreContext, id: string): Staged {
  const { staged } = ctx.backup;
  if (staged?.id !== id) throw new BackupError('backup.staging_gone');
  return staged;
}

export async function infoOf(ctx: CoreContext, header: BackupHeader, bytes: number): Promise<BackupInfo> {
  const {
    kind,
    createdAt,
    backupId,
    merchants,
    tables,
    appVersion,
    schemaVersion,
    installId,
    companyName,
    by,
    note,
    ...rest
  } = recordOf(header, '', bytes);
  const own = await isOwn(ctx, header);
  return {
    kind,
    createdAt,
    backupId,
    merchants,
    tables,
    appVersion,
    schemaVersion,
    installId,
    companyName,
    by,
    note,
    bytes,
    encrypted: rest.encrypted,
    ...(rest.ownPassword && { ownPassword: true }),
    durationMs: 0,
    isOwn: own,
    journalUntil: await journalUntil(ctx, header),
    parts: own && ctx.db.isOpen ? partsOf(header) : [],
  };
}

async function isOwn(ctx: CoreContext, { installId }: BackupHeader): Promise<boolean> {
  const install = ctx.db.isOpen
    ? ((await ctx.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined)
    : await ctx.host.readSentinel().catch(() => null);
  return install?.installId === installId;
}

function partsOf({ tables, merchants }: BackupHeader): BackupInfo['parts'] {
  const rowsOf = (group: RestoreGroup): number =>
    tables
      .filter(({ name }) => TABLE_NAMES.some((known) => known === name && TABLE_GROUP[known] === group))
      .reduce((sum, { rows }) => sum + rows, 0);
  return RESTORE_GROUPS.map((group) => ({ group, rows: group === 'merchants' ? merchants : rowsOf(group) }));
}

/** Waits and counts as a sign-in does: a backup must not be the place where passwords can be guessed faster. */
async function openBySecret(
  ctx: CoreContext,
  header: BackupHeader,
  later: SealedHeader | null,
  secret: BackupSecret,
): Promise<OpenedKey> {
  const proof = { ...secret, secret: spelled(secret) };
  const throttle = ctx.session.throttle(ctx.host);
  const name = toLoginKey(secret.loginName);
  const free = { failed: 0, heldUntil: 0 };
  const wait = await throttle.waitFor(secret.kind, name, free, ctx.now());
  if (wait > 0) refuse('session.throttled', { params: { seconds: Math.ceil(wait / 1000) } });
  await throttle.countTry(secret.kind, name, free, ctx.now());
  if (!isOrdinary(recordOf(header, '', 0))) return openSpecial(header, later, proof);
  const key = (later && (await openByLater(header, later, proof))) ?? (await openFileKey(header, proof));
  await throttle.clear(secret.kind, name);
  return key;
}

/**
 * A file that opens by a password of its own, or by none. Whose the other secret is shows in the restored data only; the journal,
 * if it shall be repeated, opens by it now.
 */
async function openSpecial(header: BackupHeader, later: SealedHeader | null, proof: BackupSecret): Promise<OpenedKey> {
  const { fileKey } = await openFileKey(header, { kind: 'backupPassword', secret: proof.filePassword ?? '' }).catch(
    (error: unknown) => {
      const isWrong = error instanceof BackupError && error.code === 'backup.wrong_secret';
      throw isWrong ? new BackupError('backup.wrong_file_password') : error;
    },
  );
  const ring = later && (await openFileKey(later, proof)).ring;
  return { fileKey, ring, adminId: '' };
}

/** By a secret that was changed after the backup was made. */
async function openByLater(header: BackupHeader, later: SealedHeader, proof: BackupProof): Promise<OpenedKey | null> {
  try {
    const { ring, adminId } = await openFileKey(later, proof);
    if (!ring) return null;
    return { ...(await openFileKey(header, { kind: 'ring', ring })), adminId };
  } catch (error) {
    if (error instanceof BackupError) return null;
    throw error;
  }
}

async function journalUntil({ host }: CoreContext, { journal }: BackupHeader): Promise<number> {
  if (!journal) return 0;
  const files = await listSegments(host.journal, journal.epoch).catch(() => []);
  const last = files.at(-1);
  const reached = await lastSeq(host.journal, journal.epoch).catch(() => null);
  return last && (reached ?? 0) > journal.seq ? last.modifiedAt : 0;
}

/** A recovery code in its one spelling; '' for what cannot be one, which opens nothing. */
function spelled({ kind, secret }: BackupSecret): string {
  return kind === 'recovery' ? (parseRecoveryCode(secret) ?? '') : secret;
}

async function requireUsable(
  ctx: CoreContext,
  db: Database,
  adminId: string,
  secret: BackupSecret,
): Promise<Staged['admin']> {
  const admins = db.table('admins');
  const row = await (adminId ? admins.get(adminId) : admins.get({ loginKey: toLoginKey(secret.loginName) }));
  const credential = row ? credentialIn(row, secret.kind) : null;
  const able = row?.state === 'active' && row.level === 'SUPER' && credential;
  const opens = able && (await openCredential(secret.kind, row.id, spelled(secret), credential, ctx.vault.kdfCost));
  if (!row || !opens) throw new BackupError('backup.no_usable_super');
  return { id: row.id, name: row.name, roleIds: row.roleIds };
}

async function newestEntry(db: Database): Promise<number> {
  return (await db.table('audit').orderBy('seq').last())?.at ?? 0;
}
