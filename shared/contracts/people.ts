import type { Permission } from '../access/resources';
import type { AssignedRights } from '../access/rights';
import type { Limit, Limits } from '../access/roles';
import type { DataScope } from '../access/scope';
import type { AdminView, SessionInfo } from './core';

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
  /** The rights wait for a second administrator; '' when they hold from the start. */
  requestId: string;
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

/** What deleting somebody takes along, before it is done. */
export interface DeletePreview {
  /** Merchants that need another owner, the recycle bin included; those of them the asker may not hand over. */
  owned: number;
  outOfReach: number;
  drafts: number;
  imports: number;
  views: number;
  subordinates: { id: string; name: string }[];
  isLastSuper: boolean;
  /** Nobody else has a recovery code: deleting leaves the installation without one. */
  holdsLastRecovery: boolean;
}

/** What is left of somebody, asked of the core anew. Every count is 0 when nothing is. */
export interface DeletionProof {
  id: string;
  name: string;
  state: AdminState;
  at: number;
  reason: string;
  rights: number;
  assigned: number;
  wraps: number;
  sessions: number;
  owned: number;
  leftovers: number;
  subordinates: number;
  snapshots: { id: string; at: number; byName: string; entries: number; merchants: number }[];
}

export interface RoleInput {
  zh: string;
  en: string;
  dutyZh: string;
  dutyEn: string;
  permissions: Permission[];
  scope: DataScope | null;
  limits: Limits;
}

export interface RoleView extends RoleInput {
  id: string;
  isBuiltIn: boolean;
  /** 0 for built-in ones. */
  rev: number;
  /** Those the asker may see; the others are counted. */
  holders: { id: string; name: string; state: AdminState }[];
  unnamed: number;
  /** The asker may change it. */
  isEditable: boolean;
}

export type RoleChange =
  | { kind: 'update'; id: string; permissions: Permission[]; scope: DataScope | null; limits: Limits }
  | { kind: 'delete'; id: string; replacementId: string };

/** What a change of a role does to one person. */
export interface RoleEffect {
  id: string;
  name: string;
  added: Permission[];
  removed: Permission[];
  /** Rights that stay, with another scope or limit. */
  altered: Permission[];
  /** Conflicts of duties that were not there before. */
  conflicts: { a: Permission; b: Permission }[];
}

/** One admin and one permission, held or not, as the matrix is exported. */
export interface MatrixRow {
  name: string;
  loginName: string;
  state: AdminState;
  level: AssignedRights['level'];
  permission: Permission;
  isHeld: boolean;
  /** Assigned, but cut off: denied by name, or not held by the manager. */
  isDenied: boolean;
  isCapped: boolean;
  roles: { zh: string; en: string }[];
  /** Granted by name: epoch ms of its end, 0 for none; null when it is not. */
  grantedUntil: number | null;
  /** Must all be met; none: everything. Owners by name. */
  scope: { owners: string[]; regions: string[]; merchants: number }[];
  limit: Limit;
}

export interface DeletedAdmin {
  id: string;
  name: string;
  loginName: string;
  at: number;
  reason: string;
  byName: string;
  snapshots: number;
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
  /**
   * Ends an account for good, in one step with all that hangs on it. `heirId` gets the merchants ('' where there are none),
   * `managerId` the people below ('' for nobody above them).
   */
  'admin.delete': {
    input: { id: string; typedName: string; reason: string; heirId: string; managerId: string };
    output: { snapshotId: string; handedOver: number };
  };
  'admin.exportList': { input: Record<string, never>; output: AdminView[] };
  'admin.exportMatrix': { input: Record<string, never>; output: MatrixRow[] };
  'admin.exportSnapshot': { input: { snapshotId: string }; output: { name: string; json: string } };
  'role.create': { input: RoleInput & { reason: string }; output: { id: string } };
  'role.clone': { input: { sourceId: string; zh: string; en: string }; output: { id: string } };
  'role.update': {
    input: RoleInput & { id: string; rev: number; reason: string; acceptConflicts: boolean };
    /** `requestId`: nothing is changed yet, a second administrator must confirm; '' otherwise. */
    output: { rev: number; affected: number; requestId: string };
  };
  /** `replacementId` takes its place with everybody who holds it; '' only where nobody does. */
  'role.delete': {
    input: { id: string; rev: number; replacementId: string; reason: string; acceptConflicts: boolean };
    output: { affected: number };
  };
  'admin.setCaps': { input: AdminCaps; output: void };
}

export interface PeopleQueryIo {
  'admin.preconditions': { input: InviteIdentity & { reviveId: string }; output: Preconditions };
  /** Those who are gone, latest first. */
  'admin.deletedList': { input: Record<string, never>; output: DeletedAdmin[] };
  'admin.deletePreview': { input: { id: string }; output: DeletePreview };
  'admin.proof': { input: { id: string }; output: DeletionProof };
  'role.list': { input: Record<string, never>; output: RoleView[] };
  'role.preview': { input: RoleChange; output: { affected: RoleEffect[]; unnamed: number } };
  /** People who count: everybody but the deleted and those whose invitation came to nothing. */
  'admin.caps': { input: Record<string, never>; output: AdminCaps & { people: number; invited: number } };
}
