import { ElMessage } from 'element-plus';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ExpenseEntry } from '@shared/contracts/profit';
import type { AppError } from '@shared/kernel/result';
import { toCapital } from '@shared/money/capital';
import { formatYuan, parseYuan } from '@shared/money/yuan';
import { bizDateAt } from '@shared/time/biz-date';
import { spanOfMonth } from '@shared/time/months';
import { nextEntry } from '@renderer/platform/next-entry';
import { useCommand } from '@renderer/platform/use-command';

type Form = Omit<ExpenseEntry, 'amountFen'> & { amount: string };

export interface ExpenseEntryState {
  form: Ref<Form>;
  /** The amount in capitals; '' while it is none. */
  capital: ComputedRef<string>;
  ready: ComputedRef<boolean>;
  busy: Ref<boolean>;
  error: Ref<AppError | null>;
  /** Stores it and is ready for the next; day, category and merchant stay. True when stored. */
  save: () => Promise<boolean>;
}

/** One expense being typed in; `start` is what it was opened for. */
export function useExpenseEntry(
  open: Ref<boolean>,
  start: () => { month: string; category: string; merchantId: string },
  /** Expenses of the company's own are for who sees everything. */
  needsMerchant: () => boolean,
): ExpenseEntryState {
  const { t } = useI18n();
  const form = ref<Form>(emptyForm('', '', ''));
  const enter = useCommand('expense.enter');
  watch(open, (isOpen) => {
    if (!isOpen) return;
    const { month, category, merchantId } = start();
    form.value = emptyForm(dayOf(month), category, merchantId);
    enter.error.value = null;
  });
  const fen = computed(() => {
    const parsed = parseYuan(form.value.amount);
    return parsed.ok && parsed.value !== 0 ? parsed.value : null;
  });
  const ready = computed(() => {
    const { category, bizDate, merchantId } = form.value;
    const isWhose = merchantId !== '' || !needsMerchant();
    return fen.value !== null && category.trim() !== '' && bizDate !== '' && isWhose;
  });

  async function save(): Promise<boolean> {
    const amountFen = fen.value;
    if (!ready.value || enter.busy.value || amountFen === null) return false;
    const stored = { ...form.value };
    const { bizDate, category, merchantId, payee, memo } = stored;
    const done = await enter.run({ bizDate, category, merchantId, payee, memo, amountFen });
    if (!done.ok) return false;
    ElMessage({ type: 'success', message: t('profit.expense.stored', { amount: formatYuan(amountFen) }) });
    form.value = nextEntry(form.value, stored, ['amount', 'payee', 'memo']);
    return true;
  }

  return {
    form,
    capital: computed(() => (fen.value === null ? '' : toCapital(fen.value))),
    ready,
    busy: enter.busy,
    error: enter.error,
    save,
  };
}

/** Today, or the last day of a month that is over. */
function dayOf(month: string): string {
  const today = bizDateAt(Date.now());
  return today.startsWith(month) ? today : spanOfMonth(month).to;
}

function emptyForm(bizDate: string, category: string, merchantId: string): Form {
  return { bizDate, category, amount: '', merchantId, payee: '', memo: '' };
}
