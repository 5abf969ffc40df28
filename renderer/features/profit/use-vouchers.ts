import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { VOUCHER_COLUMNS, type VoucherView } from '@shared/contracts/vouchers';
import type { Fen } from '@shared/kernel/brand';
import type { AppError } from '@shared/kernel/result';
import { formatFen } from '@shared/money/yuan';
import type { VoucherKey, VoucherRow } from '@shared/rollups/voucher';
import { categoryLabel } from '@shared/rules/expense-category';
import { useLanguage } from '@renderer/platform/language';
import { saveFile } from '@renderer/platform/save-file';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import { sheet } from '@renderer/platform/workers';

/** An account being typed. */
export interface AccountForm {
  key: VoucherKey;
  code: string;
  name: string;
}

export interface VouchersState {
  view: Ref<VoucherView | null>;
  error: ComputedRef<AppError | null>;
  saved: Ref<string>;
  form: Ref<AccountForm[]>;
  changed: ComputedRef<number>;
  busy: ComputedRef<boolean>;
  keyText: (key: VoucherKey) => string;
  summaryOf: (row: VoucherRow) => string;
  save: (format: 'xlsx' | 'csv') => Promise<void>;
  saveAccounts: () => Promise<boolean>;
}

/** Vouchers of a month, the accounts they use, and the files made of them. */
export function useVouchers(open: Ref<boolean>, month: () => string): VouchersState {
  const { t } = useI18n();
  const { language } = useLanguage();
  const asked = useQuery('voucher.read', () => (open.value ? { month: month() } : null));
  const set = useCommand('voucher.setAccounts');
  const failed = ref<AppError | null>(null);
  const saved = ref('');
  const form = ref<AccountForm[]>([]);

  // What is typed and not stored yet outlives whatever else changes meanwhile.
  watch(asked.data, (view, before) => {
    const typed = new Map(
      changesOf(form.value, before).map(({ key }) => [key, form.value.find((f) => f.key === key)!]),
    );
    form.value = formOf(view).map((one) => typed.get(one.key) ?? one);
  });
  watch([open, month], () => {
    [failed.value, saved.value, set.error.value] = [null, '', null];
  });

  const changes = computed(() => changesOf(form.value, asked.data.value));

  function keyText(key: VoucherKey): string {
    const [kind, of = ''] = key.split(/:(.*)/s);
    if (kind === 'channel') return t('profit.voucher.held', { channel: t(`bills.channel.${of}`) });
    if (kind === 'expense') return t('profit.sheet.expense', { name: categoryLabel(of, language.value) });
    return t(`profit.voucher.key.${key}`);
  }

  const summaryOf = ({ kind, bizDate }: VoucherRow): string =>
    t(`profit.voucher.kind.${kind}`, { month: bizDate.slice(0, 7) });

  async function save(format: 'xlsx' | 'csv'): Promise<void> {
    const view = asked.data.value;
    if (!view) return;
    [failed.value, saved.value] = [null, ''];
    const fileName = `${t('profit.voucher.fileName', { month: month() })}.${format}`;
    const done = await saveFile(format, fileName, async () => (format === 'csv' ? asCsv(view) : asBook(view)));
    if (!done.ok) failed.value = done.error;
    else if (done.value) saved.value = done.value.displayName;
  }

  async function asCsv({ rows }: VoucherView) {
    const lines = rows.map((row) => [
      row.voucherNo,
      String(row.lineNo),
      row.bizDate,
      summaryOf(row),
      row.account.code,
      row.account.name,
      formatFen(row.debitFen as Fen),
      formatFen(row.creditFen as Fen),
    ]);
    return (await sheet()).writeTable({ format: 'csv', name: '', headers: [...VOUCHER_COLUMNS], rows: lines });
  }

  async function asBook({ rows, isClosed }: VoucherView) {
    const amounts: readonly string[] = ['debit', 'credit'];
    const header = (id: string): string => `${t(`profit.voucher.column.${id}`)} ${id}`;
    return (await sheet()).writeReport([
      {
        name: t('profit.voucher.sheet'),
        title: t('profit.voucher.title', { month: month() }),
        notes: [t(isClosed ? 'profit.voucher.closed' : 'profit.voucher.open')],
        columns: VOUCHER_COLUMNS.map((id) => ({ header: header(id), kind: amounts.includes(id) ? 'fen' : 'text' })),
        rows: rows.map((row) => [
          row.voucherNo,
          String(row.lineNo),
          row.bizDate,
          summaryOf(row),
          row.account.code,
          row.account.name,
          row.debitFen === 0 ? null : row.debitFen,
          row.creditFen === 0 ? null : row.creditFen,
        ]),
        totals: true,
      },
    ]);
  }

  async function saveAccounts(): Promise<boolean> {
    if (changes.value.length === 0) return true;
    const { ok } = await set.run({ accounts: changes.value });
    if (ok) form.value = formOf(asked.data.value);
    return ok;
  }

  return {
    view: asked.data,
    error: computed(() => failed.value ?? set.error.value ?? asked.error.value),
    saved,
    form,
    changed: computed(() => changes.value.length),
    busy: computed(() => set.busy.value),
    keyText,
    summaryOf,
    save,
    saveAccounts,
  };
}

function formOf(view: VoucherView | null | undefined): AccountForm[] {
  return (view?.accounts ?? []).map(({ key, account }) => ({ key, ...account }));
}

/** What of a form is not as it stands. Emptied: what is usual again. */
function changesOf(form: readonly AccountForm[], view: VoucherView | null | undefined) {
  const stands = new Map((view?.accounts ?? []).map(({ key, account }) => [key, account]));
  return form.flatMap(({ key, code, name }) => {
    const was = stands.get(key);
    const account = { code: code.trim(), name: name.trim() };
    if (!was || (was.code === account.code && was.name === account.name)) return [];
    return [{ key, account: account.code === '' && account.name === '' ? null : account }];
  });
}
