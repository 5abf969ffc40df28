import { z } from 'zod/mini';
import type { AuditRow } from '@shared/contracts/core';
import { readAuditPage } from '@renderer/data/audit-log';
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
    const page = await readAuditPage(ctx.db, input);
    return { ...page, rows: page.rows.map(toAuditRow) };
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
