import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Comparison, DashboardFilter, DashboardView } from '@shared/contracts/dashboard';
import type { PayersView } from '@shared/contracts/payers';
import type { TxnFilter } from '@shared/contracts/txns';
import type { AppError } from '@shared/kernel/result';
import { daysOf, readTxnQuery, toTxnQuery, transactionsLink } from '@shared/txns/filter';
import { useQuery } from '@renderer/platform/use-query';

const COMPARISONS: readonly Comparison[] = ['none', 'previous', 'lastYear'];

export interface DashboardState {
  filter: ShallowRef<TxnFilter>;
  compare: ShallowRef<Comparison>;
  view: ComputedRef<DashboardView | null>;
  loading: ShallowRef<boolean>;
  error: ShallowRef<AppError | null>;
  /** Who paid, asked for apart: what is on the page does not wait for it. */
  payers: ComputedRef<PayersView | null>;
  set: (change: Partial<TxnFilter>, compare?: Comparison) => void;
  clear: () => void;
  /** To the rows behind a figure; going back finds the page as it was. */
  drill: (narrower: Partial<TxnFilter>) => void;
}

/** The page's state stands in its address: it can be linked to, reloaded, and gone back to. */
export function useDashboard(): DashboardState {
  const route = useRoute();
  const router = useRouter();
  const home = route.name;
  const read = (): TxnFilter => readTxnQuery(route.query) ?? daysOf('days30', Date.now());
  const readCompare = (): Comparison => COMPARISONS.find((one) => one === route.query['compare']) ?? 'previous';
  const filter = shallowRef(read());
  const compare = shallowRef(readCompare());
  watch(
    () => route.query,
    () => {
      if (route.name !== home) return;
      filter.value = read();
      compare.value = readCompare();
    },
  );
  const { data, loading, error } = useQuery('dashboard.read', () => {
    const { from, to } = filter.value;
    return { from, to, compare: compare.value, filter: whose(filter.value) };
  });

  const payers = useQuery('dashboard.payers', () => {
    const { from, to } = filter.value;
    return { from, to, filter: whose(filter.value) };
  });

  return {
    filter,
    compare,
    view: computed(() => data.value),
    loading,
    error,
    payers: computed(() => payers.data.value),
    set: (change, comparison = compare.value) =>
      void router.replace({ query: { ...toTxnQuery({ ...filter.value, ...change }), compare: comparison } }),
    clear: () => {
      const { from, to } = filter.value;
      void router.replace({ query: { ...toTxnQuery({ from, to }), compare: compare.value } });
    },
    drill: (narrower) => void router.push(transactionsLink({ ...filter.value, ...narrower })),
  };
}

function whose({ merchantIds, accounts, channels, regions, mccs, merchantTypes, linked }: TxnFilter): DashboardFilter {
  return Object.fromEntries(
    Object.entries({ merchantIds, accounts, channels, regions, mccs, merchantTypes, linked }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
