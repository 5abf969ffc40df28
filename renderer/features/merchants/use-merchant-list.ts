import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { MerchantFilter, MerchantSort, MerchantView, QueryIo } from '@shared/contracts/core';
import type { MerchantStatus } from '@shared/entities/merchant';
import { fail, type AppError } from '@shared/kernel/result';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import type { FetchRange } from '@renderer/ui/data-table';
import { PAGE_SIZE } from '@renderer/ui/use-row-pages';
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

/** Shows the first page of the answer to the same question, or to another one. */
type OnRows = (change: 'same' | 'other', first: MerchantView[]) => void;

/**
 * The list page's state. The filter lives in the address. The first page is asked for with the count, and both follow every
 * change of the merchants; until an answer is there, the table stays with the question it shows.
 */
export function useMerchantList(onRows: OnRows): MerchantListState {
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
  const shown = shallowRef(query.value);
  const first = useQuery('merchant.list', () => ({ ...query.value, offset: 0, limit: PAGE_SIZE }));
  const counts = useQuery('merchant.counts', () => {
    const rest = { ...filter.value };
    delete rest.status;
    return { filter: rest };
  });

  // Every answer means: something changed, or something else was asked.
  watch(first.data, (answer) => {
    const change = JSON.stringify(shown.value) === JSON.stringify(query.value) ? 'same' : 'other';
    shown.value = query.value;
    if (answer) onRows(change, answer.rows);
  });
  watch(query, () => (selected.value = []));

  const fetchRange: FetchRange<MerchantView> = async (offset, limit) => {
    const asked = await askCore('merchant.list', { ...shown.value, offset, limit }).catch(() =>
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
