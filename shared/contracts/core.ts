import type { Permission } from '../access/resources';
import type { AdminLevel } from '../access/levels';
import type { AssignedRights } from '../access/rights';
import type { RoleId } from '../access/roles';
import type { MerchantSensitiveField, MerchantStatus, MerchantValues } from '../entities/merchant';
import type { ColumnBatch } from '../kernel/columns';
import type { Result } from '../kernel/result';
import type { FieldCount } from '../imports/define';
import type { BillCommandIo, BillQueryIo } from './bills';
import type { BillLayoutCommandIo, BillLayoutQueryIo } from './bill-layouts';
import type { MerchantMethodCommandIo, MerchantMethodQueryIo } from './merchant-methods';
import type { HolidayCommandIo, HolidayQueryIo } from './holidays';
import type { ChannelTermsCommandIo, ChannelTermsQueryIo } from './channel-terms';
import type { AdminState, InviteView, PeopleCommandIo, PeopleQueryIo } from './people';
import type { DashboardQueryIo } from './dashboard';
import type { PayersCommandIo, PayersQueryIo } from './payers';
import type { GrantsCommandIo, GrantsQueryIo } from './grants';
import type { ReviewsCommandIo, ReviewsQueryIo } from './reviews';
import type { BackupCommandIo, BackupQueryIo } from './backups';
import type { PreviewInfo, RightsCommandIo, RightsQueryIo } from './rights';
import type { PasswordDue, SecurityCommandIo, SecurityQueryIo } from './security';
import type { MonthReportCommandIo, MonthReportQueryIo } from './month-reports';
import type { CouponCommandIo, CouponQueryIo } from './coupons';
import type { ProfitCommandIo, ProfitQueryIo } from './profit';
import type { VoucherCommandIo, VoucherQueryIo } from './vouchers';
import type { ReminderCommandIo, ReminderQueryIo } from './reminders';
import type { TeamCommandIo, TeamQueryIo } from './teams';
import type { TxnCommandIo, TxnQueryIo } from './txns';
import type { ViewCommandIo, ViewQueryIo } from './views';
import type { AuditCommandIo, AuditQueryIo } from './audit';

/** Input and output of every command and query. The registries in renderer/core must satisfy these maps, name for name. */

export interface SessionInfo {
  adminId: string;
  loginName: string;
  name: string;
  level: AdminLevel;
  roleIds: readonly string[];
  roles: readonly { zh: string; en: string }[];
  permissions: readonly Permission[];
  /** Epoch ms at which a temporary grant among them ends; null for never. */
  rightsUntil: number | null;
  /** Set while looking through somebody's eyes: `permissions` are then what both may, and nothing can be changed. */
  preview: PreviewInfo | null;
  /** Every merchant is within reach; false: some are not shown. */
  seesAll: boolean;
  locked: boolean;
  mustChangePassword: boolean;
  /** Why the password must be changed first; '' when it need not. */
  passwordDue: PasswordDue;
  /** `due`: one must be set up before anything else. */
  secondFactor: 'off' | 'on' | 'due';
  idleMinutes: number;
  /** Passwords follow the stricter preset. */
  strictPasswords: boolean;
  companyName: string;
  lastLoginAt: number | null;
}

/** A merchant as queries give it: sensitive fields masked, the rest as stored text. */
export interface MerchantView extends MerchantValues {
  id: string;
  rev: number;
  createdAt: number;
  createdBy: string;
  /** Admin who looks after it: who entered it, until it is handed over. */
  ownerId: string;
  updatedAt: number;
  updatedBy: string;
  deletedAt: number;
  importBatchId: string;
  regionCode: string;
  isSample: boolean;
}

