import type { GateAccess, Permission } from './resources';
import type { Rights } from './rights';

/** Who acts: taken by the gate from the core's own session, never from a caller. */
export interface Actor {
  adminId: string;
  name: string;
  /** As recorded in the audit: ids of the roles held at the time, joined by `+`. */
  roleId: string;
}

/** Whether somebody with these rights may pass; null stands for nobody signed in. */
export function can(rights: Rights | null, access: GateAccess): boolean {
  if (access === 'public') return true;
  if (!rights) return false;
  return access === 'self' || rights.held.has(access);
}

export function permissionsOf(rights: Rights): Permission[] {
  return [...rights.held.keys()];
}
