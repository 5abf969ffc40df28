import { z } from 'zod/mini';
import type { AuditRow } from '@shared/contracts/core';
import type { AuditEntryRow } from '@renderer/data/tables';
import { verifyAudit } from '../audit/verify';
import { defineQuery } from '../define';

const text = z.optional(z.string().check(z.maxLength(100)));
const time = z.optional(z.number());

export const auditList = defineQuery<'audit.list'>({
  name: 'audit.list',
  access: 'audit:view',
  zh: '查看审计日志',
  en: 'View the audit log',
  tables: ['audit'],
  input: z.strictObject({
    action: text,
    actorId: text,
    targetId: text,
    result: text,
    from: time,
    to: time,
    offset: z.int().check(z.gte(0)),
    limit: z.int().check(z.gte(1), z.lte(500)),
  }),
  async run(ctx, input) {
    const table = ctx.db.table('audit');
    // The narrowest index first; the rest are cheap tests on what it yields. Newest first.
    const range = input.targetId
      ? table.where('targetId').equals(input.targetId)
      : table.where('at').between(input.from ?? 0, input.to ?? Number.MAX_SAFE_INTEGER, true, true);
    const matches = (row: AuditEntryRow): boolean =>
      (!input.action || row.action === input.action) &&
      (!input.actorId || row.actorId === input.actorId) &&
      (!input.result || row.result === input.result) &&
      row.at >= (input.from ?? 0) &&
      row.at <= (input.to ?? Number.MAX_SAFE_INTEGER);
    const filtered = range.filter(matches);
    const total = await filtered.count();
    const rows = (await filtered.sortBy('seq')).reverse().slice(input.offset, input.offset + input.limit);
    return { total, rows: rows.map(toAuditRow), actions: [...new Set(rows.map((r) => r.action))].sort() };
  },
});

export const auditVerify = defineQuery<'audit.verify'>({
  name: 'audit.verify',
  access: 'audit:verify',
  zh: '校验审计链',
  en: 'Verify the audit chain',
  tables: [],
  input: z.strictObject({}),
  async run(ctx) {
    const sentinel = await ctx.host.readSentinel();
    const anchor = sentinel && { seq: sentinel.auditSeq, hash: sentinel.auditHead };
    return verifyAudit(ctx.db, ctx.audit, anchor, ctx.now());
  },
});

export const auditQueries = [auditList, auditVerify] as const;

function toAuditRow(row: AuditEntryRow): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    by: row.actorName,
    actorId: row.actorId,
    action: row.action,
    reason: row.reason,
    diff: row.diff,
    targetType: row.targetType,
    targetId: row.targetId,
    targetLabel: row.targetLabel,
    result: row.result,
    ...(Object.keys(row.counts).length > 0 && { counts: row.counts }),
  };
}
