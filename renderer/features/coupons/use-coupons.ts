import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { CouponReport } from '@shared/contracts/coupons';
import type { DashboardFilter } from '@shared/contracts/dashboard';
import { ANY_COUPON, type TxnFilter } from '@shared/contracts/txns';
import type { AppError } from '@shared/kernel/result';
import { daysOf, readTxnQuery, toTxnQuery, transactionsLink } from '@shared/txns/filter';
import { useQuery } from '@renderer/platform/use-query';

export interface CouponsState {
  filter: ShallowRef<TxnFilter>;
  report: ComputedRef<CouponReport | null>;
  loading: ShallowRef<boolean>;
  error: ShallowRef<AppError | null>;
  /** What queries are asked for. */
  asked: ComputedRef<{ from: string; to: string; filter: DashboardFilter }>;
  set: (change: Partial<TxnFilter>) => void;
  /** To the payments behind a figure; going back finds the page as it was. */
  drill: (narrower: Partial<TxnFilter>) => void;
}

/** The page's state stands in its address. */
export function useCoupons(): CouponsState {
  const route = useRoute();
  const router = useRouter();
  const home = route.name;
  const read = (): TxnFilter => readTxnQuery(route.query) ?? daysOf('days30', Date.now());
  const filter = shallowRef(read());
  watch(
    () => route.query,
    () => {
      if (route.name === home) filter.value = read();
    },
  );
  const asked = computed(() => {
    const { from, to, channels, merchantIds } = filter.value;
    return { from, to, filter: { ...(channels && { channels }), ...(merchantIds && { merchantIds }) } };
  });
  const { data, loading, error } = useQuery('coupon.report', () => asked.value);
  return {
    filter,
    report: computed(() => data.value),
    loading,
    error,
    asked,
    set: (change) => void router.replace({ query: toTxnQuery({ ...filter.value, ...change }) }),
    drill: (narrower) => void router.push(transactionsLink({ ...filter.value, coupon: ANY_COUPON, ...narrower })),
  };
}
