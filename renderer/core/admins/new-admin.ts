import type { AdminLevel } from '@shared/access/levels';
import type { AdminRow } from '@renderer/data/tables';
import type { Credential } from '../vault/credential';
import { toLoginKey } from '../vault/prove';

/** An active admin with these roles and nothing beside them, who sees all that the roles reach. */
export function newAdmin(
  who: { id: string; loginName: string; name: string; roleIds: string[]; level: AdminLevel; managerId?: string },
  credential: Credential,
  now: number,
): AdminRow {
  return {
    id: who.id,
    loginKey: toLoginKey(who.loginName),
    loginName: who.loginName,
    name: who.name,
    state: 'active',
    level: who.level,
    roleIds: who.roleIds,
    grants: [],
    denies: [],
    scope: { kind: 'all' },
    limits: {},
    managerId: who.managerId ?? '',
    ...credential,
    recovery: null,
    mustChangePassword: false,
    oneTimeUntil: 0,
    passwordChangedAt: now,
    failedCount: 0,
    heldUntil: 0,
    lastLoginAt: 0,
    createdAt: now,
    rev: 1,
  };
}
