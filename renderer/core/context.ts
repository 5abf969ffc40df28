import type { OwnDay } from '@shared/time/holidays';
import type { AuditAnchor, Sentinel } from '@shared/contracts/bridge';
import type { SetupStatus } from '@shared/contracts/core';
import type { AuditLogReader } from '@renderer/data/audit-log';
import type { BackupBridge } from '@shared/contracts/backups';
import type { JournalBridge } from '@shared/contracts/journal';
import type { Result } from '@shared/kernel/result';
import type { Database } from '@renderer/data/db';
import type { JournalPlace } from '@renderer/data/write-journal';
import type { MerchantStore } from '@renderer/data/merchant-store';
import type { ResolvedScope } from '@shared/access/scope';
import type { SecurityPolicy } from '@shared/access/security-policy';
import type { AccessDirectory } from './access';
import type { AnchorKeeper } from './audit/anchors';
import type { AuditChain } from './audit/chain';
import type { SystemEvent } from './audit/recorder';
import type { Restored } from './audit/branches';
import type { BackupDesk } from './backup/desk';
import type { DiskGuard } from './disk-guard';
import type { JournalKeeper } from './journal/keeper';
import type { Session } from './session';
import type { TxnFinder } from './txns/finder';
import type { Vault } from './vault/vault';

/** What the core needs of the outside; the window passes the bridge's functions, tests pass memory. */
export interface CoreHost {
  readSentinel(): Promise<Sentinel | null>;
  writeSentinel(sentinel: Sentinel): Promise<void>;
  readThrottle(): Promise<string | null>;
  writeThrottle(json: string): Promise<void>;
  /** To a file that only grows. */
  appendAnchor(anchor: AuditAnchor): Promise<void>;
  readAnchors(): Promise<AuditAnchor[]>;
  /** Bytes where the data lives; null where that cannot be known. */
  freeSpace(): Promise<number | null>;
  /** Where backups are kept. */
  readonly backups: BackupBridge;
  /** Where what was stored since the last backup is kept. */
  readonly journal: JournalBridge;
  /** Part of a file the person picked in the window. */
  readPicked(token: string, offset: number, length: number): Promise<Result<Uint8Array>>;
  log(level: 'info' | 'warn' | 'error', event: string, detail: Record<string, string | number | boolean>): void;
}

/** Values of `meta`, by key. */
export interface MetaValues {
  install: { installId: string; createdAt: number };
  company: { name: string };
  /** Noted over the built-in lists. */
  holidays: OwnDay[];
  settings: { idleMinutes: number };
  security: SecurityPolicy;
  /** X25519, base64: backups are sealed to it. */
  backupKey: { publicKey: string };
  /** How much of this data's history is written down outside. */
  journal: JournalPlace;
  /** Set by restores: which anchors of the audit were remembered of data that they replaced, and no longer hold. */
  restored: Restored;
  /** When a part of the data was last set back to a backup. */
  restoredPart: { at: number };
}

/** What `start` found before anybody signed in. `setup.create` turns `virgin` into `ready`. */
export interface Startup {
  state: SetupStatus['state'];
  lost?: SetupStatus['lost'];
}

/** Everything commands and queries work with. One per running core. */
export interface CoreContext {
  readonly db: Database;
  readonly host: CoreHost;
  readonly vault: Vault;
  readonly session: Session;
  readonly access: AccessDirectory;
  /** How far the permission of the entry being run reaches; set by the gate for each call. */
  readonly scope: ResolvedScope;
  readonly merchants: MerchantStore;
  readonly txns: TxnFinder;
  readonly audit: AuditChain;
  readonly auditLog: AuditLogReader;
  readonly anchors: AnchorKeeper;
  /** Noticed by the desk itself, to be written before the next entry. Emptied by the gate. */
  readonly events: SystemEvent[];
  readonly backup: BackupDesk;
  readonly journal: JournalKeeper;
  readonly disk: DiskGuard;
  /** What the databases of this installation are named after; `db` may be one a restore made. */
  readonly databaseName: string;
  /** Mutable: see Startup. */
  readonly startup: Startup;
  readonly appVersion: string;
  now(): number;
  newId(): string;
}
