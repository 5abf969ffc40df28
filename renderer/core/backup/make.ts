import {
  backupFileName,
  isOrdinary,
  type BackupKind,
  type BackupRecord,
  type BackupSeal,
} from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import { SCHEMA_VERSION } from '@renderer/data/db';
import { readTable } from '@renderer/data/table-pages';
import { TABLE_NAMES } from '@renderer/data/tables';
import { ok, type Result } from '@shared/kernel/result';
import type { CoreContext, CoreHost, MetaValues } from '../context';
import { refuse } from '../define';
import { readPlace } from '../place';
import { toBase64 } from '../vault/base64';
import { BackupError, orRefuse } from './backup-error';
import type { BackupHeader, Recipient } from './file/header';
import { adminRecipients, backupPublicKey, createFileKey, sealToInstall, sealToPassword } from './file/keys';
import { CHUNK_PLAIN_BYTES } from './file/layout';
import { readBackup, readHeader } from './file/read';
import { writeBackup, type TableSource, type WrittenBackup } from './file/write';
import { buffered } from './source';

export interface BackupRequest {
  kind: BackupKind;
  note: string;
  /** Left out: to the installation and its super admins. */
  seal?: BackupSeal | undefined;
}

/** Left free beside the new file: a full disk can cost the database itself (trust.md fact 2). */
const SPARE_BYTES = 300 * 1024 * 1024;

/**
 * Writes all that is stored to a file outside the database, reads it back from the disk, proves every byte of it, and only
 * then gives it its name. To be called while no command can run: that, and not a transaction, makes it one moment of the
 * data. (A read transaction of that length would keep writers waiting all the same, and could await nothing but IndexedDB.)
 *
 * @throws Refusal `storage.full`, `backup.folder_unusable`, `backup.key_missing` before the first sign-in of an installation
 */
export async function makeBackup(
  ctx: CoreContext,
  request: BackupRequest,
  call: CallOptions = {},
): Promise<BackupRecord> {
  const fileKey = request.seal?.kind === 'none' ? null : createFileKey();
  const header = await makeHeader(ctx, request, fileKey);
  await requireRoom(ctx.host);
  const record = await writeVerified(ctx, header, fileKey, (name) => readTable(ctx.db, name), call);
  // What only a password of its own opens is no reason to let go of the journal.
  if (header.journal && isOrdinary(record)) await ctx.journal.coveredBy(header.journal);
  return record;
}

/** Writes, reads back, proves, and only then gives the file its name. */
export async function writeVerified(
  { host, now }: Pick<CoreContext, 'host' | 'now'>,
  header: BackupHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  rowsOf: TableSource,
  call: CallOptions = {},
): Promise<BackupRecord> {
  const begun = header.createdAt;
  const name = backupFileName(begun, header.kind, header.backupId);
  const { token } = orRefuse(await host.backups.begin(name));
  try {
    const written = await write(host, token, header, fileKey, rowsOf, call);
    const { bytes } = orRefuse(await host.backups.finish(token));
    const source = buffered(bytes, (offset, length) => host.backups.readBack(token, offset, length));
    const read = await readBackup(source, await readHeader(source), fileKey, null);
    if (bytes !== written.bytes || read.sha256 !== written.sha256) throw new BackupError('backup.damaged');
    const verifiedAt = now();
    const record: BackupRecord = {
      ...recordOf(header, name, bytes),
      sha256: read.sha256,
      durationMs: Math.max(0, verifiedAt - begun),
      verifiedAt,
    };
    orRefuse(await host.backups.publish(token, record));
    return record;
  } catch (error) {
    await host.backups.abort(token).catch(() => undefined);
    throw error;
  }
}

/** What a file says of itself. */
export function recordOf(header: BackupHeader, name: string, bytes: number): BackupRecord {
  return {
    name,
    backupId: header.backupId,
    kind: header.kind,
    createdAt: header.createdAt,
    bytes,
    sha256: '',
    tables: Object.fromEntries(header.tables.map((table) => [table.name, table.rows])),
    merchants: header.merchants,
    appVersion: header.appVersion,
    schemaVersion: header.schemaVersion,
    installId: header.installId,
    companyName: header.companyName,
    by: header.by,
    note: header.note,
    encrypted: header.cipher !== 'none',
    ...(header.recipients.some(({ type }) => type === 'password') && { ownPassword: true }),
    durationMs: 0,
    verifiedAt: 0,
    drilledAt: 0,
    pinned: false,
    ...(header.journal && { journal: header.journal }),
  };
}

