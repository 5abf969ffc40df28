import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { MerchantFilter, MerchantSort, MerchantView, QueryIo } from '@shared/contracts/core';
import type { MerchantStatus } from '@shared/entities/merchant';
import { fail, type AppError } from '@shared/kernel/result';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import type { FetchRange } from '@renderer/ui/data-table';
import { filterToQuery, queryToFilter } from './filter-query';

export const HOME_SORT: MerchantSort = { field: 'createdAt', descending: true };

export interface MerchantListState {
  filter: ShallowRef<MerchantFilter>;
  sort: Ref<MerchantSort>;
  counts: Ref<QueryIo['merchant.counts']['output'] | null | undefined>;
  total: ComputedRef<number>;
  loading: Ref<boolean>;
  error: Ref<AppError | null>;
  selected: Ref<readonly string[]>;
  fetchRange: FetchRange<MerchantView>;
  /** The list as asked for now, for an export of exactly what is seen. */
  query: ComputedRef<{ filter: MerchantFilter; sort: MerchantSort }>;
  setFilter: (change: Partial<MerchantFilter>) => void;
  setStatus: (status: MerchantStatus | '') => void;
  clearFilter: () => void;
}

/** The list page's state. The filter lives in the address; the count follows every change of the merchants. */
export function useMerchantList(onRows: (change: 'same' | 'other') => void): MerchantListState {
  const route = useRoute();
  const router = useRouter();
  const filter = shallowRef<MerchantFilter>(queryToFilter(route.query));
  const sort = ref<MerchantSort>({ ...HOME_SORT });
  const selected = ref<readonly string[]>([]);
  const rangeError = ref<AppError | null>(null);
  const home = route.name;

  watch(
    () => route.query,
    (query) => {
      if (route.name === home) filter.value = queryToFilter(query);
    },
  );

  const query = computed(() => ({ filter: { ...filter.value }, sort: { ...sort.value } }));
  const first = useQuery('merchant.list', () => ({ ...query.value, offset: 0, limit: 1 }));
  const counts = useQuery('merchant.counts', () => {
    const rest = { ...filter.value };
    delete rest.status;
    return { filter: rest };
  });

  // Every answer means: something changed, or something else was asked.
  watch(first.data, () => onRows('same'));
  watch(query, () => {
    selected.value = [];
    onRows('other');
  });

  const fetchRange: FetchRange<MerchantView> = async (offset, limit) => {
    const asked = await askCore('merchant.list', { ...query.value, offset, limit }).catch(() =>
      fail('internal.unexpected'),
    );
    rangeError.value = asked.ok ? null : asked.error;
    return asked.ok ? asked.value.rows : null;
  };

  function setFilter(change: Partial<MerchantFilter>): void {
    void router.replace({ query: filterToQuery({ ...filter.value, ...change }) });
  }

  return {
    filter,
    sort,
    counts: counts.data,
    total: computed(() => first.data.value?.total ?? 0),
    loading: first.loading,
    error: computed(() => first.error.value ?? rangeError.value),
    selected,
    fetchRange,
    query,
    setFilter,
    setStatus: (status) => setFilter({ status: status === '' ? [] : [status] }),
    clearFilter: () => void router.replace({ query: {} }),
  };
}
