import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { BudgetEntry, ProfitView } from '@shared/contracts/profit';
import type { Fen } from '@shared/kernel/brand';
import type { AppError } from '@shared/kernel/result';
import { formatFen, parseYuan } from '@shared/money/yuan';
import { expenseLine, type BudgetLine } from '@shared/rollups/fold-profit';
import { toCategory } from '@shared/rules/expense-category';
import { useCommand } from '@renderer/platform/use-command';

export interface BudgetMonth {
  month: string;
  text: string;
  /** What there was, for who plans: null where nothing is known. */
  actualFen: number | null;
  isClosed: boolean;
  isValid: boolean;
}

export interface BudgetState {
  line: Ref<BudgetLine>;
  /** A line, or the name of a category that is not there yet. */
  choose: (chosen: string) => void;
  months: ComputedRef<BudgetMonth[]>;
  /** Of the year, in fen, as typed. */
  sumFen: ComputedRef<number>;
  type: (month: string, text: string) => void;
  /** The same in every month that is open. */
  fill: (text: string) => void;
  /** Of all lines: null while one cannot be read. */
  changes: ComputedRef<BudgetEntry[] | null>;
  busy: Ref<boolean>;
  error: Ref<AppError | null>;
  save: () => Promise<boolean>;
}

const LINES: readonly string[] = ['income', 'refunds', 'fees'];

/** A year's plan being typed in, line by line; nothing is stored before all of it is. */
export function useBudget(open: Ref<boolean>, view: () => ProfitView): BudgetState {
  const line = ref<BudgetLine>('income');
  /** `${month}|${line}` -> as typed. */
  const typed = ref<Record<string, string>>({});
  const set = useCommand('budget.set');
  watch(open, (isOpen) => {
    if (isOpen) [typed.value, set.error.value] = [{}, null];
  });
  const stored = (month: string, of: BudgetLine): number | null =>
    view().months.find((one) => one.month === month)?.cells[of]?.budgetFen ?? null;
  const textOf = (month: string, of: BudgetLine): string => {
    const fen = stored(month, of);
    return typed.value[`${month}|${of}`] ?? (fen === null ? '' : formatFen(fen as Fen));
  };
  const months = computed(() =>
    view().months.map(({ month, cells, closed }): BudgetMonth => {
      const text = textOf(month, line.value);
      return {
        month,
        text,
        actualFen: cells[line.value]?.actualFen ?? null,
        isClosed: closed !== null,
        isValid: readBudget(text) !== undefined,
      };
    }),
  );
  const changes = computed(() => {
    const entries: BudgetEntry[] = [];
    for (const [key, text] of Object.entries(typed.value)) {
      const [month, of] = [key.slice(0, 7), key.slice(8) as BudgetLine];
      const amountFen = readBudget(text);
      if (amountFen === undefined) return null;
      if (amountFen !== stored(month, of)) entries.push({ month, line: of, amountFen });
    }
    return entries;
  });

  async function save(): Promise<boolean> {
    if (!changes.value || changes.value.length === 0) return true;
    return (await set.run({ entries: changes.value })).ok;
  }

  return {
    line,
    choose: (chosen) => {
      const isLine = LINES.includes(chosen) || chosen.startsWith('expense:');
      line.value = isLine ? (chosen as BudgetLine) : expenseLine(toCategory(chosen));
    },
    months,
    sumFen: computed(() => months.value.reduce((sum, { text }) => sum + (readBudget(text) ?? 0), 0)),
    type: (month, text) => (typed.value = { ...typed.value, [`${month}|${line.value}`]: text }),
    fill: (text) => {
      const open = months.value.filter(({ isClosed }) => !isClosed);
      const filled = open.map(({ month }) => [`${month}|${line.value}`, text]);
      typed.value = { ...typed.value, ...(Object.fromEntries(filled) as Record<string, string>) };
    },
    changes,
    busy: set.busy,
    error: set.error,
    save,
  };
}

/** Fen; null for an empty field, undefined for what is no amount. */
function readBudget(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const parsed = parseYuan(text);
  return parsed.ok && parsed.value >= 0 ? parsed.value : undefined;
}
