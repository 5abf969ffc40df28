import type { AuditArchiveRow, AuditEntryRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext, MetaValues } from '../context';
import { refuse } from '../define';
import { readArchive, writeArchive, type ArchiveContent } from './archive-file';
import { hashArchives } from './archive-record';
import { GENESIS_HASH } from './chain';

/** The entries older than a moment, as the file they are to be moved into. Nothing is changed by making it. */
export async function makeArchive(
  ctx: CoreContext,
  before: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; content: ArchiveContent }> {
  const sign = ctx.vault.auditSigner() ?? refuse('access.locked');
  const entries = await olderEntries(ctx, before);
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) refuse('audit.nothing_to_archive');
  const rows = await ctx.db.table('auditRows').where('seq').between(first.seq, last.seq, true, true).toArray();
  const meta = ctx.db.table('meta');
  const install = (await meta.get('install'))?.value as MetaValues['install'] | undefined;
  const company = (await meta.get('company'))?.value as MetaValues['company'] | undefined;
  const content: ArchiveContent = {
    head: {
      format: 'merchant-desk-audit-archive',
      version: 1,
      installId: install?.installId ?? '',
      company: company?.name ?? '',
      fromSeq: first.seq,
      toSeq: last.seq,
      fromAt: first.at,
      toAt: last.at,
      prevHash: first.prevHash,
      head: last.hash,
      madeAt: ctx.now(),
      madeBy: ctx.session.actor?.name ?? '',
      appVersion: ctx.appVersion,
    },
    entries,
    rows,
  };
  return { bytes: await writeArchive(content, ctx.audit, sign), content };
}

/** What leaves the database once its file was read back and found to hold it. */
export interface PreparedArchive {
  record: AuditArchiveRow;
  content: ArchiveContent;
  /** Over all archives, the new one among them. */
  hash: string;
}

/**
 * Takes the file as it was read back from where it was saved: only what it demonstrably holds, entry for entry as stored,
 * is moved. @throws Refusal `audit.archive_unreadable`, `audit.archive_differs`
 */
export async function prepareArchive(
  ctx: CoreContext,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<PreparedArchive> {
  const { content, fault } = await readArchive(bytes, ctx.audit, ctx.vault.auditSigner());
  if (!content || fault === 'damaged') return refuse('audit.archive_unreadable');
  if (fault !== '' || !(await isStored(ctx, content))) refuse('audit.archive_differs');
  const { fromSeq, toSeq, fromAt, toAt, prevHash, head } = content.head;
  const { actor } = ctx.session;
  const record: AuditArchiveRow = {
    id: ctx.newId(),
    fromSeq,
    toSeq,
    fromAt,
    toAt,
    prevHash,
    head,
    fileName,
    fileSha256: await hashBytes(bytes),
    bytes: bytes.byteLength,
    at: ctx.now(),
    by: actor?.adminId ?? '',
    byName: actor?.name ?? '',
  };
  const archives = await ctx.db.table('auditArchives').toArray();
  return { record, content, hash: hashArchives([...archives, record], (text) => ctx.audit.sha256(text)) };
}

/** In the transaction: the record takes the place of the entries, and an entry says so. */
export async function moveToArchive(uow: UnitOfWork, { record, content, hash }: PreparedArchive): Promise<void> {
  await uow.table('auditArchives').add(record);
  uow.archiveAudit(record.fromSeq, record.toSeq);
  uow.recordBulk({
    targetType: 'auditArchive',
    targetId: record.id,
    targetLabel: record.fileName,
    counts: { rows: content.entries.length },
    rowsHash: hash,
    diff: [
      { field: 'archive', before: '', after: `${record.fromSeq}–${record.toSeq}` },
      { field: 'fileSha256', before: '', after: record.fileSha256 },
    ],
  });
}

/** Lower-case hex. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** From the first on without a gap, up to the first that is not older: entries leave only at the beginning. */
async function olderEntries(ctx: CoreContext, before: number): Promise<AuditEntryRow[]> {
  const all = await ctx.db.table('audit').orderBy('seq').toArray();
  const end = all.findIndex((entry) => entry.at >= before);
  return end < 0 ? all : all.slice(0, end);
}

async function isStored(ctx: CoreContext, { head, entries }: ArchiveContent): Promise<boolean> {
  const table = ctx.db.table('audit');
  const last = await ctx.db.table('auditArchives').orderBy('fromSeq').last();
  if (head.fromSeq !== (last?.toSeq ?? 0) + 1 || head.prevHash !== (last?.head ?? GENESIS_HASH)) return false;
  const stored = await table.where('seq').between(head.fromSeq, head.toSeq, true, true).toArray();
  // The last entry stays: the next one links to it, and a log must never be empty.
  if (head.toSeq >= ctx.audit.head.seq) return false;
  return stored.length === entries.length && stored.every((row, i) => row.hash === entries[i]!.hash);
}
