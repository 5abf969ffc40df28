import { computed, type ComputedRef } from 'vue';
import { ROLES, type Role } from '@shared/access/roles';
import { useCan } from '@renderer/platform/use-can';
import { useQuery } from '@renderer/platform/use-query';

/** Every role that can be given: the built-in ones, and the company's own as far as the asker may see roles. */
export function useRoles(): ComputedRef<readonly Role[]> {
  const mayView = useCan('role:view');
  const { data } = useQuery('role.list', () => (mayView.value ? {} : null));
  return computed(() => data.value ?? Object.values(ROLES));
}
