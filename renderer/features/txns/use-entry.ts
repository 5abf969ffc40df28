import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ElMessage, ElMessageBox } from 'element-plus';
import type { TxnEntry } from '@shared/contracts/txns';
import type { AppError } from '@shared/kernel/result';
import { toCapital } from '@shared/money/capital';
import { parseYuan } from '@shared/money/yuan';
import { bizDateAt } from '@shared/time/biz-date';
import { nextEntry } from '@renderer/platform/next-entry';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';

type Form = Omit<TxnEntry, 'amountFen'> & { amount: string };

export interface EntryState {
  form: Ref<Form>;
  /** The amount in capitals; '' while it is none. */
  capital: ComputedRef<string>;
  ready: ComputedRef<boolean>;
  busy: Ref<boolean>;
  error: Ref<AppError | null>;
  /** Stores it and is ready for the next; whom and how it was paid stays. True when stored. */
  save: () => Promise<boolean>;
}

/** One receipt or refund being typed in. */
export function useEntry(open: Ref<boolean>): EntryState {
  const { t } = useI18n();
  const form = ref<Form>(emptyForm());
  const errorText = useErrorText();
  const enter = useCommand('txn.enter');
  watch(open, (isOpen) => {
    if (!isOpen) return;
    form.value = { ...emptyForm(), merchantId: form.value.merchantId, channel: form.value.channel };
    enter.error.value = null;
  });
  const fen = computed(() => {
    const parsed = parseYuan(form.value.amount);
    return parsed.ok && parsed.value > 0 ? parsed.value : null;
  });
  const ready = computed(() => fen.value !== null && form.value.merchantId !== '' && form.value.bizDate !== '');

  async function save(): Promise<boolean> {
    if (!ready.value || enter.busy.value || fen.value === null) return false;
    const stored = { ...form.value };
    const { merchantId, kind, channel, bizDate, time, payMethod, orderNo, originalNo, memo } = stored;
    const entry = { merchantId, kind, channel, bizDate, time, payMethod, orderNo, originalNo, memo };
    const typed = { ...entry, amountFen: fen.value };
    let done = await enter.run(typed);
    if (!done.ok && done.error.code === 'txn.number_taken' && (await isAnother(done.error)))
      done = await enter.run({ ...typed, acceptRepeat: true });
    if (!done.ok) return false;
    ElMessage({ type: 'success', message: t('txns.entry.stored', { number: done.value.txnNo }) });
    form.value = nextEntry(form.value, stored, ['amount', 'orderNo', 'originalNo', 'memo']);
    return true;
  }

  /** The same number again: only who has the receipts knows whether it is another one. */
  async function isAnother(error: AppError): Promise<boolean> {
    const options = {
      confirmButtonText: t('txns.entry.repeatEnter'),
      cancelButtonText: t('txns.entry.repeatBack'),
      type: 'warning' as const,
    };
    return ElMessageBox.confirm(errorText(error), t('txns.entry.repeatTitle'), options).then(
      () => true,
      () => false,
    );
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

const SHANGHAI_MS = 8 * 3_600_000;

function emptyForm(): Form {
  const now = Date.now();
  return {
    merchantId: '',
    kind: 'pay',
    channel: 'CASH',
    bizDate: bizDateAt(now),
    time: new Date(now + SHANGHAI_MS).toISOString().slice(11, 16),
    amount: '',
    payMethod: '',
    orderNo: '',
    originalNo: '',
    memo: '',
  };
}
