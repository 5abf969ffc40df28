import type { BillLayoutView } from '@shared/contracts/bill-layouts';
import type { MonthReport } from '@shared/contracts/month-reports';
import type { Notice, ReminderSettings } from '@shared/contracts/reminders';
import type { Budget, ClosedMonth, Expense, ExpenseBatch } from '@shared/contracts/profit';
import type { BlobColumns, MerchantOverlayRow } from './merchant-rows';
import type { PayerDayRow } from './payer-days';
import type {
  BillFileRow,
  BillRow,
  ChannelAccountRow,
  ChannelTermsRow,
  FeeDayRow,
  MerchantMethodsRow,
  CouponDayRow,
  CouponRow,
  TxnBlockRow,
  TxnDayRow,
  TxnNumbersRow,
} from './txn-rows';
import type { AdminLevel } from '@shared/access/levels';
import type { Permission } from '@shared/access/resources';
import type { AssignedRights, Grant } from '@shared/access/rights';
import type { Limits, Role } from '@shared/access/roles';
import type { DataScope } from '@shared/access/scope';
import type { AdminState, RoleInput } from '@shared/contracts/people';
import type { ReviewLine, ReviewScope } from '@shared/contracts/reviews';

/** Rows as they rest in IndexedDB. Indexed fields are never missing and never NaN, null or boolean (they would drop out of the index). */

export interface MetaRow {
  key: string;
  value: unknown;
}

export interface KdfParams {
  algorithm: 'argon2id';
  memoryKib: number;
  iterations: number;
  parallelism: number;
  /** base64 */
  salt: string;
}

/** A secret under somebody's key: AES-256-GCM, base64 of iv || ciphertext || tag. */
export interface WrappedKey {
  v: 1;
  box: string;
}

/** Enough to recognise a secret and to open the keys with it. */
export interface StoredCredential {
  kdf: KdfParams;
  authHash: string;
  wrappedKeys: WrappedKey;
}

/** An invitation as it stands; the code itself is never stored. */
export interface Invite {
  /** When the present code was given out, and from when it no longer opens. Epoch ms. */
  sentAt: number;
  expiresAt: number;
  /** Codes given out so far, the first included. */
  sent: number;
  byName: string;
  /** The keys under the code; null once it was used, declined, revoked or found expired. */
  credential: StoredCredential | null;
  /** Epoch ms of acceptance, refusal or withdrawal; 0 while it waits. */
  endedAt: number;
}

export interface AdminRow {
  id: string;
  /** Case-folded login name, unique. */
  loginKey: string;
  loginName: string;
  name: string;
  /** Sealed; the mask is what views show, the key a blind index that finds the same number again. '' and null for none. */
  mobileBox: Uint8Array | null;
  mobileMask: string;
  mobileKey: string;
  wechatId: string;
  /** `invited` until the activation code is used; `locked` by somebody for a reason, `disabled` for good measure or after many failures. */
  state: AdminState;
  /** Why and when the state was last set by somebody; '' and 0 before that. */
  stateReason: string;
  stateAt: number;
  /** Null for who was never invited. */
  invite: Invite | null;
  level: AdminLevel;
  /** Built-in roles, and ids of `roles`. */
  roleIds: string[];
  grants: Grant[];
  denies: Permission[];
  scope: DataScope;
  limits: Limits;
  /** Who leads this admin; '' for nobody. */
  managerId: string;
  /** Null for who has no password: not accepted yet, or deleted. */
  kdf: KdfParams | null;
  /** base64 of SHA-256 over the derived authenticator; never the password, never the key. '' without one. */
  authHash: string;
  wrappedKeys: WrappedKey | null;
  /** Only for the super admin who holds a recovery code: the same keys under the code. */
  recovery: StoredCredential | null;
  mustChangePassword: boolean;
  /** Epoch ms after which a password given by somebody else no longer signs in; 0 for one's own. */
  oneTimeUntil: number;
  passwordChangedAt: number;
  failedCount: number;
  heldUntil: number;
  lastLoginAt: number;
  createdAt: number;
  rev: number;
}

/** A role a company made for itself. */
export interface RoleRow extends Role {
  permissions: Permission[];
  createdAt: number;
  createdBy: string;
  rev: number;
}

