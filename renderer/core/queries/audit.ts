import { z } from 'zod/mini';
import type { HistoryEntry } from '@shared/contracts/core';
import type { CoreContext } from '../context';
import type { AuditEntryRow } from '@renderer/data/tables';
import { listActionWords } from '../audit/action-words';
import { namePeople, toHistoryEntry } from '../audit/history-entry';
import { makeArchive } from '../audit/archive';
import { toAuditRow } from '../audit/audit-row';
import { openArchive } from '../audit/open-archive';
import { unpackRowChanges } from '../audit/bulk-rows';
import { withRestore } from '../audit/restore-note';
import { verifyAudit } from '../audit/verify';
import { mustBeSigned } from '../audit/must-be-signed';
import { defineQuery, refuse } from '../define';
import { auditFilterShape } from '../audit/filter-schema';
import { idSchema } from '../merchants/inputs';

const seqField = z.int().check(z.gte(1));
const MOST_ANCHORS = 200;

export const auditList = defineQuery<'audit.list'>({
  name: 'audit.list',
  access: 'audit:view',
  zh: '查看审计日志',
  en: 'View the audit log',
  tables: ['audit'],
  input: z.strictObject({
    ...auditFilterShape,
    before: z.optional(seqField),
    limit: z.int().check(z.gte(1), z.lte(500)),
  }),
  async run(ctx, { before, limit, ...filter }) {
    const page = await ctx.auditLog.page(filter, ctx.audit.head.seq, before, limit);
    return { ...page, rows: await Promise.all(page.rows.map((row) => toAuditRow(ctx, row))) };
  },
});

export const auditRows = defineQuery<'audit.rows'>({
  name: 'audit.rows',
  access: 'audit:view',
  zh: '查看批量操作明细',
  en: 'View the rows of a bulk deed',
  tables: [],
  input: z.strictObject({
    seq: seqField,
    offset: z.int().check(z.gte(0)),
    limit: z.int().check(z.gte(1), z.lte(500)),
  }),
  async run(ctx, { seq, offset, limit }) {
    const changes = unpackRowChanges(await ctx.db.table('auditRows').where('seq').equals(seq).sortBy('id'));
    const rows = changes.slice(offset, offset + limit).map(({ id, diff }) => {
      const name = ctx.merchants.get(id)?.values['name'] ?? diff.find((d) => d.field === 'name')?.before ?? '';
      return { id, name, diff: namePeople(ctx, diff) };
    });
    return { total: changes.length, rows };
  },
});

export const auditWords = defineQuery<'audit.words'>({
  name: 'audit.words',
  // The history of a merchant names actions too.
  access: 'self',
  zh: '读取操作名称',
  en: 'Read the names of actions',
  tables: [],
  input: z.strictObject({}),
  run: () => listActionWords(),
});

export const auditVerify = defineQuery<'audit.verify'>({
  name: 'audit.verify',
  access: 'audit:verify',
  zh: '校验审计链',
  en: 'Verify the audit chain',
  tables: [],
  input: z.strictObject({}),
  async run(ctx, _input, call) {
    const sign = ctx.vault.auditSigner();
    if (!sign) refuse('access.locked');
    const anchors = await ctx.anchors.read();
    const common = { db: ctx.db, chain: ctx.audit, anchors, sign, isSigned: mustBeSigned, now: ctx.now(), call };
    return withRestore(ctx, await verifyAudit(common));
  },
});

export const auditAnchors = defineQuery<'audit.anchors'>({
  name: 'audit.anchors',
  access: 'audit:verify',
  zh: '查看审计锚点',
  en: 'View the anchors of the audit',
  tables: ['audit'],
  input: z.strictObject({}),
  async run(ctx) {
    const anchors = (await ctx.anchors.read()).slice(-MOST_ANCHORS).reverse();
    return {
      head: ctx.audit.head,
      installId: anchors[0]?.installId ?? '',
      anchors: anchors.map(({ seq, head, at, why }) => ({ seq, head, at, why })),
    };
  },
});

export const auditArchives = defineQuery<'audit.archives'>({
  name: 'audit.archives',
  access: 'audit:view',
  zh: '查看审计归档',
  en: 'View the archives of the audit',
  tables: ['auditArchives'],
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('auditArchives').orderBy('fromSeq').reverse().toArray();
    return rows.map(({ prevHash: _prevHash, head: _head, by: _by, ...view }) => view);
  },
});

export const auditMakeArchive = defineQuery<'audit.makeArchive'>({
  name: 'audit.makeArchive',
  access: 'audit:archive',
  zh: '生成审计归档文件',
  en: 'Make an archive of the audit',
  tables: [],
  input: z.strictObject({ before: z.number() }),
  async run(ctx, { before }) {
    const { bytes, content } = await makeArchive(ctx, before);
    const { fromSeq, toSeq, fromAt, toAt } = content.head;
    return { bytes, fromSeq, toSeq, fromAt, toAt };
  },
});

export const auditOpenArchive = defineQuery<'audit.openArchive'>({
  name: 'audit.openArchive',
  access: 'audit:view',
  zh: '打开审计归档',
  en: 'Open an archive of the audit',
  tables: [],
  input: z.strictObject({
    bytes: z.optional(z.instanceof(Uint8Array) as unknown as z.ZodMiniType<Uint8Array<ArrayBuffer>>),
    sha256: z.optional(z.string().check(z.maxLength(64))),
    before: z.optional(seqField),
    limit: z.int().check(z.gte(1), z.lte(500)),
  }),
  run: (ctx, input) => openArchive(ctx, input),
});

export const adminHistory = defineQuery<'admin.history'>({
  name: 'admin.history',
  access: 'admin:view',
  zh: '查看管理员变更记录',
  en: 'View the history of an administrator',
  tables: ['audit'],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => historyOf(ctx, 'admin', id),
});

export const roleHistory = defineQuery<'role.history'>({
  name: 'role.history',
  access: 'role:view',
  zh: '查看角色变更记录',
  en: 'View the history of a role',
  tables: ['audit'],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => historyOf(ctx, 'role', id),
});

/** What was done to one record, newest first; comings and goings at the desk are not among it. */
async function historyOf(ctx: CoreContext, targetType: string, id: string): Promise<HistoryEntry[]> {
  const entries = await ctx.db.table('audit').where('targetId').equals(id).toArray();
  return entries
    .filter((entry) => entry.targetType === targetType && entry.result === 'ok' && !isComing(entry))
    .map((entry) => toHistoryEntry(ctx, entry))
    .reverse();
}

export const auditQueries = [
  auditList,
  auditRows,
  auditWords,
  auditVerify,
  auditAnchors,
  auditArchives,
  auditMakeArchive,
  auditOpenArchive,
  adminHistory,
  roleHistory,
] as const;

/** Signing in names the admin too, but is no change of theirs. */
function isComing({ action, diff }: AuditEntryRow): boolean {
  return action.startsWith('session.') && diff.length === 0;
}
