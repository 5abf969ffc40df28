import { computed, type ComputedRef } from 'vue';
import type { Role } from '@shared/access/roles';
import { ROLES } from '@shared/access/roles';
import { useCan } from '@renderer/platform/use-can';
import { useQuery } from '@renderer/platform/use-query';

/** Every role there is, to who may see the company's own; else the built-in ones. */
export function useRoleNames(): ComputedRef<readonly Role[]> {
  const mayView = useCan('role:view');
  const { data } = useQuery('role.list', () => (mayView.value ? {} : null));
  return computed(() => data.value ?? Object.values(ROLES));
}