/** That a right was used on a business day: what the daily limits count, and what nobody has used for long. */
export interface RightsUseRow {
  /** `${adminId}|${permission}|${day}` */
  id: string;
  adminId: string;
  permission: string;
  /** BizDate */
  day: string;
  count: number;
  /** Rows or fen, as the permission's limit counts; 0 where it has none. */
  amount: number;
  lastAt: number;
}

/** What changed in somebody's rights, kept for the record and until the person has taken note. Never edited but for `ackAt`. */
export interface RightsChangeRow {
  id: string;
  adminId: string;
  at: number;
  byId: string;
  byName: string;
  reason: string;
  before: AssignedRights;
  after: AssignedRights;
  added: Permission[];
  removed: Permission[];
  /** Epoch ms at which the person took note; 0 until then. */
  ackAt: number;
}

/** Who works on a merchant beside its owner. No row: nobody does. */
export interface MerchantTeamRow {
  /** Of the merchant. */
  id: string;
  members: MerchantMember[];
}

export interface MerchantMember {
  adminId: string;
  access: 'read' | 'write';
  since: number;
  byName: string;
}

/** A change that gives high-risk rights and waits for a second administrator. */
export interface GrantRequestRow {
  id: string;
  kind: 'admin' | 'role';
  targetId: string;
  targetName: string;
  /** What was asked for, and what stood there then: another state makes it void. */
  asked:
    { kind: 'admin'; before: AssignedRights; after: AssignedRights } | { kind: 'role'; rev: number; role: RoleInput };
  risky: Permission[];
  added: Permission[];
  removed: Permission[];
  /** Conflicts of duties were shown to whoever asked. */
  acceptConflicts: boolean;
  at: number;
  byId: string;
  byName: string;
  reason: string;
  expiresAt: number;
  state: 'waiting' | 'approved' | 'refused' | 'withdrawn';
  endedAt: number;
  endedById: string;
  endedBy: string;
  note: string;
}

/** One round of looking at everybody's rights. Frozen when signed, but for what was carried out since. */
export interface ReviewRow {
  id: string;
  no: string;
  title: string;
  scope: ReviewScope;
  /** BizDate */
  dueDate: string;
  reviewerId: string;
  reviewerName: string;
  createdAt: number;
  createdBy: string;
  state: 'open' | 'signed' | 'cancelled';
  items: ReviewLine[];
  signedAt: number;
  /** Over what was signed; '' before. */
  hash: string;
}

export interface AuditEntryRow {
  /** Absent in entries of the first shape, which lack what is optional below. */
  v?: 2;
  seq: number;
  at: number;
  /** Minutes the desk's clock was east of UTC. */
  tzOffset?: number;
  actorId: string;
  actorName: string;
  roleId: string;
  /** Level of the admin at the time; '' for nobody. */
  level?: string;
  sessionId: string;
  /** The same for all entries of one deed. */
  requestId?: string;
  action: string;
  targetType: string;
  targetId: string;
  targetLabel: string;
  diff: { field: string; before: string; after: string }[];
  counts: Record<string, number>;
  /** Hash over the rows of a bulk command; '' otherwise. */
  rowsHash: string;
  /** How many rows of a bulk deed `auditRows` keeps of it. */
  rows?: number;
  reason: string;
  result: 'ok' | 'denied' | 'fail';
  appVersion: string;
  prevHash: string;
  hash: string;
  /** HMAC over `hash` under the audit key; '' where nobody was there to unlock it. */
  mac?: string;
}

/** What a bulk deed did to its rows, in blocks by id, so that the history of one of them finds it. */
export interface AuditRowsRow {
  /** `${seq, twelve digits}|${first id}` */
  id: string;
  seq: number;
  columns: BlobColumns;
}

/** Entries that were moved out of the database into a file. */
export interface AuditArchiveRow {
  id: string;
  fromSeq: number;
  toSeq: number;
  fromAt: number;
  toAt: number;
  /** Hash before the first and of the last entry. */
  prevHash: string;
  head: string;
  fileName: string;
  fileSha256: string;
  bytes: number;
  at: number;
  by: string;
  byName: string;
}

/** Something that went wrong inside the program, without anybody's data. */
export interface IncidentRow {
  /** As shown to the person it happened to. */
  id: string;
  at: number;
  /** Error code. */
  code: string;
  /** Command, query or part of the window. */
  place: string;
  errorName: string;
  frames: string;
  appVersion: string;
  by: string;
  byName: string;
  state: 'open' | 'handled' | 'ignored';
  note: string;
  settledAt: number;
  settledBy: string;
}

