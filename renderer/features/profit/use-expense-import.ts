import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import {
  EXPENSE_FIELDS,
  EXPENSE_HEADERS,
  expenseTexts,
  NEEDED_EXPENSE_FIELDS,
  type ExpenseField,
  type ExpenseMapping,
  type ExpenseTexts,
  type JudgedExpense,
} from '@shared/imports/expense-table';
import { proposeColumns, type PlainTable } from '@shared/imports/plain-table';
import type { AppError } from '@shared/kernel/result';
import { formatYuan } from '@shared/money/yuan';
import { useCommand } from '@renderer/platform/use-command';
import { askCore, sheet } from '@renderer/platform/workers';

/** A row of the table and what is made of it. */
export interface CheckedRow {
  texts: ExpenseTexts;
  judged: JudgedExpense;
}

export interface ExpenseImportState {
  table: ShallowRef<PlainTable | null>;
  mapping: Ref<ExpenseMapping>;
  /** Fields nobody has found a column for, and that cannot be done without. */
  lacking: ComputedRef<ExpenseField[]>;
  /** Wrong ones first, then repeats. */
  rows: ComputedRef<CheckedRow[]>;
  counts: ComputedRef<{ good: number; wrong: number; repeats: number; wanted: number; sumFen: number }>;
  acceptRepeats: Ref<boolean>;
  busy: ComputedRef<boolean>;
  error: ComputedRef<AppError | null>;
  open: (file: File) => Promise<void>;
  setColumn: (field: ExpenseField, column: number) => void;
  /** True when stored. */
  store: () => Promise<boolean>;
  close: () => void;
}

/** A table of expenses being looked at, before it is stored. */
export function useExpenseImport(): ExpenseImportState {
  const { t } = useI18n();
  const table = shallowRef<PlainTable | null>(null);
  const mapping = ref<ExpenseMapping>({});
  const checked = shallowRef<CheckedRow[]>([]);
  const acceptRepeats = ref(false);
  const reading = ref(false);
  const trouble = ref<AppError | null>(null);
  const command = useCommand('expense.import');
  let turn = 0;
  let checks = 0;

  const lacking = computed(() => NEEDED_EXPENSE_FIELDS.filter((field) => mapping.value[field] === undefined));
  const good = computed(() => checked.value.filter(({ judged }) => judged.entry !== null));
  const wanted = computed(() => good.value.filter(({ judged }) => acceptRepeats.value || !judged.isRepeat));

  async function open(file: File): Promise<void> {
    close();
    const now = turn;
    reading.value = true;
    const read = await (await sheet()).readPlain({ name: file.name, blob: file });
    if (now !== turn) return;
    reading.value = false;
    if (!read.ok) {
      trouble.value = read.error;
      return;
    }
    const known = await askCore('expense.mapping', { headers: read.value.headers });
    if (now !== turn) return;
    mapping.value = (known.ok && known.value) || proposeColumns(read.value.headers, EXPENSE_HEADERS);
    table.value = read.value;
  }

  watch([table, mapping], check);

  async function check(): Promise<void> {
    const now = ++checks;
    checked.value = [];
    if (!table.value || lacking.value.length > 0) return;
    const texts = expenseTexts(table.value, mapping.value);
    const found = await askCore('expense.check', { rows: texts });
    if (now !== checks) return;
    trouble.value = found.ok ? null : found.error;
    if (found.ok) checked.value = found.value.map((judged, n) => ({ judged, texts: texts[n]! }));
  }

  async function store(): Promise<boolean> {
    if (!table.value || wanted.value.length === 0 || command.busy.value) return false;
    const { fileName, sha256, headers } = table.value;
    const done = await command.run({
      ...{ fileName, sha256, headers: [...headers], mapping: { ...mapping.value } },
      ...{ rows: good.value.map(({ texts }) => ({ ...texts })), acceptRepeats: acceptRepeats.value },
    });
    if (!done.ok) return false;
    const { added, sumFen } = done.value;
    ElMessage({ type: 'success', message: t('profit.table.stored', { count: added, amount: formatYuan(sumFen) }) });
    close();
    return true;
  }

  function close(): void {
    turn++;
    checks++;
    reading.value = false;
    table.value = null;
    mapping.value = {};
    checked.value = [];
    acceptRepeats.value = false;
    trouble.value = null;
    command.error.value = null;
  }

  const rank = ({ judged }: CheckedRow): number => (judged.entry === null ? 0 : judged.isRepeat ? 1 : 2);
  return {
    table,
    mapping,
    lacking,
    rows: computed(() => [...checked.value].sort((a, b) => rank(a) - rank(b))),
    counts: computed(() => ({
      good: good.value.length,
      wrong: checked.value.length - good.value.length,
      repeats: good.value.filter(({ judged }) => judged.isRepeat).length,
      wanted: wanted.value.length,
      sumFen: wanted.value.reduce((sum, { judged }) => sum + judged.entry!.amountFen, 0),
    })),
    acceptRepeats,
    busy: computed(() => reading.value || command.busy.value),
    error: computed(() => trouble.value ?? command.error.value),
    open,
    setColumn(field, column) {
      const others = EXPENSE_FIELDS.filter((one) => one !== field && mapping.value[one] !== column);
      const kept = Object.fromEntries(
        others.flatMap((one) => (mapping.value[one] === undefined ? [] : [[one, mapping.value[one]]])),
      );
      mapping.value = { ...kept, ...(column >= 0 && { [field]: column }) };
    },
    store,
    close,
  };
}
