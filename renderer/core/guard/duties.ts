import { permissionsOf } from '@shared/access/can';
import type { Rights } from '@shared/access/rights';
import { mustHaveFactor, type SecurityPolicy } from '@shared/access/security-policy';
import type { SessionInfo } from '@shared/contracts/core';
import type { PasswordDue } from '@shared/contracts/security';
import { PASSWORD_MIN, passwordClassOf, STRICT_DAYS, STRICT_KINDS } from '@shared/rules/password';
import type { AdminRow, GuardRow } from '@renderer/data/tables';

/** What must be done before anything else. Nothing of it shuts anybody out: each can be done by the person alone. */
export interface Duties {
  passwordDue: PasswordDue;
  secondFactor: SessionInfo['secondFactor'];
}

export const NO_DUTIES: Duties = { passwordDue: '', secondFactor: 'off' };

export function dutiesOf(
  policy: SecurityPolicy,
  admin: AdminRow,
  guard: GuardRow,
  rights: Rights,
  now: number,
): Duties {
  const permissions = permissionsOf(rights);
  const due = mustHaveFactor(policy, admin.roleIds, permissions) ? 'due' : 'off';
  return {
    passwordDue: passwordDue(policy, admin, guard, rights, now),
    secondFactor: guard.factor ? 'on' : due,
  };
}

function passwordDue(
  policy: SecurityPolicy,
  admin: AdminRow,
  guard: GuardRow,
  rights: Rights,
  now: number,
): PasswordDue {
  if (admin.mustChangePassword) return admin.oneTimeUntil > 0 ? 'oneTime' : 'rules';
  const strict = policy.passwords === 'strict';
  if (strict && now - admin.passwordChangedAt > STRICT_DAYS * 86_400_000) return 'expired';
  // Of older passwords nothing was noted: they are left alone until they expire or are changed.
  const { password } = guard;
  if (!password) return '';
  if (strict && password.kinds < STRICT_KINDS) return 'rules';
  const needed = passwordClassOf(admin.roleIds, permissionsOf(rights), guard.factor !== null);
  return PASSWORD_MIN[password.length] < PASSWORD_MIN[needed] ? 'rules' : '';
}
