import { infoOf } from './catalogue';
import type { Permission } from './resources';
import type { SecondAdmin } from './second-admin';

/** What the company asks of everybody beyond a password. */
export interface SecurityPolicy {
  /** `strict`: three kinds of characters, a new one every 90 days, none of the last five (GB/T 22239, 8.1.4.1). */
  passwords: 'standard' | 'strict';
  /** Who must have a second factor. They are asked to set it up when they next sign in, and not shut out. */
  factorFor: 'nobody' | 'supers' | 'risky';
  /** Days without a sign-in after which the report calls an account dormant. */
  dormantDays: number;
  /**
   * `whenPossible` cannot block anybody: where nobody else could confirm a grant, it needs no confirmation.
   */
  secondAdmin: SecondAdmin;
}

export const DEFAULT_POLICY: SecurityPolicy = {
  passwords: 'standard',
  factorFor: 'nobody',
  dormantDays: 90,
  secondAdmin: 'whenPossible',
};

export function mustHaveFactor(
  policy: Pick<SecurityPolicy, 'factorFor'>,
  roleIds: readonly string[],
  permissions: readonly Permission[],
): boolean {
  switch (policy.factorFor) {
    case 'nobody':
      return false;
    case 'supers':
      return roleIds.includes('super');
    case 'risky':
      return permissions.some((permission) => infoOf(permission).risk === 'high');
  }
}
