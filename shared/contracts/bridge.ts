import type { Result } from '../kernel/result';
import type { BackupBridge } from './backups';
import type { JournalBridge } from './journal';

/**
 * Everything the window may ask of the outside. Implemented twice: by Electron's main process behind IPC, and by the
 * browser itself in web mode. The window never passes or receives a path: files are tokens and display names.
 */
export type FileKind = 'spreadsheet' | 'xlsx' | 'csv' | 'text' | 'image' | 'pdf' | 'backup' | 'auditArchive';

export interface PickedFile {
  /** One purpose, one window, dies after ten idle minutes or at sign-out. */
  token: string;
  displayName: string;
  size: number;
}

export interface SaveTarget {
  token: string;
  displayName: string;
}

/** What is remembered outside IndexedDB, so that a vanished database is recognised as vanished. */
export interface Sentinel extends LostInstall {
  /** Installations that were lost and left behind by starting over, newest first, at most five. */
  previous?: LostInstall[];
}

export interface LostInstall {
  installId: string;
  createdAt: number;
  /** Epoch ms of the last time the database opened and answered. */
  lastOpenOk: number;
  schemaVersion: number;
  counts: Record<string, number>;
  auditSeq: number;
  auditHead: string;
}

/** How long the audit log was and what its head was, remembered outside the database in a file that only grows. */
export interface AuditAnchor {
  installId: string;
  seq: number;
  head: string;
  /** Epoch ms of the entry it names. */
  at: number;
  /** What it was written for; `sentinel` is the memory that is overwritten each time. */
  why: 'rows' | 'signOut' | 'export' | 'archive' | 'sentinel';
}

export interface SystemInfo {
  kind: 'electron' | 'browser';
  appVersion: string;
  /** Why web mode is running though Electron was wanted, if so. */
  note?: string;
  /** Whether the browser promised to keep the data; null where it cannot be asked. */
  persisted: boolean | null;
  locale: string;
}

export type BridgeEvent =
  | { type: 'lock'; reason: 'os-lock' | 'suspend' | 'menu' }
  | { type: 'menu'; command: string }
  | { type: 'second-instance' }
  /** The window is to close: it answers with `system.leave` when all is saved. */
  | { type: 'leave' };

/** Of the database's own files, as the last session left them. */
export interface ColdCopy {
  /** When that session ended, epoch ms. */
  at: number;
  bytes: number;
  merchants: number;
}

export interface Bridge {
  system: {
    info(): Promise<Result<SystemInfo>>;
    /** Free bytes where the data lives; null where it cannot be known. */
    freeSpace(): Promise<Result<number | null>>;
    readSentinel(): Promise<Result<Sentinel | null>>;
    writeSentinel(sentinel: Sentinel): Promise<Result<void>>;
    /** Sign-in throttle that survives restart and a lost database: opaque JSON, at most 64 KiB. */
    readThrottle(): Promise<Result<string | null>>;
    writeThrottle(json: string): Promise<Result<void>>;
    /** Appends one line to a file that is never shortened, and waits until it is on the disk. */
    appendAnchor(anchor: AuditAnchor): Promise<Result<void>>;
    /** In the order written; of very many, the newest `MAX_ANCHORS`. */
    readAnchors(): Promise<Result<AuditAnchor[]>>;
    log(
      level: 'info' | 'warn' | 'error',
      event: string,
      detail: Record<string, string | number | boolean>,
    ): Promise<Result<void>>;
    setTitle(documentTitle: string): Promise<Result<void>>;
    setLanguage(locale: 'zh' | 'en'): Promise<Result<void>>;
    openHelp(topic: 'manual' | 'support'): Promise<Result<void>>;
    relaunch(): Promise<Result<void>>;
    /** The newest one; null where there is none, or the shell makes none. */
    coldCopy(): Promise<Result<ColdCopy | null>>;
    /** Starts anew with it in place; what lies there now is kept. `backup.not_lost` where data was opened in this start. */
    useColdCopy(): Promise<Result<void>>;
    /** Answers the event `leave`: `go` closes the window, `stay` leaves it open. */
    leave(answer: 'go' | 'stay'): Promise<Result<void>>;
  };
  files: {
    /** null: the person cancelled. */
    pickOpen(kind: FileKind): Promise<Result<PickedFile | null>>;
    /** At most 4 MiB a call. */
    read(token: string, offset: number, length: number): Promise<Result<Uint8Array>>;
    pickSave(kind: FileKind, suggestedName: string): Promise<Result<SaveTarget | null>>;
    /** Chunks in order, `seq` from 0, at most 4 MiB each. */
    write(token: string, seq: number, bytes: Uint8Array): Promise<Result<void>>;
    /** The window's page as a PDF, into a target that nothing was written to yet; `commit` follows. Not in web mode. */
    writePage(token: string): Promise<Result<void>>;
    /** Temp file, fsync, rename. Nothing appears under the chosen name before this succeeds. */
    commit(token: string): Promise<Result<{ displayName: string; bytes: number }>>;
    abort(token: string): Promise<Result<void>>;
  };
  backups: BackupBridge;
  journal: JournalBridge;
  /** Returns a function that stops listening. */
  onEvent(listener: (event: BridgeEvent) => void): () => void;
}

/** The parts of the bridge that answer; `onEvent` is the one that speaks first. */
export type BridgeArea = 'system' | 'files' | 'backups' | 'journal';

/** Every IPC channel there is. The preload and the main process are both built from this list. */
export const BRIDGE_CHANNELS = {
  system: {
    info: 'system.info',
    freeSpace: 'system.freeSpace',
    readSentinel: 'system.readSentinel',
    writeSentinel: 'system.writeSentinel',
    readThrottle: 'system.readThrottle',
    writeThrottle: 'system.writeThrottle',
    appendAnchor: 'system.appendAnchor',
    readAnchors: 'system.readAnchors',
    log: 'system.log',
    setTitle: 'system.setTitle',
    setLanguage: 'system.setLanguage',
    openHelp: 'system.openHelp',
    relaunch: 'system.relaunch',
    coldCopy: 'system.coldCopy',
    useColdCopy: 'system.useColdCopy',
    leave: 'system.leave',
  },
  files: {
    pickOpen: 'files.pickOpen',
    read: 'files.read',
    pickSave: 'files.pickSave',
    write: 'files.write',
    writePage: 'files.writePage',
    commit: 'files.commit',
    abort: 'files.abort',
  },
  backups: {
    list: 'backups.list',
    begin: 'backups.begin',
    write: 'backups.write',
    finish: 'backups.finish',
    readBack: 'backups.readBack',
    publish: 'backups.publish',
    abort: 'backups.abort',
    read: 'backups.read',
    note: 'backups.note',
    remove: 'backups.remove',
    chooseFolder: 'backups.chooseFolder',
    second: 'backups.second',
    chooseSecond: 'backups.chooseSecond',
    forgetSecond: 'backups.forgetSecond',
    copySecond: 'backups.copySecond',
    removeSecond: 'backups.removeSecond',
  },
  journal: {
    list: 'journal.list',
    append: 'journal.append',
    read: 'journal.read',
    remove: 'journal.remove',
  },
} as const satisfies { [Area in BridgeArea]: Record<keyof Bridge[Area], string> };

/** Main to window: one `BridgeEvent` each. */
export const BRIDGE_EVENT_CHANNEL = 'bridge.event';

/** The most one call carries, and the most one `read` or `write` moves. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024;
export const MAX_THROTTLE_CHARS = 64 * 1024;
export const MAX_ANCHORS = 10_000;
