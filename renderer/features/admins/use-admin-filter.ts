import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { AdminView } from '@shared/contracts/core';
import { isOver, standingOf } from './admin-standing';

export const STATE_FILTERS = ['present', 'active', 'invited', 'locked', 'disabled', 'over', 'all'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

/** The list narrowed by words and by how people stand. Invitations that came to nothing are shown only when asked for. */
export function useAdminFilter(admins: () => readonly AdminView[]): {
  text: Ref<string>;
  state: Ref<StateFilter>;
  shown: ComputedRef<AdminView[]>;
} {
  const text = ref('');
  const state = ref<StateFilter>('present');
  const words = computed(() => text.value.trim().toLowerCase().split(/\s+/).filter(Boolean));

  function hasState(admin: AdminView): boolean {
    if (state.value === 'all') return true;
    if (state.value === 'over') return isOver(admin);
    if (state.value === 'present') return !isOver(admin);
    const { text: standing } = standingOf(admin);
    return admin.state === state.value || standing === state.value;
  }

  function hasWords(admin: AdminView): boolean {
    const roles = admin.roles.flatMap((role) => [role.zh, role.en]);
    const line = [admin.name, admin.loginName, admin.mobileMask, admin.wechatId, ...roles].join(' ').toLowerCase();
    return words.value.every((word) => line.includes(word));
  }

  return { text, state, shown: computed(() => admins().filter((one) => hasState(one) && hasWords(one))) };
}
