import { z } from 'zod/mini';
import { requireGrantable } from '../admins/grantable';
import { endInvite } from '../admins/invitation';
import { ownedBy } from '../admins/owned';
import { getAdmin, requireAnotherSuper, requireManageable } from '../admins/require-admin';
import { effectsOf, tellAffected } from '../admins/rights-effect';
import { makeSnapshot } from '../admins/snapshot';
import type { AdminRow, AdminSnapshotRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';
import { prepareAssign, teamsWithout, writeTeams, type Handover } from '../merchants/team';
import { isWithinReach } from '../merchants/require-rows';
import { writeRewrites } from '../merchants/versions';

interface Prepared {
  snapshot: AdminSnapshotRow;
  edit: Handover | null;
  /** Ids for the notices of those whose rights change with their manager. */
  noticeIds: string[];
}

export const adminDelete = defineCommand<'admin.delete', Prepared>({
  name: 'admin.delete',
  access: 'admin:delete',
  zh: '删除管理员',
  en: 'Delete an administrator',
  tables: [
    'admins',
    'guards',
    'drafts',
    'importPending',
    'views',
    'reminders',
    'notices',
    'rightsChanges',
    'adminSnapshots',
    'merchantRows',
    'merchantTeams',
    'grantRequests',
  ],
  stepUp: true,
  input: z.strictObject({
    id: idField,
    typedName: z.string().check(z.maxLength(100)),
    reason: reasonField,
    heirId: z.string().check(z.maxLength(64)),
    managerId: z.string().check(z.maxLength(64)),
  }),
  needs: { any: ['merchant:assign'], of: ({ heirId }) => (heirId === '' ? [] : ['merchant:assign']) },
  async prepare(ctx, { id, heirId }, call) {
    const admin = ctx.access.admin(id);
    if (!admin || admin.state === 'deleted') refuse('admin.not_found');
    // Before anything of theirs is looked at.
    requireManageable(ctx, admin);
    const owned = ownedBy(ctx, id);
    if (owned.length > 0 && (heirId === '' || heirId === id)) {
      refuse('admin.heir_needed', { params: { count: owned.length } });
    }
    const beyond = owned.filter((row) => !isWithinReach(ctx, row));
    if (heirId !== '' && beyond.length > 0) refuse('admin.owned_out_of_reach', { params: { count: beyond.length } });
    const edit =
      owned.length === 0
        ? null
        : await prepareAssign(
            ctx,
            owned.map((row) => row.id),
            heirId,
            'none',
            call,
          );
    const noticeIds = ctx.access.allAdmins().map(() => ctx.newId());
    return { snapshot: await makeSnapshot(ctx, admin, owned), edit, noticeIds };
  },
  async run(uow, input, { snapshot, edit, noticeIds }, ctx) {
    const admin = await getAdmin(uow, input.id);
    requireManageable(ctx, admin);
    if (input.typedName.trim() !== admin.name) refuse('admin.name_mismatch');
    await requireAnotherSuper(uow, admin.id);
    uow.reason = input.reason;
    const gone = deleted(admin, input.reason, uow.now);
    const moved = await subordinatesUnder(uow, ctx, admin, input.managerId);
    const effects = effectsOf(ctx, ctx.access.directoryWith([gone, ...moved]), moved);
    const notices = effects.filter((effect) => effect.after.id !== admin.id);
    for (const row of [gone, ...moved]) await uow.table('admins').put(row);
    await tellAffected(uow, notices, noticeIds, input.reason);
    await uow.table('guards').remove(admin.id);
    await uow.table('reminders').remove(admin.id);
    await uow.table('notices').removeWhere('adminId', admin.id);
    await uow.table('grantRequests').removeWhere('targetId', admin.id);
    const counts = {
      drafts: await uow.table('drafts').removeWhere('adminId', admin.id),
      imports: await uow.table('importPending').removeWhere('adminId', admin.id),
      views: await removeViews(uow, admin.id),
      teams: ctx.access.teamsWith(admin.id).length,
      handedOver: edit?.rewrites.length ?? 0,
      subordinates: moved.length,
    };
    await uow.table('adminSnapshots').put(snapshot);
    // Teams of what is handed over first: the one who goes leaves all that are left.
    const left = teamsWithout(ctx, admin.id);
    await writeTeams(uow, ctx, [...(edit?.teams ?? []), ...left]);
    if (edit) await writeRewrites(uow, ctx, edit.rewrites);
    uow.recordBulk({
      targetType: 'admin',
      targetId: admin.id,
      targetLabel: admin.name,
      counts,
      rowsHash: '',
      diff: [{ field: 'snapshot', before: '', after: snapshot.id }],
    });
    uow.onCommit(() => void ctx.session.throttle(ctx.host).clear('password', admin.loginKey));
    return { snapshotId: snapshot.id, handedOver: counts.handedOver };
  },
});

export const adminDeleteCommands = [adminDelete] as const;

/** The name stays, for history; what opened anything, or allowed anything, does not. */
function deleted(admin: AdminRow, reason: string, now: number): AdminRow {
  return {
    ...admin,
    state: 'deleted',
    stateReason: reason,
    stateAt: now,
    level: 'JUNIOR',
    roleIds: [],
    grants: [],
    denies: [],
    scope: { kind: 'self' },
    limits: {},
    kdf: null,
    authHash: '',
    wrappedKeys: null,
    recovery: null,
    invite: endInvite(admin, now),
    mustChangePassword: false,
    oneTimeUntil: 0,
    failedCount: 0,
    heldUntil: 0,
    rev: admin.rev + 1,
  };
}

/**
 * Everybody led by who goes, under somebody else. When that is one of them, they take the place of who goes.
 * @throws Refusal as `requireGrantable`, `admin.not_found`
 */
async function subordinatesUnder(
  uow: UnitOfWork,
  ctx: CoreContext,
  gone: AdminRow,
  managerId: string,
): Promise<AdminRow[]> {
  const all = await uow.table('admins').all();
  const below = all.filter((one) => one.managerId === gone.id && one.state !== 'deleted');
  if (below.length === 0) return [];
  const next = all.find((one) => one.id === managerId);
  if (managerId !== '' && (next?.state !== 'active' || managerId === gone.id)) refuse('admin.not_found');
  return below.map((before) => {
    const after = {
      ...before,
      managerId: before.id === managerId ? gone.managerId : managerId,
      rev: before.rev + 1,
    };
    requireGrantable(ctx, after, before);
    return after;
  });
}

async function removeViews(uow: UnitOfWork, adminId: string): Promise<number> {
  const views = uow.table('views');
  const own = (await views.all()).filter((view) => view.id.startsWith(`${adminId}|`));
  for (const view of own) await views.remove(view.id);
  return own.length;
}
