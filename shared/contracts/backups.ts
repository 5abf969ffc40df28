import type { Result } from '../kernel/result';

/** Why a backup was made: asked for, by the clock, at the end of work, or before something that changes much. */
export type BackupKind = 'manual' | 'scheduled' | 'exit' | 'import' | 'bulk' | 'restore' | 'upgrade';

/** What is remembered beside a backup file, outside the database; the file's own header says most of it again. */
export interface BackupRecord {
  /** File name inside the backup folder. */
  name: string;
  backupId: string;
  kind: BackupKind;
  /** Epoch ms. */
  createdAt: number;
  bytes: number;
  /** Of everything before the file's trailer, hex; '' where only the header was read. */
  sha256: string;
  /** Rows by table. */
  tables: Record<string, number>;
  merchants: number;
  appVersion: string;
  schemaVersion: number;
  installId: string;
  companyName: string;
  /** Who made it; '' for the program. */
  by: string;
  note: string;
  /** False: whoever has the file reads names and amounts in it. */
  encrypted: boolean;
  /** Opens with a password of its own, and not with a super administrator's. */
  ownPassword?: boolean | undefined;
  durationMs: number;
  /** When it was last read back from disk and every byte proved; 0 for never. */
  verifiedAt: number;
  /** When it was last restored into a scratch database and compared; 0 for never. */
  drilledAt: number;
  /** Never removed by the clock. */
  pinned: boolean;
  /** Number of the last write that it holds; missing in those from before there was a journal. */
  journal?: { epoch: string; seq: number } | undefined;
}

/** The folder as it is now. */
export interface BackupFolder {
  /** What a person recognises it by; never a path. */
  displayName: string;
  kind: 'default' | 'chosen';
  /** The chosen folder cannot be used now: unplugged, or (in a browser) to be granted again. */
  lost: boolean;
  freeBytes: number | null;
  /** Files ending in `.mbak`, whether remembered or not. */
  files: { name: string; bytes: number; modifiedAt: number }[];
  records: BackupRecord[];
}

/** A folder of the person's that verified backups are copied to as well: a stick, another computer. */
export interface SecondPlace {
  displayName: string;
  present: boolean;
  /** On the volume the data is on; null where that cannot be told. */
  sameDrive: boolean | null;
  freeBytes: number | null;
  /** Epoch ms. */
  chosenAt: number;
  /** When a copy there was last read back and found the same; 0 for never. */
  lastCopyAt: number;
  /** Copies that failed, one after the other. */
  failures: number;
  files: BackupFolder['files'];
  records: BackupRecord[];
}

/** The part of the bridge that keeps backups. Names are plain file names in the one folder that was chosen. */
export interface BackupBridge {
  list(): Promise<Result<BackupFolder>>;
  /** `name` as `backupFileName` makes it; nothing appears under it before `publish`. */
  begin(name: string): Promise<Result<{ token: string }>>;
  /** Chunks in order, `seq` from 0, at most 4 MiB each. */
  write(token: string, seq: number, bytes: Uint8Array): Promise<Result<void>>;
  /** On disk and closed: from now on it is only read. */
  finish(token: string): Promise<Result<{ bytes: number }>>;
  /** What the disk holds, not what was handed over. */
  readBack(token: string, offset: number, length: number): Promise<Result<Uint8Array>>;
  /** Gives it its name, never over another file, and remembers it. */
  publish(token: string, record: BackupRecord): Promise<Result<void>>;
  abort(token: string): Promise<Result<void>>;
  read(name: string, offset: number, length: number): Promise<Result<Uint8Array>>;
  /** Replaces what is remembered of a file. */
  note(record: BackupRecord): Promise<Result<void>>;
  remove(name: string): Promise<Result<void>>;
  /** null: the person cancelled. */
  chooseFolder(): Promise<Result<{ displayName: string } | null>>;
  /** null where none was chosen; `bridge.not_available` where the shell can have none. */
  second(): Promise<Result<SecondPlace | null>>;
  /** null: the person cancelled. */
  chooseSecond(): Promise<Result<{ displayName: string } | null>>;
  /** What was copied there stays. */
  forgetSecond(): Promise<Result<void>>;
  /** Of a backup in the folder; read back from the second place and compared before it gets its name there. */
  copySecond(record: BackupRecord): Promise<Result<{ bytes: number; sha256: string }>>;
  removeSecond(name: string): Promise<Result<void>>;
}

