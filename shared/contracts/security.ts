import type { SecurityPolicy } from '../access/security-policy';

/** Second factor, step-up, action PIN, security policy and its report. */

export type PasswordDue = '' | 'oneTime' | 'expired' | 'rules';

/** How somebody's own account is guarded. */
export interface OwnGuard {
  /** Null without a second factor. */
  factor: { since: number; codesLeft: number } | null;
  /** The company asks for one. */
  factorRequired: boolean;
  pin: { setAt: number; locked: boolean } | null;
  /** This computer's clock, and the latest time anything was recorded here: codes depend on it. Epoch ms. */
  now: number;
  lastSeen: number;
}

export interface SecurityCommandIo {
  /** Proves again who is at the desk, by the password or a code of the second factor: for five minutes (see `access.step_up`). */
  'session.prove': { input: { password: string } | { code: string }; output: void };
  /** A secret for an authenticator app; kept in memory until `factor.confirm`. `uri` is what the QR code holds. */
  'factor.begin': { input: Record<string, never>; output: { secret: string; uri: string } };
  /** Ten recovery codes, shown once. */
  'factor.confirm': { input: { code: string }; output: { codes: string[] } };
  'factor.renewCodes': { input: Record<string, never>; output: { codes: string[] } };
  'factor.disable': { input: { password: string; code: string }; output: void };
  'factor.reset': { input: { id: string; reason: string }; output: void };
  /** Six digits for what moves money. A new one, when there is none. */
  'pin.set': { input: { pin: string }; output: void };
  'pin.change': { input: { current: string; next: string }; output: void };
  'pin.reset': { input: { id: string; reason: string }; output: void };
  /** For the next call of `command`, within a minute. */
  'session.provePin': { input: { pin: string; command: string }; output: void };
  'security.configure': { input: SecurityPolicy; output: void };
}

export interface SecurityQueryIo {
  'factor.status': { input: Record<string, never>; output: OwnGuard };
  'security.policy': { input: Record<string, never>; output: SecurityPolicy };
}
