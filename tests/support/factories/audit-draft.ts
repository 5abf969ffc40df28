import type { AuditDraft } from '@renderer/core/audit/chain';

/** A synthetic entry, before it is linked. */
export function auditDraft(n: number, over: Partial<AuditDraft> = {}): AuditDraft {
  return {
    at: 1_767_600_000_000 + n,
    tzOffset: 480,
    actorId: `admin-${n % 3}`,
    actorName: `管理员${n % 3}`,
    roleId: 'entry',
    level: 'SENIOR',
    sessionId: `session-${n % 5}`,
    requestId: `request-${n}`,
    action: 'merchant.update',
    targetType: 'merchant',
    targetId: `m-${n}`,
    targetLabel: `商户${n}`,
    diff: [{ field: 'name', before: `旧${n}`, after: `新${n}` }],
    counts: { changed: n },
    rowsHash: `rows-${n}`,
    rows: 0,
    reason: `原因${n}`,
    result: 'ok',
    appVersion: '0.0.0-test',
    ...over,
  };
}
