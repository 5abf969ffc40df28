import { PERMISSIONS, type Permission } from './resources';
import { isSuper, type AssignedRights } from './rights';
import type { Role } from './roles';

/**
 * The same rights without some permissions: what was granted by name is taken back, what roles give is denied, and a role of
 * which nothing would be left goes altogether. A super administrator's rights go all at once or not at all.
 */
export function withoutPermissions(
  rights: AssignedRights,
  gone: readonly Permission[],
  roles: ReadonlyMap<string, Role>,
): AssignedRights {
  const isGone = (permission: Permission): boolean => gone.includes(permission);
  if (isSuper(rights)) {
    return PERMISSIONS.every(isGone) ? { ...rights, level: 'JUNIOR', roleIds: [], grants: [] } : rights;
  }
  const givenBy = (id: string): readonly Permission[] => roles.get(id)?.permissions ?? [];
  const isEmptied = (id: string): boolean => {
    const left = givenBy(id).filter((permission) => !rights.denies.includes(permission));
    return left.length > 0 && left.every(isGone);
  };
  const roleIds = rights.roleIds.filter((id) => !isEmptied(id));
  const stillGiven = new Set(roleIds.flatMap(givenBy));
  const denied = gone.filter((permission) => stillGiven.has(permission) && !rights.denies.includes(permission));
  return {
    ...rights,
    roleIds,
    grants: rights.grants.filter((grant) => !isGone(grant.permission)),
    denies: [...rights.denies, ...denied],
    limits: Object.fromEntries(Object.entries(rights.limits).filter(([one]) => !isGone(one as Permission))),
  };
}
