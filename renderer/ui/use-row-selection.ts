import { computed, type ComputedRef, type Ref } from 'vue';
import type { RowPages } from './use-row-pages';

export interface RowSelection {
  allSelected: ComputedRef<boolean>;
  someSelected: ComputedRef<boolean>;
  isSelected: (key: string) => boolean;
  toggle: (index: number, extend: boolean) => Promise<void>;
  toggleAll: () => Promise<void>;
}

interface Options<Row> {
  selected: Ref<readonly string[]>;
  pages: RowPages<Row>;
  keyOf: (row: Row) => string;
  total: () => number;
  /** More rows than this are not picked with one click. */
  limit: number;
  onTooMany: () => void;
}

/** Selection by checkbox and, with Shift, from the last one touched to this one, through rows that were never drawn. */
export function useRowSelection<Row>(options: Options<Row>): RowSelection {
  const { selected, pages, keyOf } = options;
  const keys = computed(() => new Set(selected.value));
  let anchor = -1;

  const allSelected = computed(() => options.total() > 0 && keys.value.size >= options.total());
  const someSelected = computed(() => keys.value.size > 0 && !allSelected.value);

  async function toggle(index: number, extend: boolean): Promise<void> {
    const row = pages.rowAt(index);
    if (row === undefined) return;
    const on = !keys.value.has(keyOf(row));
    if (extend && anchor >= 0 && anchor !== index) {
      await setRange(Math.min(anchor, index), Math.max(anchor, index) + 1, on);
    } else {
      apply([keyOf(row)], on);
    }
    anchor = index;
  }

  async function toggleAll(): Promise<void> {
    if (allSelected.value) {
      selected.value = [];
      return;
    }
    await setRange(0, options.total(), true);
  }

  async function setRange(from: number, to: number, on: boolean): Promise<void> {
    if (to - from > options.limit) return options.onTooMany();
    const rows = await pages.collect(from, to);
    if (rows) apply(rows.map(keyOf), on);
  }

  function apply(changed: readonly string[], on: boolean): void {
    const next = new Set(keys.value);
    for (const key of changed) {
      if (on) next.add(key);
      else next.delete(key);
    }
    selected.value = [...next];
  }

  return { allSelected, someSelected, isSelected: (key) => keys.value.has(key), toggle, toggleAll };
}
