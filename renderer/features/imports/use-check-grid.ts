import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ImportRowFilter, PlanRow } from '@shared/imports/define';
import type { DataColumn, FetchRange } from '@renderer/ui/data-table';
import type { CellBlock } from '@renderer/ui/table-cells';
import { checkColumns } from './check-columns';
import type { ImportFlow } from './use-import';

export interface CheckGrid {
  filter: Readonly<Ref<ImportRowFilter>>;
  total: Ref<number>;
  columns: ComputedRef<DataColumn[]>;
  /** The row under the active cell. */
  active: ShallowRef<PlanRow | null>;
  /** The field of the active cell. */
  field: Ref<string>;
  /** The chosen cells. */
  block: ShallowRef<CellBlock | null>;
  fetchRange: FetchRange<PlanRow>;
  /** Another group; resolves when its rows can be asked for. */
  show: (filter: ImportRowFilter) => Promise<void>;
  resize: (key: string, width: number) => void;
  choose: (block: CellBlock | null, key: string, row?: PlanRow) => void;
}

/** The validation grid: which rows are seen and which cells are chosen. Rows come from the worker page by page. */
export function useCheckGrid(
  flow: ImportFlow,
  locale: () => 'zh' | 'en',
  stateTitle: () => string,
  onRows: (change: 'same' | 'other') => void,
): CheckGrid {
  const summary = flow.state.value.summary;
  const filter = ref<ImportRowFilter>(summary && summary.invalid > 0 ? 'invalid' : 'all');
  const total = ref(0);
  const active = shallowRef<PlanRow | null>(null);
  const field = ref('');
  const block = shallowRef<CellBlock | null>(null);
  const dragged = shallowRef<Readonly<Record<string, number>>>({});
  const columns = computed(() => checkColumns(flow.state.value.mapping, locale(), stateTitle(), dragged.value));

  async function count(change: 'same' | 'other'): Promise<void> {
    const asked = filter.value;
    const page = await flow.rows(asked, 0, 1);
    if (asked !== filter.value || !page.ok) return;
    total.value = page.value.total;
    onRows(change);
  }

  async function show(wanted: ImportRowFilter): Promise<void> {
    if (wanted === filter.value) return;
    filter.value = wanted;
    active.value = null;
    block.value = null;
    await count('other');
  }

  watch(flow.planVersion, () => void count('same'));
  void count('other');

  const fetchRange: FetchRange<PlanRow> = async (offset, limit) => {
    const page = await flow.rows(filter.value, offset, limit);
    return page.ok ? page.value.rows : null;
  };

  return {
    filter,
    total,
    columns,
    active,
    field,
    block,
    fetchRange,
    show,
    resize: (key, width) => (dragged.value = { ...dragged.value, [key]: width }),
    choose(chosen, key, row) {
      block.value = chosen;
      active.value = row ?? null;
      field.value = key;
    },
  };
}
