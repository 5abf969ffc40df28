import { infoOf, isReading } from './catalogue';
import { levelAllows, type AdminLevel } from './levels';
import { PERMISSIONS, type Permission } from './resources';
import type { Limit, Limits, Role } from './roles';
import { EVERYTHING, narrowScope, uniteScopes, type DataScope, type ResolvedScope } from './scope';

/** A permission given to one admin by name, beside what the roles give. */
export interface Grant {
  permission: Permission;
  /** Null: as far as the admin's own scope. */
  scope: DataScope | null;
  /** Epoch ms from which it no longer counts; 0 for a grant without end. */
  expiresAt: number;
}

/** What is stored about an admin's rights. */
export interface AssignedRights {
  level: AdminLevel;
  roleIds: readonly string[];
  grants: readonly Grant[];
  /** Wins over roles and grants. */
  denies: readonly Permission[];
  scope: DataScope;
  /** Where set, instead of the limits of the roles. */
  limits: Limits;
  /** Who leads this admin, and beyond whose rights theirs never reach; '' for nobody. */
  managerId: string;
}

/** Everybody and every role, as the rights of one admin depend on others. */
export interface Directory {
  admins: ReadonlyMap<string, AssignedRights>;
  roles: ReadonlyMap<string, Role>;
  /** By admin: merchants whose team they belong to. */
  joined?: ReadonlyMap<string, Joined>;
}

/** Ids of merchants that somebody was let into without owning them: only to look, or to work on too. */
export interface Joined {
  read: readonly string[];
  write: readonly string[];
}

export type RightSource = { kind: 'role'; roleId: string } | { kind: 'grant'; expiresAt: number };

export interface Right {
  sources: RightSource[];
  scope: ResolvedScope;
  limit: Limit;
}

/** What an admin may do now, and why. */
export interface Rights {
  held: ReadonlyMap<Permission, Right>;
  /** Epoch ms at which a temporary grant ends and this must be worked out again; Infinity for never. */
  validUntil: number;
}

/**
 * roles (as far as the level lets them) + grants - denies, and no more than the manager holds. The chain of managers ends at a
 * super admin, at nobody, or where it would go round in a circle: a circle gives nothing.
 */
export function computeRights(adminId: string, directory: Directory, now: number): Rights {
  return compute(adminId, directory, now, new Set());
}

/** Ids of everybody below an admin, and the admin. */
export function teamOf(adminId: string, admins: Directory['admins']): string[] {
  const staff = new Map<string, string[]>();
  for (const [id, { managerId }] of admins) {
    if (managerId !== '') staff.set(managerId, [...(staff.get(managerId) ?? []), id]);
  }
  const team = new Set([adminId]);
  for (const id of team) for (const below of staff.get(id) ?? []) team.add(below);
  return [...team];
}

export function isSuper(rights: Pick<AssignedRights, 'roleIds'>): boolean {
  return rights.roleIds.includes('super');
}

/** The same without looking at the manager: what was assigned, not what it comes to. */
export function computeAssigned(adminId: string, directory: Directory, now: number): Rights {
  const admin = directory.admins.get(adminId);
  return admin ? ownRights(adminId, admin, directory, now) : { held: new Map(), validUntil: Infinity };
}

function compute(adminId: string, directory: Directory, now: number, seen: Set<string>): Rights {
  const admin = directory.admins.get(adminId);
  if (!admin || seen.has(adminId)) return { held: new Map(), validUntil: Infinity };
  seen.add(adminId);
  const own = ownRights(adminId, admin, directory, now);
  if (admin.managerId === '' || isSuper(admin)) return own;
  const outer = compute(admin.managerId, directory, now, seen);
  const held = new Map<Permission, Right>();
  for (const [permission, right] of own.held) {
    const limit = outer.held.get(permission);
    if (!limit) continue;
    held.set(permission, {
      sources: right.sources,
      scope: narrowScope(right.scope, limit.scope),
      limit: tighterLimit(right.limit, limit.limit),
    });
  }
  return { held, validUntil: Math.min(own.validUntil, outer.validUntil) };
}

function ownRights(adminId: string, admin: AssignedRights, directory: Directory, now: number): Rights {
  const roles = admin.roleIds.flatMap((id) => directory.roles.get(id) ?? []);
  const grants = admin.grants.filter((grant) => grant.expiresAt === 0 || grant.expiresAt > now);
  const ends = grants.map((grant) => grant.expiresAt).filter((at) => at > 0);
  const validUntil = Math.min(Infinity, ...ends);
  const held = new Map<Permission, Right>();
  if (isSuper(admin)) {
    const sources: RightSource[] = [{ kind: 'role', roleId: 'super' }];
    for (const permission of PERMISSIONS) held.set(permission, { sources, scope: EVERYTHING, limit: {} });
    return { held, validUntil: Infinity };
  }
  const team = teamOf(adminId, directory.admins);
  for (const permission of PERMISSIONS) {
    if (admin.denies.includes(permission)) continue;
    const { risk } = infoOf(permission);
    const byRole = roles.filter((role) => role.permissions.includes(permission) && levelAllows(admin.level, risk));
    const byName = grants.filter((grant) => grant.permission === permission);
    if (byRole.length + byName.length === 0) continue;
    const scopes = [...byRole, ...byName].map((source) => source.scope ?? admin.scope);
    held.set(permission, {
      sources: [
        ...byRole.map((role): RightSource => ({ kind: 'role', roleId: role.id })),
        ...byName.map(({ expiresAt }): RightSource => ({ kind: 'grant', expiresAt })),
      ],
      scope: uniteScopes(scopes, adminId, team, joinedFor(permission, adminId, scopes, team, directory)),
      limit:
        admin.limits[permission] ??
        loosest([...byRole.map((role) => role.limits[permission]), ...byName.map(() => undefined)]),
    });
  }
  return { held, validUntil };
}

/** Whoever reaches what their staff own also reaches what their staff were let into. */
function joinedFor(
  permission: Permission,
  adminId: string,
  scopes: readonly DataScope[],
  team: readonly string[],
  { joined }: Directory,
): string[] {
  if (!joined || !infoOf(permission).scoped) return [];
  const people = scopes.some((scope) => scope.kind === 'team') ? team : [adminId];
  return people.flatMap((id) => {
    const { read = [], write = [] } = joined.get(id) ?? {};
    return isReading(permission) ? [...read, ...write] : write;
  });
}

/** Of several sources the most generous: one without a limit has none. */
function loosest(limits: readonly (Limit | undefined)[]): Limit {
  const most = (pick: (limit: Limit) => number | undefined): number | undefined => {
    const values = limits.map((limit) => limit && pick(limit));
    return values.includes(undefined) ? undefined : Math.max(...(values as number[]));
  };
  return toLimit(
    most((limit) => limit.single),
    most((limit) => limit.day),
  );
}

/** Both must hold. */
export function tighterLimit(a: Limit, b: Limit): Limit {
  const least = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined ? y : y === undefined ? x : Math.min(x, y);
  return toLimit(least(a.single, b.single), least(a.day, b.day));
}

function toLimit(single: number | undefined, day: number | undefined): Limit {
  return { ...(single !== undefined && { single }), ...(day !== undefined && { day }) };
}
