import type { GateAccess, Permission } from './resources';
import { ROLES, type RoleId } from './roles';

/** Who acts: taken by the gate from the core's own session, never from a caller. */
export interface Actor {
  adminId: string;
  name: string;
  roleId: RoleId;
}

export function permissionsOf(actor: Pick<Actor, 'roleId'>): readonly Permission[] {
  return ROLES[actor.roleId].permissions;
}

export function can(actor: Pick<Actor, 'roleId'> | null, access: GateAccess): boolean {
  if (access === 'public') return true;
  if (!actor) return false;
  return access === 'self' || permissionsOf(actor).includes(access);
}
