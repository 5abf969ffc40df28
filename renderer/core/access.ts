import { computeRights, type Directory, type Joined, type Rights } from '@shared/access/rights';
import { ROLES, type Role } from '@shared/access/roles';
import type { Database } from '@renderer/data/db';
import type { AdminRow, MerchantTeamRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';

/**
 * Everybody's rights, from the rows as they are stored. The gate brings it up to date with each commit, so that a change of
 * rights holds from the next command on, in sessions that are under way too.
 */
export class AccessDirectory {
  private readonly admins = new Map<string, AdminRow>();
  private readonly roles = new Map<string, Role>(Object.entries(ROLES));
  private readonly teams = new Map<string, MerchantTeamRow>();
  private joined: ReadonlyMap<string, Joined> = new Map();
  private cache = new Map<string, Rights>();

  async load(db: Database): Promise<void> {
    const [admins, roles, teams] = await Promise.all([
      db.table('admins').toArray(),
      db.table('roles').toArray(),
      db.table('merchantTeams').toArray(),
    ]);
    this.admins.clear();
    for (const row of admins) this.admins.set(row.id, row);
    for (const row of roles) this.roles.set(row.id, row);
    this.teams.clear();
    this.setTeams(teams);
  }

  /** Teams as they were stored; one without members is none. */
  setTeams(rows: readonly MerchantTeamRow[]): void {
    for (const row of rows) setOrDelete(this.teams, row.id, row.members.length > 0 ? row : undefined);
    this.joined = joinedOf(this.teams.values());
    this.cache.clear();
  }

  teamOfMerchant(id: string): MerchantTeamRow {
    return this.teams.get(id) ?? { id, members: [] };
  }

  /** Every team somebody belongs to. */
  teamsWith(adminId: string): MerchantTeamRow[] {
    return [...this.teams.values()].filter(({ members }) => members.some((one) => one.adminId === adminId));
  }

  /** What a commit wrote. */
  apply(uow: UnitOfWork): void {
    const admins = uow.writtenTo('admins');
    const roles = uow.writtenTo('roles');
    if (admins.size + roles.size === 0) return;
    for (const [id, row] of admins) setOrDelete<AdminRow>(this.admins, String(id), row);
    for (const [id, row] of roles) setOrDelete<Role>(this.roles, String(id), row);
    this.cache.clear();
  }

  get directory(): Directory {
    return { admins: this.admins, roles: this.roles, joined: this.joined };
  }

  admin(id: string): AdminRow | undefined {
    return this.admins.get(id);
  }

  allAdmins(): AdminRow[] {
    return [...this.admins.values()];
  }

  role(id: string): Role | undefined {
    return this.roles.get(id);
  }

  allRoles(): Role[] {
    return [...this.roles.values()];
  }

  /** Nothing for somebody unknown. */
  rightsOf(adminId: string, now: number): Rights {
    const known = this.cache.get(adminId);
    if (known && now < known.validUntil) return known;
    const rights = computeRights(adminId, this.directory, now);
    this.cache.set(adminId, rights);
    return rights;
  }

  /** Everybody and every role as they would be with these in place of what is stored; null for a role that is gone. */
  directoryWith(admins: readonly AdminRow[], roles: ReadonlyMap<string, Role | null> = new Map()): Directory {
    const allRoles = new Map(this.roles);
    for (const [id, role] of roles) setOrDelete<Role>(allRoles, id, role ?? undefined);
    const all = new Map([...this.admins, ...admins.map((one) => [one.id, one] as const)]);
    return { admins: all, roles: allRoles, joined: this.joined };
  }

  /** As it would be with this row in place of what is stored: for a sign-in not committed yet, and for "what if". */
  rightsWith(admin: AdminRow, now: number): Rights {
    const admins = new Map(this.admins).set(admin.id, admin);
    return computeRights(admin.id, { ...this.directory, admins }, now);
  }
}

function joinedOf(teams: Iterable<MerchantTeamRow>): Map<string, Joined> {
  const joined = new Map<string, { read: string[]; write: string[] }>();
  for (const { id, members } of teams) {
    for (const { adminId, access } of members) {
      const own = joined.get(adminId) ?? { read: [], write: [] };
      own[access].push(id);
      joined.set(adminId, own);
    }
  }
  return joined;
}

function setOrDelete<T>(map: Map<string, T>, id: string, row: T | undefined): void {
  if (row === undefined) map.delete(id);
  else map.set(id, row);
}
