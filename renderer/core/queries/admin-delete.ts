import { z } from 'zod/mini';
import { permissionsOf } from '@shared/access/can';
import type { AdminRow } from '@renderer/data/tables';
import { ownedBy } from '../admins/owned';
import { requireManageable } from '../admins/require-admin';
import { isVisible } from '../admins/visible';
import type { CoreContext } from '../context';
import { defineQuery, refuse } from '../define';
import { idField } from '../input-fields';
import { isWithinReach } from '../merchants/require-rows';
import { isLastUsableSuper } from '../vault/admin-rules';

export const adminDeletePreview = defineQuery<'admin.deletePreview'>({
  name: 'admin.deletePreview',
  access: 'admin:delete',
  zh: '查看删除管理员的影响',
  en: 'View what deleting an administrator takes along',
  tables: ['admins', 'merchantRows', 'merchantBlocks', 'session'],
  input: z.strictObject({ id: idField }),
  async run(ctx, { id }) {
    const admin = find(ctx, id);
    requireManageable(ctx, admin);
    const all = ctx.access.allAdmins();
    const owned = ownedBy(ctx, id);
    const scope = ctx.session.rights!.held.get('merchant:assign')?.scope;
    const others = all.filter((one) => one.id !== id && one.recovery !== null && one.state === 'active');
    const { drafts, imports, views } = await leftoversOf(ctx, id);
    return {
      owned: owned.length,
      outOfReach: owned.filter((row) => !scope || !isWithinReach({ scope }, row) || !isWithinReach(ctx, row)).length,
      drafts,
      imports,
      views,
      subordinates: subordinatesOf(all, id).map(({ id: one, name }) => ({ id: one, name })),
      isLastSuper: isLastUsableSuper(all, id),
      holdsLastRecovery: admin.recovery !== null && others.length === 0,
    };
  },
});

export const adminProof = defineQuery<'admin.proof'>({
  name: 'admin.proof',
  access: 'admin:view',
  zh: '查看管理员的删除结果',
  en: 'View what is left of an administrator',
  tables: [
    'admins',
    'guards',
    'merchantRows',
    'merchantBlocks',
    'merchantTeams',
    'adminSnapshots',
    'drafts',
    'importPending',
    'session',
  ],
  input: z.strictObject({ id: idField }),
  async run(ctx, { id }) {
    // From the disk, not from memory: it is to prove what is stored.
    const admin = await ctx.db.table('admins').get(id);
    if (!admin || !isVisible(ctx, admin)) refuse('admin.not_found');
    const guards = await ctx.db.table('guards').get(id);
    const wraps = [admin.wrappedKeys, admin.recovery, admin.invite?.credential, admin.authHash, guards];
    const { drafts, imports, views } = await leftoversOf(ctx, id);
    const teams = await ctx.db
      .table('merchantTeams')
      .filter(({ members }) => members.some((one) => one.adminId === id))
      .count();
    const snapshots = await ctx.db.table('adminSnapshots').where('adminId').equals(id).toArray();
    return {
      id,
      name: admin.name,
      state: admin.state,
      at: admin.stateAt,
      reason: admin.stateReason,
      rights: permissionsOf(ctx.access.rightsOf(id, ctx.now())).length,
      assigned: admin.roleIds.length + admin.grants.length + admin.denies.length + Object.keys(admin.limits).length,
      wraps: wraps.filter(Boolean).length,
      sessions: ctx.session.actor?.adminId === id ? 1 : 0,
      owned: ownedBy(ctx, id).length,
      leftovers: drafts + imports + views + teams,
      subordinates: subordinatesOf(await ctx.db.table('admins').toArray(), id).length,
      snapshots: snapshots
        .map(({ id: one, at, byName, entries, merchants }) => ({ id: one, at, byName, entries, merchants }))
        .sort((a, b) => b.at - a.at),
    };
  },
});

export const adminDeletedList = defineQuery<'admin.deletedList'>({
  name: 'admin.deletedList',
  access: 'admin:view',
  zh: '查看已删除的管理员',
  en: 'View deleted administrators',
  tables: ['admins', 'adminSnapshots', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const gone = (await ctx.db.table('admins').toArray()).filter(
      (row) => row.state === 'deleted' && isVisible(ctx, row),
    );
    const snapshots = await ctx.db.table('adminSnapshots').toArray();
    return gone
      .map(({ id, name, loginName, stateAt, stateReason }) => {
        const own = snapshots.filter((one) => one.adminId === id).sort((a, b) => b.at - a.at);
        const byName = own[0]?.byName ?? '';
        return { id, name, loginName, at: stateAt, reason: stateReason, byName, snapshots: own.length };
      })
      .sort((a, b) => b.at - a.at);
  },
});

export const adminDeleteQueries = [adminDeletedList, adminDeletePreview, adminProof] as const;

function find(ctx: CoreContext, id: string): AdminRow {
  const admin = ctx.access.admin(id);
  return admin && admin.state !== 'deleted' ? admin : refuse('admin.not_found');
}

function subordinatesOf(all: readonly AdminRow[], id: string): AdminRow[] {
  return all.filter((one) => one.managerId === id && one.state !== 'deleted');
}

/** Work left halfway and remembered column choices, which only this person could see. */
async function leftoversOf(ctx: CoreContext, id: string): Promise<{ drafts: number; imports: number; views: number }> {
  const [drafts, imports, views] = await Promise.all([
    ctx.db.table('drafts').where('adminId').equals(id).count(),
    ctx.db.table('importPending').where('adminId').equals(id).count(),
    ctx.db.table('views').where('id').startsWith(`${id}|`).count(),
  ]);
  return { drafts, imports, views };
}
