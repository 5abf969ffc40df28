import type { AssignedRights } from '../access/rights';
import type { SessionInfo } from './core';

/** Administrators as people: how they come, what they are, how they go. */

export type AdminState = 'invited' | 'active' | 'disabled' | 'locked' | 'declined' | 'revoked' | 'deleted';

/** Who is to be invited. At least one of the two contacts; `''` for none. */
export interface InviteIdentity {
  name: string;
  loginName: string;
  mobile: string;
  wechatId: string;
}

/** An invitation as views show it: never the code. Times are epoch ms. */
export interface InviteView {
  sentAt: number;
  expiresAt: number;
  sent: number;
  byName: string;
  endedAt: number;
  isExpired: boolean;
  /** From when another code may be given out. */
  resendAt: number;
}

/** What is handed over: shown once, kept nowhere. */
export interface InviteCode {
  id: string;
  loginName: string;
  code: string;
  expiresAt: number;
}

/** One condition of adding somebody. `params` for its text. */
export interface Precondition {
  code: 'company' | 'right' | 'keys' | 'login' | 'contact' | 'duplicate' | 'cap';
  ok: boolean;
  params?: Record<string, string | number>;
}

export interface Preconditions {
  checks: Precondition[];
  /** The record that stands in the way, where the asker may see it; `renewable`: it can be invited anew. */
  existing: { id: string; name: string; state: AdminState; renewable: boolean } | null;
}

export type CompanySize = 'small' | 'medium' | 'large';

/** How many administrators there should be (soft) and may be (hard, 0 for no end). */
export interface AdminCaps {
  size: CompanySize;
  soft: number;
  hard: number;
  /** Hours an activation code is good for. */
  inviteHours: number;
}

export interface PeopleCommandIo {
  /** `reviveId`: a record that was deleted, declined or revoked is invited anew instead of a new one. */
  'admin.invite': {
    input: InviteIdentity & { reviveId: string; rights: AssignedRights; acceptConflicts: boolean };
    output: InviteCode;
  };
  /** A new code; the old one opens nothing any more. With a contact: what was wrong is corrected in the same step. */
  'invite.resend': {
    input: { id: string; contact?: { mobile: string; wechatId: string } };
    output: InviteCode;
  };
  'invite.revoke': { input: { id: string; reason: string }; output: void };
  'invite.accept': { input: { loginName: string; code: string; password: string }; output: SessionInfo };
  'invite.decline': { input: { loginName: string; code: string }; output: void };
  'admin.setCaps': { input: AdminCaps; output: void };
}

export interface PeopleQueryIo {
  'admin.preconditions': { input: InviteIdentity & { reviveId: string }; output: Preconditions };
  /** People who count: everybody but the deleted and those whose invitation came to nothing. */
  'admin.caps': { input: Record<string, never>; output: AdminCaps & { people: number; invited: number } };
}
