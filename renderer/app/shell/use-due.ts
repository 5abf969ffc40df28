import { computed, type ComputedRef } from 'vue';
import { useQuery } from '@renderer/platform/use-query';

/** What waits for whoever is at the desk, by the page where it is done. */
export function useDue(): ComputedRef<Readonly<Record<string, number>>> {
  const reviews = useQuery('review.mine', () => ({}));
  const grants = useQuery('grant.mine', () => ({}));
  return computed(() => ({
    '/reviews': reviews.data.value?.length ?? 0,
    '/grants': grants.data.value?.count ?? 0,
  }));
}
