import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { NEWEST_FIRST, type TxnFilter, type TxnTotals, type TxnView } from '@shared/contracts/txns';
import { fail, type AppError } from '@shared/kernel/result';
import { daysOf, readTxnQuery, toTxnQuery } from '@shared/txns/filter';
import { fromAddress, toAddress } from '@renderer/platform/search-text';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import type { FetchRange } from '@renderer/ui/data-table';
import { sortToQuery } from '@renderer/ui/sort-query';
import { PAGE_SIZE } from '@renderer/ui/use-row-pages';
import { readSort, toAsked, type ShownSort } from './sort';

export interface TxnsState {
  filter: ShallowRef<TxnFilter>;
  sort: ShallowRef<ShownSort>;
  /** False where there are too many lines to be sorted as wanted: they stand newest first. */
  isSorted: Ref<boolean>;
  /** Lines counted so far; all of them once `isAll`. */
  total: Ref<number>;
  isAll: Ref<boolean>;
  totals: ComputedRef<TxnTotals | null>;
  summing: Ref<boolean>;
  loading: Ref<boolean>;
  error: ComputedRef<AppError | null>;
  fetchRange: FetchRange<TxnView>;
  set: (change: Partial<TxnFilter>) => void;
  setSort: (sort: ShownSort) => void;
  /** In place of the filter and order there are. */
  use: (asked: { filter: TxnFilter; sort: ShownSort }) => void;
  clear: () => void;
}

/** The list page's state. Filter and order live in the address: charts lead here with theirs, and going back finds it again. */
export function useTxns(onRows: (change: 'same' | 'other', first: TxnView[]) => void): TxnsState {
  const route = useRoute();
  const router = useRouter();
  const home = route.name;
  const read = (): TxnFilter => readAddress(route.query) ?? daysOf('days30', Date.now());
  const filter = shallowRef(read());
  const sort = shallowRef(readSort(route.query));
  const isSorted = ref(true);
  const total = ref(0);
  const isAll = ref(true);
  const rangeError = ref<AppError | null>(null);
  watch(
    () => route.query,
    () => {
      if (route.name === home) [filter.value, sort.value] = [read(), readSort(route.query)];
    },
  );

  const asked = computed(() => ({ filter: filter.value, sort: toAsked(sort.value) }));
  const shown = shallowRef(asked.value);
  const first = useQuery('txn.list', () => ({ ...asked.value, offset: 0, limit: PAGE_SIZE }));
  const totals = useQuery('txn.totals', () => ({ filter: filter.value }));
  watch(first.data, (answer) => {
    const change = JSON.stringify(shown.value) === JSON.stringify(asked.value) ? 'same' : 'other';
    shown.value = asked.value;
    if (!answer) return;
    isSorted.value = answer.isSorted;
    count(answer, 0);
    onRows(change, answer.rows);
  });
  // What was summed up was counted, too.
  watch(totals.data, (sum) => {
    if (sum && !totals.loading.value) [total.value, isAll.value] = [sum.lines, true];
  });

  /** Where more may follow the table goes a little further, so that scrolling asks for it. */
  function count(answer: { total: number; isAll: boolean; rows: readonly TxnView[] }, offset: number): void {
    if (isAll.value && total.value > answer.total && offset > 0) return;
    isAll.value = answer.isAll;
    total.value = answer.isAll ? answer.total : Math.max(answer.total, offset + answer.rows.length);
  }

  const fetchRange: FetchRange<TxnView> = async (offset, limit) => {
    const page = await askCore('txn.list', { ...shown.value, offset, limit }).catch(() => fail('internal.unexpected'));
    rangeError.value = page.ok ? null : page.error;
    if (!page.ok) return null;
    count(page.value, offset);
    return page.value.rows;
  };

  function use(next: { filter: TxnFilter; sort: ShownSort }): void {
    const text = next.filter.text?.trim() ?? '';
    const query = toTxnQuery({ ...next.filter, text: text && toAddress(text) });
    void router.replace({ query: { ...query, ...sortToQuery(next.sort, NEWEST_FIRST) } });
  }

  function narrow(next: TxnFilter): void {
    use({ filter: next, sort: sort.value });
  }

  return {
    filter,
    sort,
    isSorted,
    total,
    isAll,
    totals: computed(() => (totals.loading.value ? null : totals.data.value)),
    summing: totals.loading,
    loading: first.loading,
    error: computed(() => first.error.value ?? rangeError.value ?? totals.error.value),
    fetchRange,
    set: (change) => narrow({ ...filter.value, ...change }),
    setSort: (next) => use({ filter: filter.value, sort: next }),
    use,
    clear: () => narrow({ from: filter.value.from, to: filter.value.to }),
  };
}

function readAddress(query: Readonly<Record<string, unknown>>): TxnFilter | null {
  const filter = readTxnQuery(query);
  if (filter?.text === undefined) return filter;
  const { text, ...rest } = filter;
  const meant = fromAddress(text);
  return { ...rest, ...(meant && { text: meant }) };
}
