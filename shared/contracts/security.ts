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
  /** Whether there is a recovery code; null for who can have none. */
  recoveryCode: boolean | null;
  /** This computer's clock, and the latest time anything was recorded here: codes depend on it. Epoch ms. */
  now: number;
  lastSeen: number;
}

export type FindingKind =
  | 'weakPassword'
  | 'noFactor'
  | 'dormant'
  | 'conflict'
  | 'pinLocked'
  | 'failedSignIns'
  | 'sensitiveExports'
  | 'tooManyLooks'
  | 'noBackup'
  | 'oldBackup'
  | 'failedBackups'
  | 'backupsUnreachable';

/** Something about the company's safety that somebody should look at. */
export interface Finding {
  kind: FindingKind;
  severity: 'high' | 'medium' | 'low';
  /** Whom it concerns; '' for nobody known, or for the company. */
  adminId: string;
  name: string;
  /** What its sentence tells: counts, days, times (epoch ms). */
  params: Record<string, string | number>;
}

/** How one account is guarded. */
export interface GuardedPerson {
  id: string;
  name: string;
  loginName: string;
  roles: readonly { zh: string; en: string }[];
  state: string;
  lastLoginAt: number | null;
  passwordChangedAt: number;
  /** 0 (guessed at once) to 4, judged when it was set; null where it was not. */
  passwordStrength: number | null;
  factorSince: number | null;
  codesLeft: number;
  pin: 'off' | 'on' | 'locked';
  failedCount: number;
  isSelf: boolean;
}

export interface SecurityReport {
  at: number;
  /** How many days back attempts and exports are counted. */
  days: number;
  findings: Finding[];
  people: GuardedPerson[];
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
  /** Of a super administrator: a new code, shown once. The old one opens nothing here any more. */
  'recovery.renewCode': { input: Record<string, never>; output: { recoveryCode: string } };
  'security.configure': { input: SecurityPolicy; output: void };
  /** The report to be written to a file; records who took it. */
  'security.exportReport': { input: Record<string, never>; output: SecurityReport };
}

export interface SecurityQueryIo {
  'factor.status': { input: Record<string, never>; output: OwnGuard };
  'security.report': { input: Record<string, never>; output: SecurityReport };
  'security.policy': { input: Record<string, never>; output: SecurityPolicy };
}
