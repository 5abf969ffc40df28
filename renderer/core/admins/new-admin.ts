import type { AdminLevel } from '@shared/access/levels';
import type { AdminRow } from '@renderer/data/tables';
import type { Credential } from '../vault/credential';
import { toLoginKey } from '../vault/prove';

/** An active admin with these roles and nothing beside them, who sees all that the roles reach. */
export function newAdmin(who: Parameters<typeof blankAdmin>[0], credential: Credential, now: number): AdminRow {
  return { ...blankAdmin(who, now), ...credential };
}

/** Somebody who holds nothing and cannot sign in yet. */
export function nobodyYet(who: { id: string; loginName: string; name: string }, now: number): AdminRow {
  return {
    ...blankAdmin({ ...who, roleIds: [], level: 'JUNIOR' }, now),
    scope: { kind: 'self' },
    passwordChangedAt: 0,
  };
}

function blankAdmin(
  who: { id: string; loginName: string; name: string; roleIds: string[]; level: AdminLevel; managerId?: string },
  now: number,
): AdminRow {
  return {
    id: who.id,
    loginKey: toLoginKey(who.loginName),
    loginName: who.loginName,
    name: who.name,
    mobileBox: null,
    mobileMask: '',
    mobileKey: '',
    wechatId: '',
    state: 'active',
    stateReason: '',
    stateAt: 0,
    invite: null,
    level: who.level,
    roleIds: who.roleIds,
    grants: [],
    denies: [],
    scope: { kind: 'all' },
    limits: {},
    managerId: who.managerId ?? '',
    kdf: null,
    authHash: '',
    wrappedKeys: null,
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
