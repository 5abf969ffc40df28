import { computeRights, type AssignedRights, type Rights } from '@shared/access/rights';
import type { PreviewInfo, PreviewTarget } from '@shared/contracts/rights';
import type { AccessDirectory } from '../access';

/** Nobody's id: somebody new owns no merchants and leads nobody. */
const NOBODY = 'preview';

/** What the one looked at may do, whatever becomes of it in the eyes of who looks. */
export function rightsOfTarget(access: AccessDirectory, target: PreviewTarget, now: number): Rights {
  if (target.kind === 'admin') return access.rightsOf(target.adminId, now);
  const { admins, roles } = access.directory;
  const somebody: AssignedRights = {
    level: target.level,
    roleIds: target.roleIds,
    grants: [],
    denies: [],
    scope: target.scope,
    limits: {},
    managerId: '',
  };
  const everybody = new Map<string, AssignedRights>([...admins, [NOBODY, somebody]]);
  return computeRights(NOBODY, { admins: everybody, roles }, now);
}

export function describePreview(access: AccessDirectory, target: PreviewTarget, own: Rights, now: number): PreviewInfo {
  const admin = target.kind === 'admin' ? access.admin(target.adminId) : undefined;
  const roleIds = admin?.roleIds ?? (target.kind === 'role' ? target.roleIds : []);
  const { held } = rightsOfTarget(access, target, now);
  return {
    name: admin?.name ?? '',
    roles: namesOfRoles(access, roleIds),
    level: admin?.level ?? (target.kind === 'role' ? target.level : 'JUNIOR'),
    hidden: [...held.keys()].filter((permission) => !own.held.has(permission)).length,
  };
}

/** Of the roles that are there. */
export function namesOfRoles(access: AccessDirectory, roleIds: readonly string[]): { zh: string; en: string }[] {
  return roleIds.flatMap((id) => access.role(id) ?? []).map(({ zh, en }) => ({ zh, en }));
}
