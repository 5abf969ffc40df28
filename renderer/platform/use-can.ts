import { computed, type ComputedRef } from 'vue';
import type { Permission } from '@shared/access/resources';
import { useDeskStore } from './desk-store';
import { useSessionStore } from './session-store';

/** Whether to offer something. Only the gate decides whether it may be done. */
export function useCan(permission: Permission): ComputedRef<boolean> {
  const store = useSessionStore();
  return computed(() => store.may(permission));
}

/** Opens the answer to "why can I not, and who can?". */
export function useAskWhy(): (permission: Permission, adminId?: string) => void {
  const desk = useDeskStore();
  return (permission, adminId) => (desk.why = { permission, ...(adminId && { adminId }) });
}
