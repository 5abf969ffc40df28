import { computed, type ComputedRef } from 'vue';
import type { Permission } from '@shared/access/resources';
import { useSessionStore } from './session-store';

/** Whether to offer something. Only the gate decides whether it may be done. */
export function useCan(permission: Permission): ComputedRef<boolean> {
  const store = useSessionStore();
  return computed(() => store.may(permission));
}
