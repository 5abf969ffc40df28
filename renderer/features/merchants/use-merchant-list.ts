import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { MerchantFilter, MerchantSort, MerchantView, QueryIo } from '@shared/contracts/core';
import type { MerchantStatus } from '@shared/entities/merchant';
import { fail, type AppError } from '@shared/kernel/result';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import type { FetchRange } from '@renderer/ui/data-table';
import { queryToSort, sortToQuery } from '@renderer/ui/sort-query';
import { PAGE_SIZE } from '@renderer/ui/use-row-pages';
import { HOME_SORT, isSortable } from './columns';
import { filterToQuery, queryToFilter } from './filter-query';

export interface MerchantListState {
  filter: ShallowRef<MerchantFilter>;
  sort: ShallowRef<MerchantSort>;
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
  setSort: (sort: MerchantSort) => void;
  /** In place of what is asked for now. */
  use: (asked: { filter: MerchantFilter; sort: MerchantSort }) => void;
  /** The page was opened without saying what to show. */
  isUnasked: () => boolean;
  clearFilter: () => void;
}

/** Shows the first page of the answer to the same question, or to another one. */
type OnRows = (change: 'same' | 'other', first: MerchantView[]) => void;

/**
 * The list page's state. Filter and order live in the address. The first page is asked for with the count, and both follow every
 * change of the merchants; until an answer is there, the table stays with the question it shows.
 */
export function useMerchantList(onRows: OnRows): MerchantListState {
  const route = useRoute();
  const router = useRouter();
  const filter = shallowRef<MerchantFilter>(queryToFilter(route.query));
  const sort = shallowRef<MerchantSort>(readSort(route.query));
  const selected = ref<readonly string[]>([]);
  const rangeError = ref<AppError | null>(null);
  const home = route.name;
  const isUnasked = (): boolean => route.name === home && Object.keys(route.query).length === 0;

  watch(
    () => route.query,
    (query) => {
      if (route.name === home) [filter.value, sort.value] = [queryToFilter(query), readSort(query)];
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

  function use(asked: { filter: MerchantFilter; sort: MerchantSort }): void {
    const address = { ...filterToQuery(asked.filter), ...sortToQuery(asked.sort, HOME_SORT) };
    // Who asked for everything is not given the default view instead on coming back.
    void router.replace({ query: Object.keys(address).length > 0 ? address : { show: 'all' } });
  }

  function setFilter(change: Partial<MerchantFilter>): void {
    use({ filter: { ...filter.value, ...change }, sort: sort.value });
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
    setSort: (next) => use({ filter: filter.value, sort: next }),
    clearFilter: () => use({ filter: {}, sort: sort.value }),
    use,
    isUnasked,
  };
}

function readSort(query: Readonly<Record<string, unknown>>): MerchantSort {
  return queryToSort(query, HOME_SORT, isSortable);
}
