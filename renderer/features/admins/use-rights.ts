import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import { infoOf } from '@shared/access/catalogue';
import { findConflicts, type ConflictRule } from '@shared/access/conflicts';
import { levelAllows, type AdminLevel } from '@shared/access/levels';
import type { Permission } from '@shared/access/resources';
import { computeRights, isSuper, type AssignedRights, type Grant, type Rights } from '@shared/access/rights';
import { ROLES, type Limit, type Role } from '@shared/access/roles';
import type { DataScope } from '@shared/access/scope';
import type { AdminView } from '@shared/contracts/core';
import { useSessionStore } from '@renderer/platform/session-store';

/** Where a permission of the matrix stands: what the roles give, what was given or taken by name, what the manager's rights cut off. */
export type CellState = 'role' | 'granted' | 'denied' | 'capped' | 'off';

export interface RightsDraft {
  level: AdminLevel;
  roleIds: string[];
  grants: Grant[];
  denies: Permission[];
  scope: DataScope;
  limits: Partial<Record<Permission, Limit>>;
  managerId: string;
}

/** What the matrix shows and changes, whoever's rights they are. */
export interface MatrixModel {
  stateOf: (permission: Permission) => CellState;
  toggle: (permission: Permission) => void;
  setMany: (permissions: readonly Permission[], on: boolean) => void;
  /** Roles in question that give it. */
  rolesGiving: (permission: Permission) => readonly Role[];
}

export interface RightsEdit extends MatrixModel {
  draft: RightsDraft;
  reason: Ref<string>;
  isSuperAdmin: ComputedRef<boolean>;
  effective: ComputedRef<Rights>;
  added: ComputedRef<Permission[]>;
  removed: ComputedRef<Permission[]>;
  conflicts: ComputedRef<ConflictRule[]>;
  isChanged: ComputedRef<boolean>;
  setExpiry: (permission: Permission, at: number) => void;
  setLimit: (permission: Permission, limit: Limit) => void;
  assigned: () => AssignedRights;
  reset: () => void;
}

/** One admin's rights as they are being changed. What they come to is worked out by the same function the core decides with. */
export function useRights(
  admin: () => AdminView | null,
  everybody: () => readonly AdminView[],
  roles: () => readonly Role[] = () => Object.values(ROLES),
): RightsEdit {
  const store = useSessionStore();
  const roleMap = computed(() => new Map(roles().map((role) => [role.id, role])));
  const draft = reactive<RightsDraft>(copyOf(null));
  const reason = ref('');
  const before = computed(() => admin()?.rights ?? null);

  function reset(): void {
    Object.assign(draft, copyOf(before.value));
    reason.value = '';
  }
  watch(() => [admin()?.id, admin()?.rev], reset, { immediate: true });

  const rightsWith = (rights: AssignedRights | null): Rights => {
    const who = admin();
    const admins = new Map(everybody().map((one) => [one.id, one.isSelf ? asHeld(one.rights) : one.rights]));
    // Somebody new has no id yet.
    const id = who?.id ?? 'new';
    if (rights) admins.set(id, rights);
    return computeRights(id, { admins, roles: roleMap.value }, Date.now());
  };
  /** Who leads the one at the desk may not be in the list: what they hold is known all the same. */
  function asHeld(own: AssignedRights): AssignedRights {
    if (own.managerId === '' || everybody().some((one) => one.id === own.managerId)) return own;
    const grants = (store.session?.permissions ?? []).map((permission) => ({ permission, scope: null, expiresAt: 0 }));
    return { ...own, level: 'SENIOR', roleIds: [], grants, denies: [], managerId: '' };
  }

  const effective = computed(() => rightsWith(assigned()));
  const had = computed(() => rightsWith(before.value));
  const permissionsIn = (rights: Rights): Permission[] => [...rights.held.keys()];
  const isSuperAdmin = computed(() => isSuper(draft));

  function assigned(): AssignedRights {
    return JSON.parse(JSON.stringify(draft)) as AssignedRights;
  }

  const rolesGiving = (permission: Permission): Role[] =>
    draft.roleIds.flatMap((id) => {
      const role = roleMap.value.get(id);
      return role?.permissions.includes(permission) ? [role] : [];
    });
  const byRole = (permission: Permission): boolean =>
    levelAllows(draft.level, infoOf(permission).risk) && rolesGiving(permission).length > 0;
  const isGranted = (permission: Permission): boolean => draft.grants.some((one) => one.permission === permission);

  function stateOf(permission: Permission): CellState {
    if (isSuperAdmin.value) return 'role';
    if (draft.denies.includes(permission)) return 'denied';
    const source = isGranted(permission) ? 'granted' : byRole(permission) ? 'role' : 'off';
    return source !== 'off' && !effective.value.held.has(permission) ? 'capped' : source;
  }

  function set(permission: Permission, on: boolean): void {
    draft.denies = draft.denies.filter((one) => one !== permission);
    if (on === byRole(permission) || (on && isGranted(permission))) {
      if (!on) draft.grants = draft.grants.filter((one) => one.permission !== permission);
      return;
    }
    if (on) draft.grants = [...draft.grants, { permission, scope: null, expiresAt: 0 }];
    else {
      draft.grants = draft.grants.filter((one) => one.permission !== permission);
      draft.denies = [...draft.denies, permission];
    }
  }

  const isOn = (permission: Permission): boolean => ['role', 'granted', 'capped'].includes(stateOf(permission));

  return {
    draft,
    reason,
    isSuperAdmin,
    effective,
    added: computed(() => permissionsIn(effective.value).filter((one) => !had.value.held.has(one))),
    removed: computed(() => permissionsIn(had.value).filter((one) => !effective.value.held.has(one))),
    conflicts: computed(() => {
      const known = findConflicts(new Set(permissionsIn(had.value)));
      if (isSuperAdmin.value) return [];
      return findConflicts(new Set(permissionsIn(effective.value))).filter((rule) => !known.includes(rule));
    }),
    isChanged: computed(() => JSON.stringify(copyOf(before.value)) !== JSON.stringify(draft)),
    stateOf,
    rolesGiving,
    toggle: (permission) => set(permission, !isOn(permission)),
    setMany: (permissions, on) => {
      for (const permission of permissions) if (isOn(permission) !== on) set(permission, on);
    },
    setExpiry: (permission, expiresAt) => {
      draft.grants = draft.grants.map((one) => (one.permission === permission ? { ...one, expiresAt } : one));
    },
    setLimit: (permission, limit) => {
      const rest = Object.entries(draft.limits).filter(([one]) => one !== permission);
      const isEmpty = limit.single === undefined && limit.day === undefined;
      draft.limits = Object.fromEntries(isEmpty ? rest : [...rest, [permission, limit]]);
    },
    assigned,
    reset,
  };
}

/** Regions or merchants are to be named, and none is. */
export function isScopeEmpty(scope: DataScope | null): boolean {
  if (scope?.kind === 'region') return scope.regions.length === 0;
  return scope?.kind === 'merchant' && scope.merchantIds.length === 0;
}

function copyOf(rights: AssignedRights | null): RightsDraft {
  const { level, roleIds, grants, denies, scope, limits, managerId } = rights ?? NOTHING;
  return JSON.parse(JSON.stringify({ level, roleIds, grants, denies, scope, limits, managerId })) as RightsDraft;
}

const NOTHING: AssignedRights = {
  level: 'JUNIOR',
  roleIds: [],
  grants: [],
  denies: [],
  scope: { kind: 'self' },
  limits: {},
  managerId: '',
};
