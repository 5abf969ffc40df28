import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { merchant, MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import type { ImportRowFilter, ImportSummary, PlanRow } from '@shared/imports/define';
import type { DataColumn, FetchRange } from '@renderer/ui/data-table';
import type { ImportFlow } from './use-import';

export interface CellUnderEdit {
  row: number;
  field: string;
  text: string;
}

export interface CheckGrid {
  filter: Ref<ImportRowFilter>;
  total: Ref<number>;
  columns: ComputedRef<DataColumn[]>;
  editing: ShallowRef<CellUnderEdit | null>;
  active: ShallowRef<PlanRow | null>;
  fetchRange: FetchRange<PlanRow>;
  startEdit: (row: PlanRow, field: string) => void;
  saveEdit: (text: string) => Promise<void>;
}

const WIDE: Partial<Record<MerchantField, number>> = {
  name: 190,
  uscc: 186,
  legalIdNo: 186,
  accountNo: 194,
  businessScope: 200,
  address: 200,
  bankName: 180,
  accountName: 180,
  remark: 160,
  email: 160,
};

export const CHIPS = [
  'all',
  'invalid',
  'warning',
  'duplicate',
  'update',
  'changed',
] as const satisfies readonly ImportRowFilter[];

export function chipCount(chip: (typeof CHIPS)[number], summary: ImportSummary): number {
  return chip === 'all' ? summary.total : summary[chip];
}

/** The validation grid: which rows are seen, which cell is being mended. Rows come from the worker page by page. */
export function useCheckGrid(
  flow: ImportFlow,
  locale: () => 'zh' | 'en',
  stateTitle: () => string,
  onRows: (change: 'same' | 'other') => void,
): CheckGrid {
  const summary = flow.state.value.summary;
  const filter = ref<ImportRowFilter>(summary && summary.invalid > 0 ? 'invalid' : 'all');
  const total = ref(0);
  const editing = shallowRef<CellUnderEdit | null>(null);
  const active = shallowRef<PlanRow | null>(null);

  const columns = computed<DataColumn[]>(() => [
    { key: '#row', title: '#', width: 60, align: 'right', frozen: true },
    { key: '#state', title: stateTitle(), width: 84, frozen: true },
    ...MERCHANT_INPUT_FIELDS.filter((field) => flow.state.value.mapping[field] !== undefined).map((field) => ({
      key: field,
      title: merchant.fields[field][locale()],
      frozen: field === 'name',
      width: Math.max(WIDE[field] ?? 110, locale() === 'en' ? merchant.fields[field].en.length * 8 + 32 : 0),
    })),
  ]);

  async function count(change: 'same' | 'other'): Promise<void> {
    const asked = filter.value;
    const page = await flow.rows(asked, 0, 1);
    if (asked !== filter.value || !page.ok) return;
    total.value = page.value.total;
    onRows(change);
  }

  watch(filter, () => {
    active.value = null;
    editing.value = null;
    void count('other');
  });
  /** The row that was looked at before a change: found again among the fetched ones, unless it left this group. */
  let lookedAt = 0;

  watch(flow.planVersion, () => {
    lookedAt = active.value?.row ?? 0;
    active.value = null;
    void count('same');
  });
  void count('other');

  const fetchRange: FetchRange<PlanRow> = async (offset, limit) => {
    const page = await flow.rows(filter.value, offset, limit);
    if (!page.ok) return null;
    const again = lookedAt > 0 ? page.value.rows.find((row) => row.row === lookedAt) : undefined;
    if (again) {
      active.value = again;
      lookedAt = 0;
    }
    return page.value.rows;
  };

  function startEdit(row: PlanRow, field: string): void {
    active.value = row;
    lookedAt = 0;
    if (field.startsWith('#')) return;
    editing.value = { row: row.row, field, text: row.raw[field] ?? '' };
  }

  async function saveEdit(text: string): Promise<void> {
    const cell = editing.value;
    editing.value = null;
    if (!cell || text === cell.text) return;
    await flow.edit([{ row: cell.row, field: cell.field, text }]);
  }

  return { filter, total, columns, editing, active, fetchRange, startEdit, saveEdit };
}
