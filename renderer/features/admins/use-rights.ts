import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import { infoOf } from '@shared/access/catalogue';
import { findConflicts, type ConflictRule } from '@shared/access/conflicts';
import { levelAllows, type AdminLevel } from '@shared/access/levels';
import type { Permission } from '@shared/access/resources';
import { computeRights, isSuper, type AssignedRights, type Grant, type Rights } from '@shared/access/rights';
import { ROLES, type Limit } from '@shared/access/roles';
import type { DataScope } from '@shared/access/scope';
import type { AdminView } from '@shared/contracts/core';

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

export interface RightsEdit {
  draft: RightsDraft;
  reason: Ref<string>;
  isSuperAdmin: ComputedRef<boolean>;
  effective: ComputedRef<Rights>;
  added: ComputedRef<Permission[]>;
  removed: ComputedRef<Permission[]>;
  conflicts: ComputedRef<ConflictRule[]>;
  isChanged: ComputedRef<boolean>;
  stateOf: (permission: Permission) => CellState;
  toggle: (permission: Permission) => void;
  setMany: (permissions: readonly Permission[], on: boolean) => void;
  setExpiry: (permission: Permission, at: number) => void;
  setLimit: (permission: Permission, limit: Limit) => void;
  assigned: () => AssignedRights;
  reset: () => void;
}

const ROLE_MAP = new Map(Object.entries(ROLES));

/** One admin's rights as they are being changed. What they come to is worked out by the same function the core decides with. */
export function useRights(admin: () => AdminView | null, everybody: () => readonly AdminView[]): RightsEdit {
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
    const admins = new Map(everybody().map((one) => [one.id, one.rights]));
    if (who && rights) admins.set(who.id, rights);
    return computeRights(who?.id ?? '', { admins, roles: ROLE_MAP }, Date.now());
  };
  const effective = computed(() => rightsWith(assigned()));
  const had = computed(() => rightsWith(before.value));
  const permissionsIn = (rights: Rights): Permission[] => [...rights.held.keys()];
  const isSuperAdmin = computed(() => isSuper(draft));

  function assigned(): AssignedRights {
    return JSON.parse(JSON.stringify(draft)) as AssignedRights;
  }

  const byRole = (permission: Permission): boolean =>
    levelAllows(draft.level, infoOf(permission).risk) &&
    draft.roleIds.some((id) => ROLE_MAP.get(id)?.permissions.includes(permission));
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
