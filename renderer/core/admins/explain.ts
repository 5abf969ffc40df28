import { explainRight } from '@shared/access/explain';
import type { Permission } from '@shared/access/resources';
import { isSuper, teamOf } from '@shared/access/rights';
import type { Explanation, PeopleView } from '@shared/contracts/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { toRightView } from './right-view';
import { isVisible } from './visible';

/** Why an admin may or may not, who could do it instead, and who could give it to them. */
export async function explain(ctx: CoreContext, adminId: string, permission: Permission): Promise<Explanation> {
  const { access } = ctx;
  const now = ctx.now();
  const right = access.rightsOf(adminId, now).held.get(permission);
  const steps = explainRight(adminId, permission, access.directory, now).map((step) => {
    const role = 'roleId' in step ? access.role(step.roleId) : undefined;
    return role ? { ...step, names: { zh: role.zh, en: role.en } } : step;
  });
  const others = access.allAdmins().filter((one) => one.state === 'active' && one.id !== adminId);
  const holds = (one: AdminRow, what: Permission): boolean => access.rightsOf(one.id, now).held.has(what);
  return {
    permission,
    adminId,
    right: right ? await toRightView(ctx, adminId, permission, right) : null,
    steps,
    holders: toPeople(
      ctx,
      others.filter((one) => holds(one, permission)),
    ),
    granters: toPeople(
      ctx,
      others.filter((one) => holds(one, 'admin:rights') && (isSuper(one) || mayGive(ctx, one, adminId, permission))),
    ),
  };
}

/** Who is no super administrator gives to own staff, and only what they hold themselves. */
function mayGive(ctx: CoreContext, giver: AdminRow, toId: string, permission: Permission): boolean {
  const { access } = ctx;
  const target = access.admin(toId);
  if (!target || isSuper(target) || !access.rightsOf(giver.id, ctx.now()).held.has(permission)) return false;
  return teamOf(giver.id, access.directory.admins).includes(toId);
}

/**
 * By name: whom the asker may see among administrators, and those above the asker. A clerk is not handed the list of the staff.
 */
function toPeople(ctx: CoreContext, people: readonly AdminRow[]): PeopleView {
  const above = managersAbove(ctx, ctx.session.actor?.adminId ?? '');
  const seen = people.filter((one) => above.has(one.id) || maySee(ctx, one));
  return {
    names: seen.map((one) => ({ id: one.id, name: one.name, isSuper: isSuper(one) })),
    unnamed: people.length - seen.length,
  };
}

/** The same as in the list of administrators, whatever right is being used. */
export function maySee(ctx: CoreContext, admin: AdminRow): boolean {
  const view = ctx.session.rights?.held.get('admin:view');
  return view !== undefined && isVisible({ ...ctx, scope: view.scope }, admin);
}

function managersAbove(ctx: CoreContext, adminId: string): Set<string> {
  const above = new Set<string>();
  for (let id = ctx.access.admin(adminId)?.managerId ?? ''; id !== '' && !above.has(id);) {
    above.add(id);
    id = ctx.access.admin(id)?.managerId ?? '';
  }
  return above;
}
