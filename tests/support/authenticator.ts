import { Secret, TOTP } from 'otpauth';
import type { RoleId } from '@shared/access/roles';
import { unwrap } from '@shared/kernel/result';
import { TEST_PASSWORD, type OpenedCore } from './open-core';

/** What the app on a phone shows at this time. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
}

/** Signs in as a built-in role's admin who has chosen a password of their own. */
export async function signInSettled({ core, admins }: OpenedCore, who: RoleId): Promise<void> {
  await core.context.db.table('admins').update(admins[who], { mustChangePassword: false, oneTimeUntil: 0 });
  await core.context.access.load(core.context.db);
  unwrap(await core.execute('session.signIn', { loginName: who, password: TEST_PASSWORD[who] }));
}

/** Sets a second factor up for who is signed in. The clock moves on, so that the next code is a new one. */
export async function enrolFactor({ core, clock }: OpenedCore): Promise<{ secret: string; codes: string[] }> {
  const { secret } = unwrap(await core.execute('factor.begin', {}));
  const { codes } = unwrap(await core.execute('factor.confirm', { code: codeAt(secret, clock.now()) }));
  clock.advance(60_000);
  return { secret, codes };
}