/** A backup to read: one in the folder, or one the person picked (`files.pickOpen`). */
export type BackupRef = { kind: 'folder'; name: string } | { kind: 'picked'; token: string; size: number };

/** How a backup by hand is sealed: as all of them, under a password of its own, or not at all. */
export type BackupSeal = { kind: 'keys' } | { kind: 'password'; password: string } | { kind: 'none' };

/** Whether it stands for the data by itself: the program can open it, and nobody but who may. */
export function isOrdinary({ encrypted, ownPassword }: Pick<BackupRecord, 'encrypted' | 'ownPassword'>): boolean {
  return encrypted && ownPassword !== true;
}

/** Whose secret of the time of the backup opens it, and signs in to the restored data. */
export interface BackupSecret {
  kind: 'password' | 'recovery';
  loginName: string;
  secret: string;
  /** Of a file that has a password of its own. */
  filePassword?: string | undefined;
}

export interface BackupInfo extends Omit<BackupRecord, 'sha256' | 'verifiedAt' | 'drilledAt' | 'pinned' | 'name'> {
  /** Made by this installation. */
  isOwn: boolean;
  /** Epoch ms of about the last write that the journal can add to it; 0 for none. */
  journalUntil: number;
  /** What can be restored of it by itself, with how many rows; nothing of another installation's: its keys are others. */
  parts: { group: RestoreGroup; rows: number }[];
}

/** What the journal added to a backup. */
export interface JournalTail {
  /** Writes that were repeated. */
  entries: number;
  /** Epoch ms of the last of them; 0 for none. */
  until: number;
  /** False when the journal is cut short or damaged there. */
  complete: boolean;
}

export interface TableDifference {
  table: string;
  now: number;
  backup: number;
  /** In the backup only. */
  added: number;
  /** Here only: lost by a restore. */
  missing: number;
  /** In both, not the same: set back by a restore. */
  changed: number;
}

/** Parts of the data that can be restored by themselves, in the order in which they are offered. */
export const RESTORE_GROUPS = ['merchants', 'bills', 'expenses', 'reports', 'reminders', 'admins', 'settings'] as const;
export type RestoreGroup = (typeof RESTORE_GROUPS)[number];

/** What a restore would do, from a backup that lies ready in a database of its own. */
export interface RestoreReport {
  stagingId: string;
  info: BackupInfo;
  /** What is restored, the rest staying as it is; null for everything. */
  groups: RestoreGroup[] | null;
  tables: TableDifference[];
  /** Merchants one by one, wherever they are stored. */
  merchants: Omit<TableDifference, 'table'>;
  /** Epoch ms of the newest entry of the audit log; 0 for none. */
  newestNow: number;
  newestBackup: number;
  /** Nothing can be compared: the present data is gone. */
  nothingNow: boolean;
  /** null: the backup alone. */
  journal: JournalTail | null;
}

/** What a look at all of the data came to; no findings: everything holds. */
export interface DataCheck {
  at: number;
  rows: number;
  findings: IntegrityFinding[];
}

export interface BackupOverview extends Omit<BackupFolder, 'files' | 'records'> {
  /** Newest first, with what the files themselves say where nothing was remembered. */
  backups: BackupRecord[];
  /** Epoch ms of the newest verified one; 0 for none. */
  lastVerifiedAt: number;
  lastDrillAt: number;
  /** Something changed since the last backup of this start of the program. */
  dirty: boolean;
  /** Scheduled backups that failed in a row. */
  failures: number;
  /** The monthly drill did not come out right. */
  drillFailed: boolean;
  /** By the clock, once a day; null while this start of the program has made none. */
  checked: DataCheck | null;
  /** `gap`: something is stored that only a backup can save now. */
  journal: { state: 'whole' | 'gap'; entries: number };
  /** `unsupported`: only the desktop program can. `absent`: chosen, and not there now. */
  second: Omit<SecondPlace, 'present' | 'files' | 'records'> & {
    state: 'unsupported' | 'none' | 'present' | 'absent';
    /** Copies that lie there. */
    count: number;
  };
  /** A restore that can be taken back, until when. */
  undo: { until: number } | null;
}

