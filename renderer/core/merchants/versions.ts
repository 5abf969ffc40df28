import { MERCHANT_SENSITIVE_FIELDS, merchant } from '@shared/entities/merchant';
import type { MerchantOverlayRow, MerchantRow } from '@renderer/data/merchant-rows';
import type { AuditEntryRow } from '@renderer/data/tables';
import { diffFields, type UnitOfWork } from '@renderer/data/unit-of-work';
import { packRowChanges } from '../audit/bulk-rows';
import type { CoreContext } from '../context';
import { sealRow, type Secrets } from './secrets';

/** One merchant as it was and as it will be, ready to be written: everything slow is done. */
export interface Rewrite {
  before: MerchantRow | undefined;
  after: MerchantOverlayRow;
  /** What changed beside the row itself: its team. */
  besides?: AuditEntryRow['diff'];
}

/** More rows than this leave one entry in the audit instead of one each. */
const AUDITED_ONE_BY_ONE = 20;
const AUDITED_FIELDS = Object.keys(merchant.fields);

export async function makeRewrite(
  ctx: CoreContext,
  before: MerchantRow | undefined,
  after: MerchantRow,
  secrets: Secrets,
): Promise<Rewrite> {
  const sealed = await sealRow(ctx.vault, after.id, secrets);
  return { before, after: { ...after, sealed, purged: false } };
}

/** The next version of a row by the acting admin. */
export function nextVersion(ctx: CoreContext, row: MerchantRow, change: Partial<MerchantRow>): MerchantRow {
  return { ...row, rev: row.rev + 1, updatedAt: ctx.now(), updatedBy: ctx.session.actor?.adminId ?? '', ...change };
}

/** Stores the versions, records what changed, and brings memory up to date once that is durable. */
export async function writeRewrites(
  uow: UnitOfWork,
  ctx: CoreContext,
  rewrites: readonly Rewrite[],
  counts: Record<string, number> = {},
): Promise<void> {
  await uow.table('merchantRows').bulkPut(rewrites.map((r) => r.after));
  if (rewrites.length > AUDITED_ONE_BY_ONE) {
    const changes = rewrites.map((r) => ({ id: r.after.id, diff: keptDiff(r) }));
    const packed = packRowChanges(changes, (text) => ctx.audit.sha256(text));
    uow.recordBulk({
      targetType: 'merchant',
      targetId: '',
      targetLabel: '',
      counts: { changed: rewrites.length, ...counts },
      rowsHash: packed.hash,
      rows: packed,
    });
  } else {
    for (const rewrite of rewrites) recordRewrite(uow, rewrite);
  }
  uow.onCommit(() => ctx.merchants.apply({ put: rewrites.map((r) => r.after) }));
}

/** Of what is gone for good only the name stays. */
function keptDiff({ before, after, besides = [] }: Rewrite): AuditEntryRow['diff'] {
  const diff = [...diffRows(before, after), ...besides];
  return after.purged ? diff.filter((d) => d.field === 'name') : diff;
}

export function recordRewrite(uow: UnitOfWork, { before, after, besides = [] }: Rewrite): void {
  const label = after.values['name'] || before?.values['name'] || '';
  const diff = [...diffRows(before, after), ...besides];
  uow.record({ targetType: 'merchant', targetId: after.id, targetLabel: label, diff });
}

/** Field by field, sensitive ones masked. A secret whose mask stayed the same is listed too: it did change. */
export function diffRows(before: MerchantRow | undefined, after: MerchantRow): AuditEntryRow['diff'] {
  const diff = diffFields(AUDITED_FIELDS, before?.values, after.values);
  for (const field of MERCHANT_SENSITIVE_FIELDS) {
    const changed = (before?.blind[field] ?? '') !== (after.blind[field] ?? '');
    if (!changed || diff.some((d) => d.field === field)) continue;
    diff.push({ field, before: before?.values[field] ?? '', after: after.values[field] ?? '' });
  }
  const wasOwner = before?.ownerId ?? '';
  if (wasOwner !== (after.ownerId ?? '')) diff.push({ field: 'ownerId', before: wasOwner, after: after.ownerId ?? '' });
  const wasDeleted = before?.deletedAt ?? 0;
  if (wasDeleted !== after.deletedAt) {
    diff.push({ field: 'deletedAt', before: timeText(wasDeleted), after: timeText(after.deletedAt) });
  }
  return diff;
}

function timeText(at: number): string {
  return at === 0 ? '' : new Date(at).toISOString();
}