export interface MerchantFilter {
  /** Name, short name, number, USCC, pinyin, initials; a full mobile, ID or account number is looked up by blind index. */
  text?: string;
  status?: MerchantStatus[];
  merchantType?: string[];
  settleCycle?: string[];
  level?: string[];
  province?: string;
  city?: string;
  district?: string;
  mcc?: string;
  onboardedFrom?: string;
  onboardedTo?: string;
  importBatchId?: string;
  ownerId?: string;
  /** Recycle bin instead of the living. */
  deleted?: boolean;
}

export interface MerchantSort {
  field: string; // entity field, or createdAt / updatedAt
  descending: boolean;
}

export interface MerchantQuery {
  filter: MerchantFilter;
  sort: MerchantSort;
}

export interface HistoryEntry {
  seq: number;
  at: number;
  by: string;
  action: string;
  reason: string;
  diff: { field: string; before: string; after: string }[];
}

export interface BatchView {
  id: string;
  at: number;
  by: string;
  fileName: string;
  sha256: string;
  state: 'done' | 'reverted';
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  revertedAt: number;
  revertedBy: string;
  /** After an undo: rows changed since the import, which were therefore kept. */
  keptRows: number;
}

/** A merchant an undo leaves as it is, because somebody changed it after the import. */
export interface KeptMerchant {
  id: string;
  merchantNo: string;
  name: string;
  /** Epoch ms. */
  changedAt: number;
  /** Name of who changed it last. */
  changedBy: string;
}

/**
 * What an undo does, or did. An import can be undone once, at any later time: however old it is, only rows nobody has
 * touched since are removed or restored.
 */
export interface RevertOutcome {
  removed: number;
  restored: number;
  /** In order of their numbers, at most 500. Merchants purged since count in `keptTotal` alone. */
  kept: KeptMerchant[];
  keptTotal: number;
}

/** What a clerk settled for files with the same headers. */
export interface RememberedMapping {
  /** Entity field -> 0-based column. */
  mapping: Record<string, number>;
  /** Enum field -> text in the file -> code, '' for nothing. */
  values: Record<string, Record<string, string>>;
}

/** The file of an import that was not finished. */
export interface PendingFile {
  fileName: string;
  bytes: number;
  /** Of at most 4 MiB each. */
  parts: number;
  /** Pasted rather than picked. */
  isText: boolean;
  /** Rows of the plan. */
  rows: number;
  /** What was decided about them, counted. */
  changes: number;
}

/** What `import.commit` writes. Columns are input fields as normalised text; an empty cell never clears a value. */
export interface ImportRows {
  creates: ColumnBatch;
  /** Input fields plus columns `id` and `rev`: every filled cell is written over what is there. */
  updates: ColumnBatch;
  /** The same, but only empty fields are written. */
  fills: ColumnBatch;
  /** Data version at which the plan looked up existing rows; another one now refuses with `import.table_moved_on`. */
  tableVersion: number;
}

export interface AdminView {
  id: string;
  loginName: string;
  name: string;
  rights: AssignedRights;
  /** Names of the roles, in both languages. */
  roles: readonly { zh: string; en: string }[];
  state: AdminState;
  /** Why it is as it is, as whoever set it said; '' when nobody did. */
  stateReason: string;
  stateAt: number;
  /** Masked. */
  mobileMask: string;
  wechatId: string;
  invite: InviteView | null;
  rev: number;
  createdAt: number;
  /** When somebody last signed a review of this person's rights. */
  lastReviewAt: number | null;
  /** In an overdue review, or not reviewed for half a year. */
  reviewDue: boolean;
  lastLoginAt: number | null;
  failedCount: number;
  heldUntil: number;
  mustChangePassword: boolean;
  isSelf: boolean;
}

export interface SetupStatus {
  state: 'virgin' | 'ready' | 'recovery';
  companyName: string;
  /** For `recovery`: what the sentinel remembers. */
  lost?: { lastOpenOk: number; counts: Record<string, number>; reason: 'missing' | 'damaged' | 'behind' };
  loginNames: never[]; // never listed before signing in
}

export interface DuplicateHint {
  id: string;
  merchantNo: string;
  name: string;
  by: 'uscc' | 'name' | 'phone' | 'account' | 'idCard';
}