export interface ImportBatchRow {
  id: string;
  at: number;
  by: string;
  byName: string;
  fileName: string;
  sha256: string;
  state: 'done' | 'reverted';
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  revertedAt: number;
  revertedBy: string;
  keptRows: number;
}

export interface ImportBeforeRow {
  /** `${batchId}|${block}` */
  id: string;
  batchId: string;
  columns: BlobColumns;
}

export interface ImportMappingRow {
  fingerprint: string;
  mapping: Record<string, number>;
  /** Enum field -> text in the file -> code, '' for nothing. */
  values: Record<string, Record<string, string>>;
  savedAt: number;
}

/**
 * An import that was not finished, one per admin: a head, what was decided, and the file in parts. All under the head's
 * upload: a part of another one is not its own.
 */
export interface ImportPendingRow {
  /** `${adminId}|head`, `${adminId}|decisions`, `${adminId}|part|000` */
  id: string;
  adminId: string;
  kind: 'head' | 'decisions' | 'part';
  uploadId: string;
  /** Of the head: 1 once every part and the decisions are there. */
  complete: 0 | 1;
  savedAt: number;
  /** Sealed: a file may hold ID numbers. */
  box: Uint8Array;
}

export interface DraftRow {
  /** `${adminId}|${key}` */
  id: string;
  adminId: string;
  key: string;
  /** Sealed: a draft may hold an ID number. */
  box: Uint8Array;
  savedAt: number;
}

export interface ViewRow {
  /** `${adminId}|${key}` */
  id: string;
  json: string;
}

export interface MerchantBlockRow {
  /** `${batchId}|${n}`: blocks of one batch lie together. */
  id: string;
  batchId: string;
  columns: BlobColumns;
}

/** What somebody proves beside their password, and what is remembered of passwords. One per admin, once there is something. */
export interface GuardRow {
  /** Of the admin. */
  id: string;
  factor: FactorRow | null;
  factorFailed: number;
  factorHeldUntil: number;
  pin: PinRow | null;
  pinFailed: number;
  pinHeldUntil: number;
  /** Null while the present password is from a time when nothing was noted, or given by somebody else. */
  password: PasswordNote | null;
  /** Recognise the last five passwords, the present one first. */
  pastPasswords: { kdf: KdfParams; authHash: string }[];
}

/** A second factor after RFC 6238. */
export interface FactorRow {
  /** The secret under the admin's personal key, which comes of their password alone. */
  box: string;
  since: number;
  /** Of the last code accepted, counted in 30 s since 1970: no code is accepted twice. */
  lastStep: number;
  kdf: KdfParams;
  /** Hashes of the recovery codes not used yet. */
  codes: string[];
}

/** Six digits alone would be guessed in minutes by who has the file: the hash is sealed with the keys of the installation. */
export interface PinRow {
  kdf: KdfParams;
  box: Uint8Array;
  setAt: number;
  /** 1: tried in vain too often, until a super administrator resets it. */
  locked: 0 | 1;
}

/** What is kept of a password: how good it was judged, never how it reads. */
export interface PasswordNote {
  /** 0 (guessed at once) to 4. */
  strength: number;
  /** Whether it is long enough to stand alone for everything, for a clerk, or only beside a second factor. */
  length: 'strong' | 'plain' | 'short';
  /** Kinds of characters, of: small, capital, digits, other. */
  kinds: number;
}

/** What an administrator was and did, put aside in the step that deleted them. */
export interface AdminSnapshotRow {
  id: string;
  adminId: string;
  adminName: string;
  at: number;
  byName: string;
  /** Entries of the audit and merchants in it, for the list. */
  entries: number;
  merchants: number;
  /** Sealed JSON: it names merchants, and says what was done to them. */
  box: Uint8Array;
}

/** A month's report as it was made: as the contract has it. */
export type MonthReportRow = MonthReport;

/** As the contract has them. */
export type ExpenseRow = Expense;
export type BudgetRow = Budget;
export type ClosedMonthRow = ClosedMonth;

/** Rules of one admin. */
export interface ReminderRow extends ReminderSettings {
  /** Of the admin. */
  id: string;
}

/** `id` is `${adminId}|${at, fifteen digits}|${batchId}|${rule}`: those of one admin lie in order of time. */
export interface NoticeRow extends Notice {
  adminId: string;
  batchId: string;
}

