import { permissionsOf, type Actor } from '@shared/access/can';
import { intersectRights } from '@shared/access/preview';
import type { Rights } from '@shared/access/rights';
import type { SessionInfo } from '@shared/contracts/core';
import type { PreviewTarget } from '@shared/contracts/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { AccessDirectory } from './access';
import { describePreview, rightsOfTarget } from './admins/preview-target';
import { NO_DUTIES, type Duties } from './guard/duties';
import { ThrottleMemory, type ThrottleHost } from './vault/throttle-memory';

/** Nobody stays signed in longer, however busy (trust.md 1.6). */
const MAX_AGE_MS = 12 * 3_600_000;
/** So many sensitive values may be looked at within ten minutes; then the person is asked who they are (trust.md 1.7). */
const MOST_LOOKS = 20;
const LOOKS_WITHIN_MS = 10 * 60_000;
const PIN_LIFE_MS = 60_000;
/** How long a proof of who is there counts for what asks for one (trust.md 1.6, step-up). */
const PROOF_LIFE_MS = 5 * 60_000;

interface Current {
  actor: Actor;
  loginName: string;
  sessionId: string;
  startedAt: number;
  previousLoginAt: number;
  locked: boolean;
  /** Through whose eyes the window looks. */
  preview: PreviewTarget | null;
  duties: Duties;
  /** When the password or a code was last given. */
  provedAt: number;
  /** When sensitive values were looked at since then. */
  looks: number[];
  looksAlerted: boolean;
  /** The command the action PIN was given for, and when; null when it was not, or is used up. */
  pin: { command: string; at: number } | null;
  /** A second factor that is being set up: its secret, until a code of it was confirmed. */
  pendingSecret: string;
  /** Erases the keys. */
  wipe: () => void;
}

/** Who is at the desk. One per core; the window's idle clock tells it when to lock. */
export class Session {
  private current: Current | null = null;
  private memory: ThrottleMemory | null = null;

  constructor(
    private readonly access: AccessDirectory,
    private readonly now: () => number,
    private readonly running: () => number = () => performance.now(),
  ) {}

  /** Null when nobody is signed in, or no longer: a session that is too old, or whose admin was shut out, ends here, keys and all. */
  get actor(): Actor | null {
    if (this.current && (this.isTooOld(this.current) || this.isShutOut(this.current))) this.end();
    return this.current?.actor ?? null;
  }

  /** What the actor may do at this moment; null when nobody is signed in. */
  get rights(): Rights | null {
    const { ownRights } = this;
    const target = this.current?.preview;
    if (!ownRights || !target) return ownRights;
    return intersectRights(ownRights, rightsOfTarget(this.access, target, this.now()));
  }

  /** The same without the narrowing of a preview. */
  get ownRights(): Rights | null {
    const { actor } = this;
    return actor && this.access.rightsOf(actor.adminId, this.now());
  }

  get isPreviewing(): boolean {
    return (this.current?.preview ?? null) !== null;
  }

  /** Only the gate's commands of that name; null ends it. */
  setPreview(target: PreviewTarget | null): void {
    if (this.current) this.current.preview = target;
  }

  get sessionId(): string {
    return this.current?.sessionId ?? '';
  }

  get locked(): boolean {
    return this.current?.locked ?? false;
  }

  /** What must be done before anything but that and leaving is allowed. */
  get duties(): Duties {
    return this.current?.duties ?? NO_DUTIES;
  }

  /** Whether who is there has proved it within the last minutes. */
  get isFresh(): boolean {
    return this.current !== null && Math.abs(this.now() - this.current.provedAt) <= PROOF_LIFE_MS;
  }

  /** Signs in `admin`. `wipe` erases the keys when the session locks or ends. */
  begin(
    admin: AdminRow,
    sessionId: string,
    previousLoginAt: number,
    wipe: () => void,
    duties: Duties = { ...NO_DUTIES, passwordDue: admin.mustChangePassword ? 'oneTime' : '' },
  ): void {
    this.current = {
      actor: actorOf(admin),
      loginName: admin.loginName,
      sessionId,
      startedAt: this.now(),
      previousLoginAt,
      locked: false,
      preview: null,
      duties,
      provedAt: this.now(),
      looks: [],
      looksAlerted: false,
      pin: null,
      pendingSecret: '',
      wipe,
    };
  }

  /** The password or a code was given again. */
  proved(): void {
    if (!this.current) return;
    Object.assign(this.current, { provedAt: this.now(), looks: [], looksAlerted: false });
  }

  /** The action PIN was given, for one call of this command. */
  pinGiven(command: string): void {
    if (this.current) this.current.pin = { command, at: this.now() };
  }

