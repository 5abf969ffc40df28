import { computeRights, type AssignedRights, type Rights } from '@shared/access/rights';
import { ROLES, type RoleId } from '@shared/access/roles';

/** An admin with nothing but one built-in role, who sees everything it reaches. */
export function assignedRole(roleId: RoleId, extra: Partial<AssignedRights> = {}): AssignedRights {
  return {
    level: roleId === 'super' ? 'SUPER' : 'SENIOR',
    roleIds: [roleId],
    grants: [],
    denies: [],
    scope: { kind: 'all' },
    limits: {},
    managerId: '',
    ...extra,
  };
}

export function rightsOfRole(roleId: RoleId): Rights {
  const admins = new Map([['one', assignedRole(roleId)]]);
  return computeRights('one', { admins, roles: new Map(Object.entries(ROLES)) }, 0);
}
