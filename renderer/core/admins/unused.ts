import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { isSuper, teamOf, type Right } from '@shared/access/rights';
import { ROLES } from '@shared/access/roles';
import type { UnusedOfPerson, UnusedRight } from '@shared/contracts/reviews';
import type { AdminRow } from '@renderer/data/tables';
import { COMMANDS } from '../commands';
import type { CoreContext } from '../context';
import { QUERIES } from '../queries';
import { assignedOf } from './rights-change';
import { toOrigin } from './right-view';
import { isSuperActor } from './grantable';
import { isVisible } from './visible';

const DAY_MS = 86_400_000;

/**
 * Per person the rights held for `days` and not used for as long. Super administrators are left out: theirs cannot be taken
 * one by one. Rights that nothing uses yet are nobody's negligence.
 */
export async function findUnused(ctx: CoreContext, days: number): Promise<UnusedOfPerson[]> {
  const before = ctx.now() - days * DAY_MS;
  const withoutUse = new Set(permissionsWithoutUse());
  const rolesChanged = await changesOfRoles(ctx);
  const people = ctx.access.allAdmins().filter((one) => one.state === 'active' && !isSuper(one) && isVisible(ctx, one));
  const found = await Promise.all(
    people.map(async (admin): Promise<UnusedOfPerson> => {
      const used = await lastUses(ctx, admin.id);
      const given = await lastGiven(ctx, admin.id);
      const items: UnusedRight[] = [];
      for (const [permission, right] of ctx.access.rightsOf(admin.id, ctx.now()).held) {
        const heldSince = Math.max(admin.createdAt, given.get(permission) ?? 0, sinceRole(right, rolesChanged));
        const lastUsedAt = used.get(permission) ?? null;
        if (withoutUse.has(permission) || heldSince > before || (lastUsedAt ?? 0) > before) continue;
        items.push({ permission, heldSince, lastUsedAt, ...toOrigin(ctx, right) });
      }
      return {
        adminId: admin.id,
        name: admin.name,
        rev: admin.rev,
        rights: assignedOf(admin),
        isManageable: isManageable(ctx, admin),
        items,
      };
    }),
  );
  return found.filter((one) => one.items.length > 0);
}

/** Rights that no command and no query asks for. */
export function permissionsWithoutUse(): Permission[] {
  const asked = new Set<string>([...QUERIES.values()].map((entry) => entry.access));
  for (const { access, needs } of COMMANDS.values()) for (const one of [access, ...(needs?.any ?? [])]) asked.add(one);
  return PERMISSIONS.filter((permission) => !asked.has(permission));
}

export async function lastUses(ctx: CoreContext, adminId: string): Promise<Map<string, number>> {
  const rows = await ctx.db.table('rightsUse').where('adminId').equals(adminId).toArray();
  const last = new Map<string, number>();
  for (const row of rows) last.set(row.permission, Math.max(last.get(row.permission) ?? 0, row.lastAt));
  return last;
}

/** When each right came last, as far as it came by a change of this person's own. */
async function lastGiven(ctx: CoreContext, adminId: string): Promise<Map<string, number>> {
  const changes = await ctx.db.table('rightsChanges').where('adminId').equals(adminId).toArray();
  const given = new Map<string, number>();
  for (const { at, added } of changes) {
    for (const permission of added) given.set(permission, Math.max(given.get(permission) ?? 0, at));
  }
  return given;
}

/** When a company's own roles were changed last: what they give may be that new. */
async function changesOfRoles(ctx: CoreContext): Promise<Map<string, number>> {
  const own = ctx.access.allRoles().filter((role) => !(role.id in ROLES));
  const changed = await Promise.all(
    own.map(async ({ id }) => {
      const entries = await ctx.db.table('audit').where('targetId').equals(id).toArray();
      return [id, Math.max(0, ...entries.map((entry) => entry.at))] as const;
    }),
  );
  return new Map(changed);
}

function sinceRole(right: Right, changed: ReadonlyMap<string, number>): number {
  const since = right.sources.map((source) => (source.kind === 'role' ? (changed.get(source.roleId) ?? 0) : 0));
  return Math.min(...since);
}

function isManageable(ctx: CoreContext, admin: AdminRow): boolean {
  const actorId = ctx.session.actor!.adminId;
  if (admin.id === actorId || !ctx.session.rights!.held.has('admin:rights')) return false;
  return isSuperActor(ctx) || teamOf(actorId, ctx.access.directory.admins).includes(admin.id);
}