  /** Whether the PIN was given for this command within the last minute; it is used up by asking. */
  takePin(command: string): boolean {
    const given = this.current?.pin;
    if (given?.command !== command || !this.current) return false;
    this.current.pin = null;
    return Math.abs(this.now() - given.at) <= PIN_LIFE_MS;
  }

  /** How many sensitive values were looked at lately, and whether that is too many. */
  looks(): { count: number; overdone: boolean; alerted: boolean } {
    const { looks = [], looksAlerted = false } = this.current ?? {};
    const count = looks.filter((at) => Math.abs(this.now() - at) < LOOKS_WITHIN_MS).length;
    return { count, overdone: count >= MOST_LOOKS, alerted: looksAlerted };
  }

  revealed(): void {
    this.current?.looks.push(this.now());
  }

  revealAlerted(): void {
    if (this.current) this.current.looksAlerted = true;
  }

  lock(): void {
    if (!this.current) return;
    this.current.locked = true;
    this.current.pendingSecret = '';
    this.current.pin = null;
    this.current.wipe();
  }

  unlock(): void {
    if (this.current) this.current.locked = false;
    this.proved();
  }

  end(): void {
    this.current?.wipe();
    this.current = null;
  }

  passwordChanged(): void {
    if (this.current) this.current.duties = { ...this.current.duties, passwordDue: '' };
    this.proved();
  }

  /** From now on there is a second factor, or none any more. */
  factorChanged(secondFactor: Duties['secondFactor']): void {
    if (!this.current) return;
    this.current.duties = { ...this.current.duties, secondFactor };
    this.current.pendingSecret = '';
  }

  get pendingSecret(): string {
    return this.current?.pendingSecret ?? '';
  }

  set pendingSecret(secret: string) {
    if (this.current) this.current.pendingSecret = secret;
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
  info(place: Place): SessionInfo | null {
    const { actor, current, rights, ownRights } = this;
    const admin = actor && this.access.admin(actor.adminId);
    if (!actor || !current || !admin || !rights || !ownRights) return null;
    const { preview } = current;
    return {
      ...describe(this.access, admin, rights),
      name: actor.name,
      preview: preview && describePreview(this.access, preview, ownRights, this.now()),
      locked: current.locked,
      ...dutiesInfo(current.duties),
      lastLoginAt: current.previousLoginAt || null,
      ...place,
    };
  }

  private isTooOld(current: Current): boolean {
    return Math.abs(this.now() - current.startedAt) > MAX_AGE_MS;
  }

  private isShutOut({ actor }: Current): boolean {
    const admin = this.access.admin(actor.adminId);
    return admin !== undefined && admin.state !== 'active';
  }
}

/** The same of an admin about to be signed in, for the answer that is made before the session begins. */
export function infoOfAdmin(
  access: AccessDirectory,
  admin: AdminRow,
  lastLoginAt: number,
  place: Place,
  now: number,
  duties: Duties = NO_DUTIES,
): SessionInfo {
  return {
    ...describe(access, admin, access.rightsWith(admin, now)),
    preview: null,
    locked: false,
    ...dutiesInfo(duties),
    lastLoginAt: lastLoginAt || null,
    ...place,
  };
}

export function actorOf(admin: Pick<AdminRow, 'id' | 'name' | 'roleIds'>): Actor {
  return { adminId: admin.id, name: admin.name, roleId: admin.roleIds.join('+') };
}

export interface Place {
  companyName: string;
  idleMinutes: number;
  strictPasswords: boolean;
}

export const DEFAULT_IDLE_MINUTES = 10;

type DutiesInfo = Pick<SessionInfo, 'mustChangePassword' | keyof Duties>;
type Described = Omit<SessionInfo, 'locked' | 'lastLoginAt' | 'preview' | keyof DutiesInfo | keyof Place>;

function dutiesInfo(duties: Duties): DutiesInfo {
  return { ...duties, mustChangePassword: duties.passwordDue !== '' };
}

function describe(access: AccessDirectory, admin: AdminRow, rights: Rights): Described {
  return {
    adminId: admin.id,
    loginName: admin.loginName,
    name: admin.name,
    level: admin.level,
    roleIds: admin.roleIds,
    roles: admin.roleIds.flatMap((id) => {
      const role = access.role(id);
      return role ? [{ zh: role.zh, en: role.en }] : [];
    }),
    permissions: permissionsOf(rights),
    rightsUntil: rights.validUntil === Infinity ? null : rights.validUntil,
    seesAll: (rights.held.get('merchant:view')?.scope.length ?? 1) === 0,
  };
}