async function makeHeader(
  ctx: CoreContext,
  { kind, note, seal }: BackupRequest,
  fileKey: Uint8Array<ArrayBuffer> | null,
): Promise<BackupHeader> {
  const { db } = ctx;
  const install = (await db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
  if (!install) refuse('setup.needed');
  const publicKey = await installKey(ctx);
  const place = await db.journalPlace();
  const counts = await db.counts();
  const head = ctx.audit.head;
  return {
    app: 'merchant-desk',
    appVersion: ctx.appVersion,
    schemaVersion: SCHEMA_VERSION,
    createdAt: ctx.now(),
    backupId: ctx.newId(),
    installId: install.installId,
    companyName: (await readPlace(db.table('meta'))).companyName,
    kind,
    by: ctx.session.actor?.name ?? '',
    note,
    merchants: ctx.merchants.size,
    tables: TABLE_NAMES.map((name) => ({ name, rows: counts[name] })),
    chunkBytes: CHUNK_PLAIN_BYTES,
    compression: 'gzip',
    hashing: 'pieces',
    cipher: fileKey ? 'A256GCM' : 'none',
    noncePrefix: toBase64(crypto.getRandomValues(new Uint8Array(7))),
    recipients: fileKey ? await recipientsOf(ctx, fileKey, publicKey, seal) : [],
    auditAnchor: { seq: head.seq, hash: head.hash },
    ...(place && { journal: place }),
  };
}

/** The installation always: what it made it can prove and drill. A password of the file's own takes the place of all others. */
async function recipientsOf(
  { db, vault }: CoreContext,
  fileKey: Uint8Array<ArrayBuffer>,
  publicKey: string,
  seal: BackupSeal = { kind: 'keys' },
): Promise<Recipient[]> {
  const others =
    seal.kind === 'password'
      ? [await sealToPassword(fileKey, seal.password, vault.kdfCost)]
      : await adminRecipients(await db.table('admins').toArray());
  return [await sealToInstall(fileKey, publicKey), ...others];
}

/** Stored at the first backup that is made with the keys at hand; from then on nobody need be signed in. */
async function installKey(ctx: CoreContext): Promise<string> {
  const stored = (await ctx.db.table('meta').get('backupKey'))?.value as MetaValues['backupKey'] | undefined;
  if (!ctx.vault.isOpen) return stored?.publicKey ?? refuse('backup.key_missing');
  const publicKey = await backupPublicKey(ctx.vault.ring);
  if (stored?.publicKey !== publicKey) {
    const value: MetaValues['backupKey'] = { publicKey };
    await ctx.db.write(['meta'], async () => void (await ctx.db.table('meta').put({ key: 'backupKey', value })));
  }
  return publicKey;
}

export async function requireRoom(host: CoreHost): Promise<void> {
  const { freeBytes, records } = orRefuse(await host.backups.list());
  const last = Math.max(0, ...records.map((record) => record.bytes));
  if (freeBytes !== null && freeBytes < last * 2 + SPARE_BYTES) refuse('backup.no_room');
}

async function write(
  host: CoreHost,
  token: string,
  header: BackupHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  rowsOf: TableSource,
  call: CallOptions,
): Promise<WrittenBackup> {
  const total = header.tables.reduce((sum, table) => sum + table.rows, 0);
  let done = 0;
  const pieces = writeBackup(header, fileKey, async function* (name) {
    for await (const rows of rowsOf(name)) {
      yield rows;
      done += rows.length;
      call.onProgress?.(done, total);
    }
  });
  // The disk takes one piece while the next is packed.
  let writing: Promise<Result<void>> = Promise.resolve(ok());
  try {
    for (let seq = 0; ; seq++) {
      if (call.isCancelled?.()) refuse('operation.cancelled');
      const { done: isDone, value } = await pieces.next();
      orRefuse(await writing);
      if (isDone) return value;
      writing = host.backups.write(token, seq, value);
      writing.catch(() => undefined);
    }
  } finally {
    await writing.catch(() => undefined);
  }
}
