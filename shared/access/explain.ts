import { infoOf } from './catalogue';
import { levelAllows } from './levels';
import type { Permission } from './resources';
import { computeAssigned, computeRights, isSuper, type Directory } from './rights';

/** One thing that bears on whether somebody holds a right. */
export type RightStep =
  | { kind: 'role'; roleId: string }
  /** The role has it, the admin's level is too low for its risk. */
  | { kind: 'level'; roleId: string }
  | { kind: 'grant'; expiresAt: number }
  | { kind: 'expired'; expiresAt: number }
  | { kind: 'deny' }
  /** Whose rights do not reach as far, somewhere above the admin. */
  | { kind: 'manager'; managerId: string };

/** What gives a right and what takes it away, in the order in which it is decided. None at all: nothing gives it. */
export function explainRight(adminId: string, permission: Permission, directory: Directory, now: number): RightStep[] {
  const admin = directory.admins.get(adminId);
  if (!admin) return [];
  if (isSuper(admin)) return [{ kind: 'role', roleId: 'super' }];
  const steps: RightStep[] = [];
  const allowed = levelAllows(admin.level, infoOf(permission).risk);
  for (const roleId of admin.roleIds) {
    const gives = directory.roles.get(roleId)?.permissions.includes(permission);
    if (gives) steps.push({ kind: allowed ? 'role' : 'level', roleId });
  }
  for (const { permission: granted, expiresAt } of admin.grants) {
    if (granted !== permission) continue;
    steps.push({ kind: expiresAt === 0 || expiresAt > now ? 'grant' : 'expired', expiresAt });
  }
  if (admin.denies.includes(permission)) steps.push({ kind: 'deny' });
  const managerId = findCap(adminId, permission, directory, now);
  if (managerId !== '') steps.push({ kind: 'manager', managerId });
  return steps;
}

/** The manager for want of whose right this one does not count; '' when it is not for want of that. */
function findCap(adminId: string, permission: Permission, directory: Directory, now: number): string {
  const isAssigned = (id: string): boolean => computeAssigned(id, directory, now).held.has(permission);
  if (!isAssigned(adminId) || computeRights(adminId, directory, now).held.has(permission)) return '';
  const seen = new Set([adminId]);
  let id = directory.admins.get(adminId)?.managerId ?? '';
  while (id !== '' && !seen.has(id) && isAssigned(id)) {
    seen.add(id);
    id = directory.admins.get(id)?.managerId ?? '';
  }
  return id;
}
