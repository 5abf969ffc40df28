import type { AuditFilter, AuditProof } from '@shared/contracts/audit';
import type { CallOptions } from '@shared/contracts/core';
import type { Field } from '@shared/entities/define';
import { merchant } from '@shared/entities/merchant';
import { packColumn, type ColumnBatch } from '@shared/kernel/columns';
import type { AuditEntryRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { listActionWords } from './action-words';
import { canonicalEntry } from './canonical';
import { namePeople } from './history-entry';
import { mustBeSigned } from './must-be-signed';
import { withRestore } from './restore-note';
import { verifyAudit } from './verify';

export interface PreparedAuditExport {
  batch: ColumnBatch;
  proof: AuditProof;
}

type Locale = 'zh' | 'en';

const PAGE = 2_000;
/** A cell of a sheet holds 32,767 characters. */
const MOST_CELL = 32_000;

/** The filtered log in ascending order as columns of text, and what it takes to believe it. */
export async function prepareAuditExport(
  ctx: CoreContext,
  filter: AuditFilter,
  locale: Locale,
  call: CallOptions,
): Promise<PreparedAuditExport> {
  const sign = ctx.vault.auditSigner() ?? refuse('access.locked');
  const anchors = await ctx.anchors.read();
  const common = { db: ctx.db, chain: ctx.audit, anchors, sign, isSigned: mustBeSigned, now: ctx.now() };
  const { head } = ctx.audit;
  const verdict = await withRestore(ctx, await verifyAudit({ ...common, call }));
  const seqs = [...(await ctx.auditLog.findSeqs(filter, head.seq))];
  const rows: AuditEntryRow[] = [];
  for (let from = 0; from < seqs.length; from += PAGE) {
    const page = await ctx.db.table('audit').bulkGet(seqs.slice(from, from + PAGE));
    rows.push(...page.filter((row) => row !== undefined));
    if (call.isCancelled?.()) refuse('operation.cancelled');
  }
  return {
    batch: toColumns(ctx, rows, locale),
    proof: {
      rows: rows.length,
      firstSeq: rows[0]?.seq ?? 0,
      lastSeq: rows.at(-1)?.seq ?? 0,
      rowsSha256: ctx.audit.sha256(rows.map((row) => row.hash).join('\n')),
      installId: anchors.at(-1)?.installId ?? '',
      at: ctx.now(),
      by: ctx.session.actor?.name ?? '',
      filter: describeFilter(filter),
      verdict,
    },
  };
}

/** As it stands in the export log and on the sheet of proof: what was asked for, in the words of the question. */
export function describeFilter(filter: AuditFilter): string {
  const time = (at: number): string => new Date(at).toISOString();
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${typeof value === 'number' ? time(value) : String(value)}`)
    .join(' ');
}

function toColumns(ctx: CoreContext, rows: readonly AuditEntryRow[], locale: Locale): ColumnBatch {
  const words = new Map(listActionWords().map((word) => [word.name, word[locale]]));
  const texts: Record<string, (row: AuditEntryRow) => string> = {
    seq: (row) => String(row.seq),
    at: (row) => localTime(row),
    zone: (row) => (row.tzOffset === undefined ? '' : String(row.tzOffset)),
    by: (row) => row.actorName,
    role: (row) => [row.roleId, row.level ?? ''].filter((text) => text !== '').join(' / '),
    action: (row) => words.get(row.action) ?? row.action,
    result: (row) => row.result,
    targetType: (row) => row.targetType,
    target: (row) => row.targetLabel,
    changes: (row) => clip(changesText(ctx, row, locale)),
    counts: (row) =>
      Object.entries(row.counts)
        .map(([name, n]) => `${name}=${n}`)
        .join(' '),
    reason: (row) => row.reason,
    version: (row) => row.appVersion,
    prevHash: (row) => row.prevHash,
    hash: (row) => row.hash,
    mac: (row) => row.mac ?? '',
    canonical: (row) => whole(canonicalEntry(row)),
  };
  const columns = Object.entries(texts).map(([name, text]) => [name, packColumn(rows.map(text))] as const);
  return { rows: rows.length, columns: Object.fromEntries(columns) };
}

/** By the clock of the desk as it stood then; by UTC where that was not recorded. */
function localTime(row: AuditEntryRow): string {
  const shifted = new Date(row.at + (row.tzOffset ?? 0) * 60_000).toISOString();
  return shifted.replace('T', ' ').slice(0, 19);
}

function changesText(ctx: CoreContext, row: AuditEntryRow, locale: Locale): string {
  const fields = merchant.fields as Readonly<Record<string, Field>>;
  return namePeople(ctx, row.diff)
    .map(({ field, before, after }) => {
      const name = (row.targetType === 'merchant' && fields[field]?.[locale]) || field;
      return `${name}: ${before} → ${after}`;
    })
    .join('\n');
}

const clip = (text: string): string => (text.length > MOST_CELL ? `${text.slice(0, MOST_CELL)}…` : text);
/** A text cut short would give another hash: rather none. */
const whole = (text: string): string => (text.length > MOST_CELL ? '' : text);