export interface TableRows {
  meta: MetaRow;
  admins: AdminRow;
  roles: RoleRow;
  rightsUse: RightsUseRow;
  rightsChanges: RightsChangeRow;
  reviews: ReviewRow;
  grantRequests: GrantRequestRow;
  audit: AuditEntryRow;
  auditRows: AuditRowsRow;
  auditArchives: AuditArchiveRow;
  incidents: IncidentRow;
  merchantBlocks: MerchantBlockRow;
  merchantRows: MerchantOverlayRow;
  merchantTeams: MerchantTeamRow;
  merchantMethods: MerchantMethodsRow;
  importBatches: ImportBatchRow;
  importBefore: ImportBeforeRow;
  importMappings: ImportMappingRow;
  importPending: ImportPendingRow;
  drafts: DraftRow;
  views: ViewRow;
  guards: GuardRow;
  adminSnapshots: AdminSnapshotRow;
  bills: BillRow;
  billFiles: BillFileRow;
  txnBlocks: TxnBlockRow;
  txnDays: TxnDayRow;
  txnNumbers: TxnNumbersRow;
  monthReports: MonthReportRow;
  expenses: ExpenseRow;
  expenseBatches: ExpenseBatch;
  budgets: BudgetRow;
  closedMonths: ClosedMonthRow;
  channelAccounts: ChannelAccountRow;
  channelTerms: ChannelTermsRow;
  feeDays: FeeDayRow;
  billLayouts: BillLayoutView;
  payerDays: PayerDayRow;
  coupons: CouponRow;
  couponDays: CouponDayRow;
  reminders: ReminderRow;
  notices: NoticeRow;
}

export type TableName = keyof TableRows;

/** Dexie schema of the current version: primary key first, then indexes. Each index costs on every write: think twice. */
export const TABLE_SCHEMA: Readonly<Record<TableName, string>> = {
  meta: 'key',
  admins: 'id, &loginKey',
  roles: 'id',
  rightsUse: 'id, adminId',
  rightsChanges: 'id, adminId, at',
  audit: 'seq, at, targetId, action, actorId, result, targetLabel',
  auditRows: 'id, seq',
  auditArchives: 'id, fromSeq',
  incidents: 'id, at, state',
  reviews: 'id, reviewerId',
  grantRequests: 'id, targetId',
  merchantBlocks: 'id, batchId',
  merchantRows: 'id',
  merchantTeams: 'id',
  merchantMethods: 'id',
  importBatches: 'id, at, sha256',
  importBefore: 'id, batchId',
  importMappings: 'fingerprint',
  importPending: 'id, adminId, kind',
  drafts: 'id, adminId',
  views: 'id',
  guards: 'id',
  adminSnapshots: 'id, adminId',
  bills: 'id, batchId, at, sha256',
  billFiles: 'id',
  txnBlocks: 'id, billId',
  txnDays: 'id',
  txnNumbers: 'id',
  monthReports: 'id, month',
  expenses: 'id, bizDate, category',
  expenseBatches: 'id, at',
  budgets: 'id',
  closedMonths: 'month',
  channelAccounts: 'id, merchantId',
  channelTerms: 'id',
  feeDays: 'id',
  billLayouts: 'id',
  payerDays: 'id, account',
  coupons: 'id',
  couponDays: 'id',
  reminders: 'id',
  notices: 'id, adminId, batchId',
};

export const TABLE_NAMES = Object.keys(TABLE_SCHEMA) as TableName[];

/** How the unit of work turns changes of a table into audit entries. `none`: recorded explicitly by the one repository that writes it. */
export interface AuditPolicy {
  entity: string;
  label: (row: Record<string, unknown>) => string;
  /** Fields that matter to a reader; keys, hashes and wraps are not among them. */
  fields: readonly string[];
}

export const AUDIT_POLICY: Partial<Record<TableName, AuditPolicy>> = {
  admins: {
    entity: 'admin',
    label: (row) => String(row['name']),
    fields: [
      'loginName',
      'name',
      'mobileMask',
      'wechatId',
      'level',
      'roleIds',
      'grants',
      'denies',
      'scope',
      'limits',
      'managerId',
      'state',
      'mustChangePassword',
    ],
  },
  roles: {
    entity: 'role',
    label: (row) => String(row['zh']),
    fields: ['zh', 'en', 'dutyZh', 'dutyEn', 'permissions', 'scope', 'limits'],
  },
};
