import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import { findConflicts, type ConflictRule } from '@shared/access/conflicts';
import type { Permission } from '@shared/access/resources';
import type { Limit } from '@shared/access/roles';
import type { RoleInput, RoleView } from '@shared/contracts/people';
import type { MatrixModel } from './use-rights';

export interface RoleDraft extends MatrixModel {
  draft: RoleInput;
  reason: Ref<string>;
  added: ComputedRef<Permission[]>;
  removed: ComputedRef<Permission[]>;
  conflicts: ComputedRef<ConflictRule[]>;
  isChanged: ComputedRef<boolean>;
  setLimit: (permission: Permission, limit: Limit) => void;
  /** Plain, to be sent. */
  input: () => RoleInput;
  reset: () => void;
}

const EMPTY: RoleInput = { zh: '', en: '', dutyZh: '', dutyEn: '', permissions: [], scope: null, limits: {} };

/** A role as it is being made or changed. */
export function useRoleDraft(role: () => RoleView | null): RoleDraft {
  const draft = reactive<RoleInput>(plain(null));
  const reason = ref('');
  const before = computed(() => plain(role()));
  const has = (permission: Permission): boolean => draft.permissions.includes(permission);

  function reset(): void {
    Object.assign(draft, plain(role()));
    reason.value = '';
  }
  watch(() => [role()?.id, role()?.rev], reset, { immediate: true });

  function setMany(permissions: readonly Permission[], on: boolean): void {
    const rest = draft.permissions.filter((one) => !permissions.includes(one));
    draft.permissions = on ? [...rest, ...permissions] : rest;
  }

  return {
    draft,
    reason,
    added: computed(() => draft.permissions.filter((one) => !before.value.permissions.includes(one))),
    removed: computed(() => before.value.permissions.filter((one) => !has(one))),
    conflicts: computed(() => findConflicts(new Set(draft.permissions))),
    isChanged: computed(() => JSON.stringify(sorted(draft)) !== JSON.stringify(sorted(before.value))),
    stateOf: (permission) => (has(permission) ? 'role' : 'off'),
    toggle: (permission) => setMany([permission], !has(permission)),
    setMany,
    rolesGiving: () => [],
    setLimit(permission, limit) {
      const rest = Object.entries(draft.limits).filter(([one]) => one !== permission);
      const isFree = limit.single === undefined && limit.day === undefined;
      draft.limits = Object.fromEntries(isFree ? rest : [...rest, [permission, limit]]);
    },
    input: () => plain(draft),
    reset,
  };
}

function plain(role: RoleInput | null): RoleInput {
  const { zh, en, dutyZh, dutyEn, permissions, scope, limits } = role ?? EMPTY;
  return JSON.parse(JSON.stringify({ zh, en, dutyZh, dutyEn, permissions, scope, limits })) as RoleInput;
}

/** The order permissions were clicked in is no change. */
function sorted(role: RoleInput): RoleInput {
  return { ...role, permissions: [...role.permissions].sort() };
}