export interface BackupCommandIo {
  /** `seal` left out: as the clock would. */
  'backup.create': { input: { note: string; seal?: BackupSeal | undefined }; output: BackupRecord };
  /** Reads the whole file; every byte, count and hash. */
  'backup.verify': { input: { name: string }; output: BackupRecord };
  /** Restores into a scratch database, compares, and throws it away. */
  'backup.drill': { input: { name: string }; output: BackupRecord };
  'backup.remove': { input: { name: string }; output: void };
  'backup.chooseFolder': { input: Record<string, never>; output: { displayName: string } | null };
  'backup.chooseSecond': { input: Record<string, never>; output: { displayName: string } | null };
  'backup.forgetSecond': { input: Record<string, never>; output: void };
  /** `groups`: what of it; left out, all of it. */
  'backup.stage': {
    input: { ref: BackupRef; secret: BackupSecret; groups?: RestoreGroup[] | undefined };
    output: RestoreReport;
  };
  'backup.discard': { input: Record<string, never>; output: void };
  /** From here on the backup is the data; the present data is kept for seven days. */
  'backup.activate': { input: { stagingId: string; reason: string }; output: void };
  'backup.undoRestore': { input: { reason: string }; output: void };
  /** The same when the data is gone and nobody can sign in: the backup's own secret is the proof. */
  'recovery.stage': {
    /** `withJournal`: what was stored after the backup, too; the secret may then be that of the time of the loss. */
    input: { ref: BackupRef; secret: BackupSecret; withJournal: boolean };
    output: RestoreReport;
  };
  'recovery.activate': { input: { stagingId: string }; output: void };
}

/** What is wrong with stored data: which check, where, how often. */
export interface IntegrityFinding {
  /**
   * `index`: rows missing from an index. `orphan`: what it names is not there. `admins`: nobody can administrate. `sums`: days
   * whose sums are not those of their lines. `bills`: bills that have not as many lines as were stored. `months`: closed
   * months whose expenses are no longer those they were closed with.
   */
  check: 'index' | 'audit' | 'orphan' | 'merchants' | 'admins' | 'sums' | 'bills' | 'months';
  table: string;
  count: number;
}

export interface BackupQueryIo {
  /** Everything that must hold of the data itself; reads all of it. */
  'integrity.check': {
    input: Record<string, never>;
    output: DataCheck;
  };
  'backup.overview': { input: Record<string, never>; output: BackupOverview };
  'backup.inspect': { input: { ref: BackupRef }; output: BackupInfo };
  /** Newest first; only while the data is gone. */
  'recovery.backups': {
    input: Record<string, never>;
    /** `journalAt`: when the journal was last written, epoch ms; 0 where there is none. */
    output: { backups: BackupRecord[]; lost: boolean; journalAt: number };
  };
  'recovery.inspect': { input: { ref: BackupRef }; output: BackupInfo };
}

const NAME = /^[a-z0-9-]{1,80}\.mbak$/;

/** Sorts by time, says why, and cannot meet another one. @param at epoch ms; shown in the time of the shop */
export function backupFileName(at: number, kind: BackupKind, id: string): string {
  const [day, time] = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).split('T') as [string, string];
  const mark = id.replace(/[^a-z0-9]/g, '').slice(-8);
  return `merchant-desk-${day.replaceAll('-', '')}-${time.replaceAll(':', '')}-${kind}-${mark}.mbak`;
}

/** Whether it is a plain name of a backup: no folder, no drive, no device. */
export function isBackupFileName(name: string): boolean {
  return NAME.test(name);
}