export interface CommandIo
  extends
    BackupCommandIo,
    AuditCommandIo,
    RightsCommandIo,
    PeopleCommandIo,
    SecurityCommandIo,
    BillCommandIo,
    BillLayoutCommandIo,
    ChannelTermsCommandIo,
    HolidayCommandIo,
    MerchantMethodCommandIo,
    PayersCommandIo,
    ReviewsCommandIo,
    TeamCommandIo,
    TxnCommandIo,
    ViewCommandIo,
    MonthReportCommandIo,
    ProfitCommandIo,
    CouponCommandIo,
    VoucherCommandIo,
    ReminderCommandIo,
    GrantsCommandIo {
  'setup.create': {
    input: { companyName: string; loginName: string; adminName: string; password: string; locale: 'zh' | 'en' };
    output: { recoveryCode: string; session: SessionInfo };
  };
  /** `code`: of the second factor, or one of its recovery codes; only where there is one. */
  'session.signIn': { input: { loginName: string; password: string; code?: string }; output: SessionInfo };
  'session.signOut': { input: Record<string, never>; output: void };
  'session.lock': { input: { reason: 'user' | 'idle' | 'os-lock' | 'suspend' }; output: void };
  'session.unlock': { input: { password: string; code?: string }; output: SessionInfo };
  'session.recover': {
    input: { loginName: string; recoveryCode: string; newPassword: string };
    output: { recoveryCode: string; session: SessionInfo };
  };
  'session.changePassword': { input: { current: string; next: string }; output: void };
  'session.setIdleMinutes': { input: { minutes: number }; output: SessionInfo };
  'company.update': { input: { companyName: string }; output: void };
  'admin.create': {
    input: { loginName: string; name: string; roleId: RoleId; password: string };
    output: { id: string; requestId: string };
  };
  /** A contact that is not given stays as it is; `''` clears it. */
  'admin.update': { input: { id: string; name: string; mobile?: string; wechatId?: string }; output: void };
  /** `rev` as last seen; `acceptConflicts` when the person asking was shown the conflicts of duties. */
  'admin.setRights': {
    input: { id: string; rev: number; rights: AssignedRights; reason: string; acceptConflicts: boolean };
    /** `requestId`: nothing is changed yet, a second administrator must confirm; '' otherwise. */
    output: { rev: number; added: Permission[]; removed: Permission[]; requestId: string };
  };
  'rights.acknowledge': { input: { ids: string[] }; output: void };
  'admin.setState': { input: { id: string; state: 'active' | 'disabled' | 'locked'; reason: string }; output: void };
  /** The one-time password, shown once; the admin must change it when signing in. */
  'admin.resetPassword': { input: { id: string }; output: { password: string } };
  'merchant.create': { input: { values: MerchantValues; submit: boolean }; output: MerchantView };
  /** `submit` hands a draft in for review with the same stroke: whoever may edit it may do that. */
  'merchant.update': {
    input: { id: string; rev: number; values: MerchantValues; submit?: boolean };
    output: MerchantView;
  };
  'merchant.setStatus': {
    input: { ids: string[]; to: MerchantStatus; reason: string };
    output: { changed: number; refused: number };
  };
  'merchant.delete': { input: { ids: string[]; reason: string }; output: { changed: number } };
  'merchant.restore': { input: { ids: string[] }; output: { changed: number } };
  'merchant.purge': { input: { ids: string[]; reason: string }; output: { changed: number } };
  'merchant.reveal': { input: { id: string; field: MerchantSensitiveField }; output: { value: string } };
  /**
   * Gives the rows to write and records who took what. Sensitive fields are masked, unless `clear` asks for them as they
   * are: a right of its own, with a fresh proof, and as a workbook only, where long numbers stay text.
   */
  'merchant.export': {
    /** `fileName`: where it is to be saved, for the export log. */
    input: MerchantQuery & { fields: string[]; format: 'xlsx' | 'csv'; clear?: boolean; fileName?: string };
    output: ColumnBatch;
  };
  'import.commit': {
    input: ImportRows & {
      fileName: string;
      sha256: string;
      allowSameFile: boolean;
      failed: number;
      skipped: number;
      /** Upload of the pending import this one finishes: it goes in the same transaction. */
      pendingId?: string;
    };
    /** `updated` counts filled ones too. */
    output: { batchId: string; created: number; updated: number };
  };
  'import.revert': { input: { batchId: string }; output: RevertOutcome };
  /**
   * An unfinished import is kept for the admin who works on it: `begin` replaces what was kept before, `keep` adds the file
   * part by part, `save` stores what was decided and makes it complete. `import.pending_gone`: another upload took its place.
   */
  'importPending.begin': { input: { uploadId: string } & Omit<PendingFile, 'rows' | 'changes'>; output: void };
  'importPending.keep': { input: { uploadId: string; part: number; bytes: Uint8Array<ArrayBuffer> }; output: void };
  'importPending.save': { input: { uploadId: string; json: string } & PendingFile; output: void };
  'importPending.clear': { input: Record<string, never>; output: void };
  'importMapping.save': { input: { fingerprint: string } & RememberedMapping; output: void };
  'sample.load': { input: Record<string, never>; output: { created: number } };
  'sample.remove': { input: Record<string, never>; output: { removed: number } };
  'draft.save': { input: { key: string; json: string }; output: void };
  'draft.clear': { input: { key: string }; output: void };
}

