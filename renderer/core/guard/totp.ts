import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app reads it: SHA-1, six digits, 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** Steps a code may be early or late: a phone's clock and a slow reader. */
const WINDOW = 1;

/** 20 random bytes, as base32. */
export function createSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code holds. */
export function otpauthUri(secret: string, issuer: string, label: string): string {
  return totp(secret, issuer, label).toString();
}

/** The step (30 s since 1970) this code belongs to, if it is one of the present, the last or the next; null otherwise. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : stepAt(now) + delta;
}

export function stepAt(now: number): number {
  return TOTP.counter({ period: SHAPE.period, timestamp: now });
}

function totp(secret: string, issuer = '', label = 'x'): TOTP {
  return new TOTP({ ...SHAPE, issuer, label, secret: Secret.fromBase32(secret) });
}
