import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Comparison, DashboardFilter, DashboardView } from '@shared/contracts/dashboard';
import type { PayersView } from '@shared/contracts/payers';
import type { TxnFilter } from '@shared/contracts/txns';
import type { AppError } from '@shared/kernel/result';
import { GRAINS, type Grain } from '@shared/time/grains';
import { daysOf, readTxnQuery, toTxnQuery, transactionsLink } from '@shared/txns/filter';
import { useQuery } from '@renderer/platform/use-query';

const COMPARISONS: readonly Comparison[] = ['none', 'previous', 'lastYear'];

export interface DashboardState {
  filter: ShallowRef<TxnFilter>;
  compare: ShallowRef<Comparison>;
  /** Null: as suits the days. */
  grain: ShallowRef<Grain | null>;
  view: ComputedRef<DashboardView | null>;
  loading: ShallowRef<boolean>;
  error: ShallowRef<AppError | null>;
  /** Who paid, asked for apart: what is on the page does not wait for it. */
  payers: ComputedRef<PayersView | null>;
  set: (change: Partial<TxnFilter>, compare?: Comparison) => void;
  setGrain: (grain: Grain | null) => void;
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
  const readGrain = (): Grain | null => GRAINS.find((one) => one === route.query['grain']) ?? null;
  const grain = shallowRef(readGrain());
  watch(
    () => route.query,
    () => {
      if (route.name !== home) return;
      filter.value = read();
      compare.value = readCompare();
      grain.value = readGrain();
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

  function go(to: TxnFilter, comparison = compare.value, by = grain.value): void {
    void router.replace({ query: { ...toTxnQuery(to), compare: comparison, ...(by && { grain: by }) } });
  }

  return {
    filter,
    compare,
    view: computed(() => data.value),
    loading,
    error,
    payers: computed(() => payers.data.value),
    grain,
    set: (change, comparison = compare.value) => go({ ...filter.value, ...change }, comparison),
    setGrain: (by) => go(filter.value, compare.value, by),
    clear: () => go({ from: filter.value.from, to: filter.value.to }),
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
