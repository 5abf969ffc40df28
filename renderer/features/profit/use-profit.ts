import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { ProfitMonth, ProfitView } from '@shared/contracts/profit';
import type { AppError } from '@shared/kernel/result';
import type { ProfitLine } from '@shared/rollups/fold-profit';
import { bizDateAt } from '@shared/time/biz-date';
import { spanOfMonth } from '@shared/time/months';
import { transactionsLink } from '@shared/txns/filter';
import { useQuery } from '@renderer/platform/use-query';

export interface ProfitState {
  year: ShallowRef<string>;
  merchantId: ShallowRef<string>;
  view: ComputedRef<ProfitView | null>;
  /** Months that have begun; all of a year that has not. */
  months: ComputedRef<ProfitMonth[]>;
  loading: ShallowRef<boolean>;
  error: ShallowRef<AppError | null>;
  set: (change: { year?: string; merchantId?: string }) => void;
  /** To the rows behind a figure of some months; going back finds the page as it was. */
  drill: (from: string, to: string, line: ProfitLine) => void;
}

/** The page's state stands in its address: it can be linked to, reloaded, and gone back to. */
export function useProfit(): ProfitState {
  const route = useRoute();
  const router = useRouter();
  const home = route.name;
  const text = (name: string): string => (typeof route.query[name] === 'string' ? route.query[name] : '');
  const readYear = (): string => (/^20\d\d$/.test(text('year')) ? text('year') : bizDateAt(Date.now()).slice(0, 4));
  const year = shallowRef(readYear());
  const merchantId = shallowRef(text('merchantId'));
  watch(
    () => route.query,
    () => {
      if (route.name !== home) return;
      year.value = readYear();
      merchantId.value = text('merchantId');
    },
  );
  const { data, loading, error } = useQuery('profit.read', () => ({
    from: `${year.value}-01`,
    to: `${year.value}-12`,
    merchantId: merchantId.value,
  }));
  const view = computed(() => (data.value?.months[0]?.month.slice(0, 4) === year.value ? data.value : null));
  const months = computed(() => {
    const all = view.value?.months ?? [];
    const begun = all.filter(({ state }) => state !== 'ahead');
    return begun.length > 0 ? begun : all;
  });

  return {
    year,
    merchantId,
    view,
    months,
    loading,
    error,
    set: (change) => {
      const now = { year: year.value, merchantId: merchantId.value, ...change };
      const query = { year: now.year, ...(now.merchantId && { merchantId: now.merchantId }) };
      void router.replace({ query });
    },
    drill: (from, to, line) =>
      void router.push(
        transactionsLink({
          from: spanOfMonth(from).from,
          to: spanOfMonth(to).to,
          ...(line === 'income' && { kinds: ['pay', 'cancel'] }),
          ...(line === 'refunds' && { kinds: ['refund', 'revoke', 'cancel'] }),
          ...(merchantId.value !== '' && { merchantIds: [merchantId.value] }),
        }),
      ),
  };
}
