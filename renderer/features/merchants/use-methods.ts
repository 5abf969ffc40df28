import { ElMessage } from 'element-plus';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MethodRate, MethodUse } from '@shared/contracts/merchant-methods';
import type { AppError } from '@shared/kernel/result';
import type { PayMethod } from '@shared/rules/pay-method';
import { formatRate } from '@shared/rules/rate';
import { bizDateAt } from '@shared/time/biz-date';
import { spanOfMonth } from '@shared/time/months';
import { transactionsLink } from '@shared/txns/filter';
import { useCan } from '@renderer/platform/use-can';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';

export interface MethodLine {
  method: PayMethod | '';
  enabled: boolean;
  /** '' where nothing is agreed. */
  rate: string;
  rates: MethodRate[];
  use: MethodUse | null;
  /** It was paid by though it is not on. */
  isOff: boolean;
  /** Lists its payments. */
  link: ReturnType<typeof transactionsLink> | null;
}

export interface MethodsState {
  month: Ref<string>;
  /** Nobody has said yet which are on. */
  isUnsaid: ComputedRef<boolean>;
  all: ComputedRef<PayMethod[]>;
  /** What is on, and what was paid by. */
  lines: ComputedRef<MethodLine[]>;
  off: ComputedRef<number>;
  /** So many payments that they are counted only on demand. */
  isMuch: ComputedRef<boolean>;
  loading: ComputedRef<boolean>;
  countAll: () => void;
  chosen: Ref<PayMethod[] | null>;
  edit: () => void;
  save: () => Promise<void>;
  busy: Readonly<Ref<boolean>>;
  error: ComputedRef<AppError | null>;
}

/** Ways of paying of one merchant: which are on, what they cost, and what came in by them in a month. */
export function useMethods(id: () => string): MethodsState {
  const { t } = useI18n();
  const mayCount = useCan('txn:view');
  const month = ref(bizDateAt(Date.now()).slice(0, 7));
  const countedMonth = ref('');
  const stored = useQuery('merchant.methods', () => ({ id: id() }));
  const used = useQuery('merchant.methodUse', () =>
    mayCount.value ? { id: id(), month: month.value, all: countedMonth.value === month.value } : null,
  );
  const set = useCommand('merchant.setMethods');
  const chosen = ref<PayMethod[] | null>(null);

  const isUnsaid = computed(() => stored.data.value?.at === 0);
  const lines = computed(() => {
    const uses = new Map((used.data.value ?? []).map((use) => [use.method, use]));
    const known = (stored.data.value?.methods ?? []).map(({ method, enabled, rates }) =>
      toLine(method, enabled, rates, uses.get(method) ?? null),
    );
    const unnamed = uses.get('');
    return [...known.filter(({ enabled, use }) => enabled || use), ...(unnamed ? [toLine('', true, [], unnamed)] : [])];
  });

  function toLine(
    method: MethodLine['method'],
    enabled: boolean,
    rates: MethodRate[],
    use: MethodUse | null,
  ): MethodLine {
    const told = [...new Set(rates.map(({ ratePpm }) => formatRate(ratePpm)))];
    const isOff = use !== null && !enabled && !isUnsaid.value;
    return { method, enabled, rate: told.join(' / '), rates, use, isOff, link: use && linkOf(use) };
  }

  /** What a bill leaves out cannot be looked for: then all of the channel is listed. */
  function linkOf({ channels, written }: MethodUse): MethodLine['link'] {
    const methods = written.includes('') ? {} : { payMethods: written };
    return transactionsLink({ ...spanOfMonth(month.value), merchantIds: [id()], channels, kinds: ['pay'], ...methods });
  }

  async function save(): Promise<void> {
    if (!chosen.value) return;
    if (!(await set.run({ id: id(), enabled: [...chosen.value] })).ok) return;
    ElMessage({ type: 'success', message: t('merchants.methods.saved') });
    chosen.value = null;
  }

  return {
    month,
    isUnsaid,
    all: computed(() => (stored.data.value?.methods ?? []).map(({ method }) => method)),
    lines,
    off: computed(() => lines.value.filter(({ isOff }) => isOff).length),
    isMuch: computed(() => used.data.value === null && !used.loading.value && !used.error.value && mayCount.value),
    loading: computed(() => stored.loading.value || used.loading.value),
    countAll: () => (countedMonth.value = month.value),
    chosen,
    edit: () => {
      set.error.value = null;
      chosen.value = (stored.data.value?.methods ?? []).filter((one) => one.enabled).map(({ method }) => method);
    },
    save,
    busy: set.busy,
    error: computed(() => stored.error.value ?? used.error.value ?? set.error.value),
  };
}
