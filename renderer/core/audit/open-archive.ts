import type { OpenedArchive } from '@shared/contracts/audit';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { hashBytes } from './archive';
import { readArchive, type ArchiveContent } from './archive-file';
import { toAuditRow } from './audit-row';

interface Opened {
  sha256: string;
  content: ArchiveContent;
  verdict: OpenedArchive['verdict'];
  brokenSeq: number;
}

/** The file opened last, by the core that opened it: turning a page must not inflate it anew. */
const opened = new WeakMap<CoreContext['audit'], Opened>();

/** @throws Refusal `audit.archive_unreadable`: no whole archive, or not the one opened last */
export async function openArchive(
  ctx: CoreContext,
  input: { bytes?: Uint8Array<ArrayBuffer>; sha256?: string; before?: number; limit: number },
): Promise<OpenedArchive> {
  const file = input.bytes ? await read(ctx, input.bytes) : opened.get(ctx.audit);
  if (!file || (!input.bytes && file.sha256 !== input.sha256)) refuse('audit.archive_unreadable');
  const { head, entries } = file.content;
  const older = input.before === undefined ? entries : entries.filter((entry) => entry.seq < input.before!);
  const page = older.slice(-input.limit).reverse();
  const { company, fromSeq, toSeq, fromAt, toAt, madeAt, madeBy } = head;
  return {
    verdict: file.verdict,
    brokenSeq: file.brokenSeq,
    sha256: file.sha256,
    company,
    fromSeq,
    toSeq,
    fromAt,
    toAt,
    madeAt,
    madeBy,
    rows: await Promise.all(page.map((entry) => toAuditRow(ctx, entry))),
    next: older.length > page.length ? page.at(-1)!.seq : null,
  };
}

async function read(ctx: CoreContext, bytes: Uint8Array<ArrayBuffer>): Promise<Opened> {
  const { content, fault, brokenSeq } = await readArchive(bytes, ctx.audit, ctx.vault.auditSigner());
  if (!content || fault === 'damaged') return refuse('audit.archive_unreadable');
  const sha256 = await hashBytes(bytes);
  const known = await ctx.db.table('auditArchives').toArray();
  const verdict = fault !== '' ? fault : known.some((one) => one.fileSha256 === sha256) ? 'ok' : 'unknown';
  const file: Opened = { sha256, content, verdict, brokenSeq };
  opened.set(ctx.audit, file);
  return file;
}
