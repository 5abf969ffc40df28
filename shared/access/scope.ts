/**
 * Whose merchants a right reaches: all; those of regions (codes of two, four or six digits); listed ones; those owned by the
 * admin and everybody below; or the admin's own. The owner of a merchant is who entered it until it is handed over.
 */
export type DataScope =
  | { kind: 'all' }
  | { kind: 'region'; regions: string[] }
  | { kind: 'merchant'; merchantIds: string[] }
  | { kind: 'team' }
  | { kind: 'self' };

/** A row passes when one of these holds for it. */
export interface ScopeClause {
  owners: readonly string[];
  /** Prefixes of region codes. */
  regions: readonly string[];
  merchantIds: readonly string[];
}

/** A scope with its people named: a row must pass every clause; none at all means every row. */
export type ResolvedScope = readonly ScopeClause[];

export const EVERYTHING: ResolvedScope = [];

/**
 * Several sources of one right add up: the row must pass one of them.
 *
 * @param joined merchants whose team the admin belongs to: reached besides, whatever the scopes say
 */
export function uniteScopes(
  scopes: readonly DataScope[],
  adminId: string,
  team: readonly string[],
  joined: readonly string[] = [],
): ResolvedScope {
  if (scopes.some((scope) => scope.kind === 'all')) return EVERYTHING;
  const owners = new Set<string>();
  const regions = new Set<string>();
  const merchantIds = new Set<string>(joined);
  for (const scope of scopes) {
    if (scope.kind === 'self') owners.add(adminId);
    else if (scope.kind === 'team') for (const id of team) owners.add(id);
    else if (scope.kind === 'region') for (const code of scope.regions) regions.add(code);
    else if (scope.kind === 'merchant') for (const id of scope.merchantIds) merchantIds.add(id);
  }
  return [{ owners: [...owners].sort(), regions: [...regions].sort(), merchantIds: [...merchantIds].sort() }];
}

/** Both must hold: a right never reaches further than the right of who gave it. */
export function narrowScope(scope: ResolvedScope, outer: ResolvedScope): ResolvedScope {
  const seen = new Set(scope.map((clause) => JSON.stringify(clause)));
  return [...scope, ...outer.filter((clause) => !seen.has(JSON.stringify(clause)))];
}

export interface ScopedRow {
  id: string;
  ownerId: string;
  regionCode: string;
}

export function isInScope(scope: ResolvedScope, row: ScopedRow): boolean {
  return scope.every(
    (clause) =>
      clause.owners.includes(row.ownerId) ||
      clause.regions.some((code) => row.regionCode.startsWith(code)) ||
      clause.merchantIds.includes(row.id),
  );
}
