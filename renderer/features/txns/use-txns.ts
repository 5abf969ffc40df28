import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { TxnFilter, TxnTotals, TxnView } from '@shared/contracts/txns';
import { fail, type AppError } from '@shared/kernel/result';
import { daysOf, readTxnQuery, toTxnQuery } from '@shared/txns/filter';
import { fromAddress, toAddress } from '@renderer/platform/search-text';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import type { FetchRange } from '@renderer/ui/data-table';
import { PAGE_SIZE } from '@renderer/ui/use-row-pages';

export interface TxnsState {
  filter: ShallowRef<TxnFilter>;
  /** Lines counted so far; all of them once `isAll`. */
  total: Ref<number>;
  isAll: Ref<boolean>;
  totals: ComputedRef<TxnTotals | null>;
  summing: Ref<boolean>;
  loading: Ref<boolean>;
  error: ComputedRef<AppError | null>;
  fetchRange: FetchRange<TxnView>;
  set: (change: Partial<TxnFilter>) => void;
  /** In place of the filter there is. */
  use: (filter: TxnFilter) => void;
  clear: () => void;
}

/** The list page's state. The filter lives in the address: charts lead here with theirs, and going back finds it again. */
export function useTxns(onRows: (change: 'same' | 'other', first: TxnView[]) => void): TxnsState {
  const route = useRoute();
  const router = useRouter();
  const home = route.name;
  const read = (): TxnFilter => readAddress(route.query) ?? daysOf('days30', Date.now());
  const filter = shallowRef(read());
  const total = ref(0);
  const isAll = ref(true);
  const rangeError = ref<AppError | null>(null);
  watch(
    () => route.query,
    () => {
      if (route.name === home) filter.value = read();
    },
  );

  const shown = shallowRef(filter.value);
  const first = useQuery('txn.list', () => ({ filter: filter.value, offset: 0, limit: PAGE_SIZE }));
  const totals = useQuery('txn.totals', () => ({ filter: filter.value }));
  watch(first.data, (answer) => {
    const change = JSON.stringify(shown.value) === JSON.stringify(filter.value) ? 'same' : 'other';
    shown.value = filter.value;
    if (!answer) return;
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
    const asked = await askCore('txn.list', { filter: shown.value, offset, limit }).catch(() =>
      fail('internal.unexpected'),
    );
    rangeError.value = asked.ok ? null : asked.error;
    if (!asked.ok) return null;
    count(asked.value, offset);
    return asked.value.rows;
  };

  function go(next: TxnFilter): void {
    const text = next.text?.trim() ?? '';
    void router.replace({ query: toTxnQuery({ ...next, text: text && toAddress(text) }) });
  }

  return {
    filter,
    total,
    isAll,
    totals: computed(() => (totals.loading.value ? null : totals.data.value)),
    summing: totals.loading,
    loading: first.loading,
    error: computed(() => first.error.value ?? rangeError.value ?? totals.error.value),
    fetchRange,
    set: (change) => go({ ...filter.value, ...change }),
    use: go,
    clear: () => go({ from: filter.value.from, to: filter.value.to }),
  };
}

function readAddress(query: Readonly<Record<string, unknown>>): TxnFilter | null {
  const filter = readTxnQuery(query);
  if (filter?.text === undefined) return filter;
  const { text, ...rest } = filter;
  const meant = fromAddress(text);
  return { ...rest, ...(meant && { text: meant }) };
}
