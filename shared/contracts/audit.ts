import type { Permission } from '../access/resources';
import type { ColumnBatch } from '../kernel/columns';
import type { HistoryEntry } from './core';

/** The lists the one audit table is shown as. */
export type AuditLog = 'all' | 'operations' | 'signIns' | 'exports' | 'denied' | 'rights';

export interface AuditRow extends HistoryEntry {
  actorId: string;
  targetType: string;
  targetId: string;
  targetLabel: string;
  result: 'ok' | 'denied' | 'fail';
  /** Minutes east of UTC; null in entries that did not record it. */
  tzOffset: number | null;
  /** Roles held at the time, joined by `+`, and the level. */
  roleId: string;
  level: string;
  sessionId: string;
  requestId: string;
  appVersion: string;
  hash: string;
  /** How many rows of a bulk deed can be listed. */
  keptRows: number;
  /** Of a change of rights: what the admin may do since, and no longer. */
  rights?: { added: Permission[]; removed: Permission[] };
  counts?: Record<string, number>;
}

/** An action by name; `audited`: one that leaves entries when it is done, not only when it is denied. */
export interface ActionWord {
  name: string;
  zh: string;
  en: string;
  audited: boolean;
}

export interface AuditFilter {
  log: AuditLog;
  action?: string;
  actorId?: string;
  targetId?: string;
  /** Beginning of the name of what the entry is about. */
  target?: string;
  result?: string;
  /** Only changes by which somebody gained or lost this right. */
  permission?: Permission;
  /** Epoch ms, both included. */
  from?: number;
  to?: number;
}

/**
 * `altered`: an entry does not fit (`cause` says in what). `gap`: entries are missing in between. `truncated`: shorter than
 * what is remembered outside: cut off, or an older database was put back. `unanchored`: whole, but nothing outside vouches
 * for the last `tail` entries yet. `restored`: whole, and taken from a backup (`restored` says which): what was done after
 * that backup and before the restore is not in it.
 */
export interface AuditVerdict {
  verdict: 'ok' | 'altered' | 'gap' | 'truncated' | 'unanchored' | 'restored';
  /**
   * `entry`: its content is not what was hashed. `link`: it does not follow from the one before. `signature`: not signed
   * with this installation's key. `rows`: the rows of a bulk deed are not those it recorded. `anchor`: every entry fits the
   * next, but not what is remembered outside: written anew. `archive`: the record of archived entries is not genuine.
   */
  cause: '' | 'entry' | 'link' | 'signature' | 'rows' | 'anchor' | 'archive';
  /** First entry that does not fit or is missing; 0 when none. */
  brokenSeq: number;
  /** Last entry known to agree with what is remembered outside. */
  agreesTo: number;
  /** Entries after the last anchor. */
  tail: number;
  /** Entries in the database, and those in archives. */
  rows: number;
  archived: number;
  /** Number and hash of the last entry as found. */
  seq: number;
  head: string;
  anchor: { seq: number; head: string; at: number } | null;
  /** The last restore in this log: when, as which entry, and of when its backup was. */
  restored?: { at: number; seq: number; backupAt: number; isUndo: boolean };
  /** Epoch ms of the check. */
  at: number;
}

/** What goes with exported entries, so that who reads them can check them. */
export interface AuditProof {
  rows: number;
  firstSeq: number;
  lastSeq: number;
  /** Over the entries' hashes in the order of the sheet, joined by line feeds. */
  rowsSha256: string;
  installId: string;
  at: number;
  by: string;
  filter: string;
  /** Of the whole log at that moment. */
  verdict: AuditVerdict;
}

export interface AuditCommandIo {
  /** Ascending, as columns of text; the log is verified first. Progress is that of the check. */
  'audit.export': {
    input: AuditFilter & { locale: 'zh' | 'en'; fileName: string };
    output: { batch: ColumnBatch; proof: AuditProof };
  };
  /** From the window's own error handler: name and frames, never a message. */
  'incident.report': { input: { id: string; place: string; errorName: string; frames: string }; output: void };
  /** The file as read back from where it was saved: only entries it demonstrably holds leave the database. */
  'audit.archive': {
    input: { fileName: string; bytes: Uint8Array<ArrayBuffer> };
    output: { fromSeq: number; toSeq: number };
  };
  'incident.settle': { input: { id: string; state: 'handled' | 'ignored'; note: string }; output: void };
}

export interface AuditQueryIo {
  /** Newest first. `before`: only entries older than that number; `next` is the number to go on with, or null at the end. */
  'audit.list': {
    input: AuditFilter & { before?: number; limit: number };
    output: { total: number; rows: AuditRow[]; next: number | null };
  };
  /** The rows of a bulk deed, in the order of their ids. */
  'audit.rows': {
    input: { seq: number; offset: number; limit: number };
    output: { total: number; rows: { id: string; name: string; diff: HistoryEntry['diff'] }[] };
  };
  'audit.words': { input: Record<string, never>; output: ActionWord[] };
  /** Long: reports progress and can be cancelled. */
  'audit.verify': { input: Record<string, never>; output: AuditVerdict };
  /** Where the log stands and what is remembered of it outside, newest first, at most 200. */
  'audit.anchors': {
    input: Record<string, never>;
    output: {
      head: { seq: number; hash: string };
      installId: string;
      anchors: { seq: number; head: string; at: number; why: string }[];
    };
  };
  'audit.archives': { input: Record<string, never>; output: ArchiveView[] };
  /** The file that entries older than `before` (epoch ms) are to be moved into; nothing is changed by asking. */
  'audit.makeArchive': {
    input: { before: number };
    output: { bytes: Uint8Array<ArrayBuffer>; fromSeq: number; toSeq: number; fromAt: number; toAt: number };
  };
  /** A file checked and looked into, newest entry first; further pages are asked for by its SHA-256 alone. */
  'audit.openArchive': {
    input: { bytes?: Uint8Array<ArrayBuffer>; sha256?: string; before?: number; limit: number };
    output: OpenedArchive;
  };
  'role.history': { input: { id: string }; output: HistoryEntry[] };
  'admin.history': { input: { id: string }; output: HistoryEntry[] };
  'incident.list': {
    input: { state?: IncidentView['state']; limit: number };
    output: { open: number; rows: IncidentView[] };
  };
}

/** Entries that are in a file now. */
export interface ArchiveView {
  id: string;
  fromSeq: number;
  toSeq: number;
  fromAt: number;
  toAt: number;
  fileName: string;
  fileSha256: string;
  bytes: number;
  at: number;
  byName: string;
}

export interface OpenedArchive {
  /**
   * `ok`: the very file that was archived here. `unknown`: whole and signed by this installation, but archived elsewhere or
   * not at all. `altered`: entry `brokenSeq` does not fit (0: none by itself). `signature`: not made by this installation.
   */
  verdict: 'ok' | 'unknown' | 'altered' | 'signature';
  brokenSeq: number;
  sha256: string;
  company: string;
  fromSeq: number;
  toSeq: number;
  fromAt: number;
  toAt: number;
  madeAt: number;
  madeBy: string;
  rows: AuditRow[];
  next: number | null;
}

export interface IncidentView {
  id: string;
  at: number;
  code: string;
  place: string;
  errorName: string;
  frames: string;
  appVersion: string;
  byName: string;
  state: 'open' | 'handled' | 'ignored';
  note: string;
  settledAt: number;
  settledBy: string;
}
