import { Secret, TOTP } from 'otpauth';
import { unwrap } from '@shared/kernel/result';
import type { OpenedCore } from './open-core';

/** What the app on a phone shows at this time. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
}

/** Sets a second factor up for who is signed in. The clock moves on, so that the next code is a new one. */
export async function enrolFactor({ core, clock }: OpenedCore): Promise<{ secret: string; codes: string[] }> {
  const { secret } = unwrap(await core.execute('factor.begin', {}));
  const { codes } = unwrap(await core.execute('factor.confirm', { code: codeAt(secret, clock.now()) }));
  clock.advance(60_000);
  return { secret, codes };
}