/** Where the data lives. */
export interface DiskSpace {
  state: 'unknown' | 'good' | 'low' | 'full';
  freeBytes: number | null;
}

/** Figures of the stored data for whoever keeps it, and for support: nothing of a person. */
export interface StorageOverview {
  appVersion: string;
  schemaVersion: number;
  /** Epoch ms of the set-up. */
  createdAt: number;
  /** Rows by table; merchants one by one. */
  counts: Record<string, number>;
  space: DiskSpace;
  journal: { state: 'whole' | 'gap'; entries: number };
  /** Outside the database; `lastAt` epoch ms, 0 for none. */
  anchors: { count: number; lastAt: number; lastSeq: number };
  auditSeq: number;
  /** The newest, at most 20. */
  incidents: { at: number; code: string; place: string }[];
}

export interface QueryIo
  extends
    BackupQueryIo,
    AuditQueryIo,
    RightsQueryIo,
    PeopleQueryIo,
    SecurityQueryIo,
    BillQueryIo,
    BillLayoutQueryIo,
    ChannelTermsQueryIo,
    HolidayQueryIo,
    MerchantMethodQueryIo,
    ReviewsQueryIo,
    TeamQueryIo,
    TxnQueryIo,
    MonthReportQueryIo,
    ProfitQueryIo,
    CouponQueryIo,
    VoucherQueryIo,
    ReminderQueryIo,
    DashboardQueryIo,
    ViewQueryIo,
    PayersQueryIo,
    GrantsQueryIo {
  'setup.status': { input: Record<string, never>; output: SetupStatus };
  /**
   * How much room there is where the data lives; `full` stores nothing more, nor does `unsaved`: neither the journal nor a
   * backup can be written, so that what is stored would be nowhere else.
   */
  'storage.space': {
    input: Record<string, never>;
    output: DiskSpace & { unsaved: boolean };
  };
  'storage.overview': { input: Record<string, never>; output: StorageOverview };
  'session.current': { input: Record<string, never>; output: SessionInfo | null };
  'merchant.list': {
    input: MerchantQuery & { offset: number; limit: number };
    output: { total: number; rows: MerchantView[] };
  };
  'merchant.get': { input: { id: string }; output: MerchantView };
  'merchant.counts': {
    input: { filter: MerchantFilter };
    output: { total: number; byStatus: Record<string, number>; deleted: number };
  };
  'merchant.history': { input: { id: string }; output: HistoryEntry[] };
  'merchant.duplicates': {
    input: {
      exceptId?: string;
      name?: string;
      uscc?: string;
      contactPhone?: string;
      accountNo?: string;
      legalIdNo?: string;
    };
    output: DuplicateHint[];
  };
  /** For a column of USCCs: row numbers (0-based) that exist already, with what they are; id '' for those out of reach. */
  'import.lookup': {
    input: { uscc: ColumnBatch };
    output: {
      tableVersion: number;
      /** Merchants there are: where there are none, nothing else need be asked. */
      merchants: number;
      hits: { row: number; id: string; rev: number; merchantNo: string; name: string }[];
    };
  };
  /**
   * Living merchants that may be the same as rows of a file, by name and region, mobile or account. Columns in: `name`,
   * `province`, `city`, `district`, `contactPhone`, `accountNo` as normalised text. Columns out: `row` (0-based), `id`, `rev`,
   * `merchantNo`, `name`, and `by`, match keys joined by commas; at most five per row, surest first.
   */
  'import.similar': { input: { rows: ColumnBatch }; output: { tableVersion: number; hits: ColumnBatch } };
  /** What `import.commit` would do with these rows, by the same code; refused for the same reasons. */
  'import.preview': {
    input: ImportRows;
    output: {
      create: number;
      update: number;
      fill: number;
      /** Rows to update or fill that already are what they would become. */
      unchanged: number;
      fields: FieldCount[];
      filled: FieldCount[];
    };
  };
  /**
   * Where a merchant must lie for whoever imports it to reach it afterwards: its region code must begin with one of each list.
   * No list at all: anywhere.
   */
  'import.reach': { input: Record<string, never>; output: { regions: string[][] } };
  'import.existing': { input: { ids: string[] }; output: { rows: MerchantView[] } };
  'import.batches': { input: { offset: number; limit: number }; output: { total: number; rows: BatchView[] } };
  'import.batch': { input: { batchId: string }; output: BatchView };
  /** Before an undo: what it would do. After it: what it did. */
  'import.revertPreview': { input: { batchId: string }; output: RevertOutcome };
  'import.sameFile': { input: { sha256: string }; output: BatchView | null };
  /** Only when it is complete and not older than a week. */
  'importPending.find': {
    input: Record<string, never>;
    output: (PendingFile & { uploadId: string; savedAt: number }) | null;
  };
  'importPending.decisions': { input: { uploadId: string }; output: { json: string } };
  'importPending.part': { input: { uploadId: string; part: number }; output: { bytes: Uint8Array<ArrayBuffer> } };
  'importMapping.find': { input: { fingerprint: string }; output: RememberedMapping | null };
  /** Changes of the own rights that were not taken note of yet, oldest first. */
  'rights.pending': {
    input: Record<string, never>;
    output: { id: string; at: number; by: string; reason: string; added: Permission[]; removed: Permission[] }[];
  };
  'admin.list': { input: Record<string, never>; output: AdminView[] };
  'draft.get': { input: { key: string }; output: { json: string; savedAt: number } | null };
}

export type CommandName = keyof CommandIo;
export type QueryName = keyof QueryIo;

export interface CallOptions {
  onProgress?: (done: number, total: number) => void;
  /** Asked between steps; true stops a command before its transaction, or a long query, with `operation.cancelled`. */
  isCancelled?: () => boolean;
}

/** The core as its clients see it (window, sheet worker, tests). */
export interface CoreClient {
  execute<N extends CommandName>(
    name: N,
    input: CommandIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<CommandIo[N]['output']>>;
  ask<N extends QueryName>(
    name: N,
    input: QueryIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<QueryIo[N]['output']>>;
}

/** Broadcast after each commit: which tables changed. `session` stands for signing in, out, locking. */
export interface ChangeNotice {
  tables: string[];
}
