import type { Actor } from '@shared/access/can';
import { permissionsOf } from '@shared/access/can';
import type { SessionInfo } from '@shared/contracts/core';
import type { AdminRow } from '@renderer/data/tables';
import { ThrottleMemory, type ThrottleHost } from './vault/throttle-memory';

/** Nobody stays signed in longer, however busy (trust.md 1.6). */
const MAX_AGE_MS = 12 * 3_600_000;

interface Current {
  actor: Actor;
  loginName: string;
  sessionId: string;
  startedAt: number;
  previousLoginAt: number;
  locked: boolean;
  mustChange: boolean;
  /** Erases the keys. */
  wipe: () => void;
}

/** Who is at the desk. One per core; the window's idle clock tells it when to lock. */
export class Session {
  private current: Current | null = null;
  private memory: ThrottleMemory | null = null;

  constructor(
    private readonly now: () => number,
    private readonly running: () => number = () => performance.now(),
  ) {}

  /** Null when nobody is signed in, or no longer: a session that has grown too old ends here, keys and all. */
  get actor(): Actor | null {
    if (this.current && Math.abs(this.now() - this.current.startedAt) > MAX_AGE_MS) this.end();
    return this.current?.actor ?? null;
  }

  get sessionId(): string {
    return this.current?.sessionId ?? '';
  }

  get locked(): boolean {
    return this.current?.locked ?? false;
  }

  /** The password was given by somebody else: nothing but changing it or leaving is allowed. */
  get mustChange(): boolean {
    return this.current?.mustChange ?? false;
  }

  /** Signs in `admin`. `wipe` erases the keys when the session locks or ends. */
  begin(admin: AdminRow, sessionId: string, previousLoginAt: number, wipe: () => void): void {
    this.current = {
      actor: { adminId: admin.id, name: admin.name, roleId: admin.roleId },
      loginName: admin.loginName,
      sessionId,
      startedAt: this.now(),
      previousLoginAt,
      locked: false,
      mustChange: admin.mustChangePassword,
      wipe,
    };
  }

  lock(): void {
    if (!this.current) return;
    this.current.locked = true;
    this.current.wipe();
  }

  unlock(): void {
    if (this.current) this.current.locked = false;
  }

  end(): void {
    this.current?.wipe();
    this.current = null;
  }

  passwordChanged(): void {
    if (this.current) this.current.mustChange = false;
  }

  renamed(name: string): void {
    if (this.current) this.current.actor = { ...this.current.actor, name };
  }

  /** Failed tries, remembered outside the database. */
  throttle(host: ThrottleHost): ThrottleMemory {
    this.memory ??= new ThrottleMemory(host, this.running);
    return this.memory;
  }

  /** What the window may know of it; null when nobody is signed in. */
  info(place: { companyName: string; idleMinutes: number }): SessionInfo | null {
    const { actor, current } = this;
    if (!actor || !current) return null;
    return {
      adminId: actor.adminId,
      loginName: current.loginName,
      name: actor.name,
      roleId: actor.roleId,
      permissions: permissionsOf(actor),
      locked: current.locked,
      mustChangePassword: current.mustChange,
      lastLoginAt: current.previousLoginAt || null,
      ...place,
    };
  }
}

/** The same of an admin about to be signed in, for the answer that is made before the session begins. */
export function infoOfAdmin(admin: AdminRow, lastLoginAt: number, place: Place): SessionInfo {
  return {
    adminId: admin.id,
    loginName: admin.loginName,
    name: admin.name,
    roleId: admin.roleId,
    permissions: permissionsOf(admin),
    locked: false,
    mustChangePassword: admin.mustChangePassword,
    lastLoginAt: lastLoginAt || null,
    ...place,
  };
}

export interface Place {
  companyName: string;
  idleMinutes: number;
}

export const DEFAULT_IDLE_MINUTES = 10;
