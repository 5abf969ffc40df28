import { permissionsOf } from '@shared/access/can';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { AdminRow, AdminSnapshotRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { assignedOf } from './rights-change';
import { toAdminView } from './view';

/** Newest first, so many at most; the audit itself keeps them all. */
const MOST_ENTRIES = 20_000;

/** What is known of somebody before they go: who they were, what they might do, what they did and looked after. */
export async function makeSnapshot(
  ctx: CoreContext,
  admin: AdminRow,
  owned: readonly MerchantRow[],
): Promise<AdminSnapshotRow> {
  const id = ctx.newId();
  const audit = ctx.db.table('audit');
  const [deeds, about] = await Promise.all([
    audit.where('actorId').equals(admin.id).reverse().limit(MOST_ENTRIES).toArray(),
    audit.where('targetId').equals(admin.id).reverse().limit(MOST_ENTRIES).toArray(),
  ]);
  const seen = new Set(deeds.map((entry) => entry.seq));
  const entries = [...deeds, ...about.filter((entry) => !seen.has(entry.seq))].sort((a, b) => a.seq - b.seq);
  const merchants = owned.map(({ id: merchantId, values, deletedAt }) => ({
    id: merchantId,
    merchantNo: values['merchantNo'] ?? '',
    name: values['name'] ?? '',
    status: values['status'] ?? '',
    deletedAt,
  }));
  const actor = ctx.session.actor!;
  const content = {
    format: 'merchant-desk/admin-snapshot',
    version: 1,
    at: ctx.now(),
    by: actor.name,
    // Rights stand by themselves below; JSON leaves out what is undefined.
    profile: { ...toAdminView(ctx, admin), rights: undefined, isSelf: undefined },
    rights: assignedOf(admin),
    effective: permissionsOf(ctx.access.rightsOf(admin.id, ctx.now())),
    entries,
    merchants,
  };
  return {
    id,
    adminId: admin.id,
    adminName: admin.name,
    at: ctx.now(),
    byName: actor.name,
    entries: entries.length,
    merchants: merchants.length,
    box: await ctx.vault.seal(snapshotAad(id), JSON.stringify(content)),
  };
}

export function snapshotAad(id: string): string {
  return `adminSnapshots|${id}|json`;
}
