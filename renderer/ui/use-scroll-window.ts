import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue';
import { ROW_HEIGHT, visibleRange, type DataColumn } from './data-table';

export interface ScrollWindow {
  root: Ref<HTMLElement | undefined>;
  /** Rows to draw: `from` inclusive, `to` exclusive. */
  range: ComputedRef<{ from: number; to: number }>;
  /** Rows that fit on the screen at once. */
  pageRows: () => number;
  onScroll: () => void;
  showRow: (index: number) => void;
  showColumn: (key: string) => void;
  toTop: () => void;
}

/** Which part of a tall table is on screen, and how to bring another part there. */
export function useScrollWindow(
  total: () => number,
  columns: () => readonly DataColumn[],
  start: () => number,
): ScrollWindow {
  const root = ref<HTMLElement>();
  const scrollTop = ref(0);
  const height = ref(480);
  let observer: ResizeObserver | null = null;

  function measure(): void {
    const now = root.value?.clientHeight ?? 0;
    if (now > 0) height.value = now;
  }

  onMounted(() => {
    measure();
    if (!root.value || typeof ResizeObserver === 'undefined') return;
    observer = new ResizeObserver(measure);
    observer.observe(root.value);
  });
  onBeforeUnmount(() => observer?.disconnect());

  function showRow(index: number): void {
    const el = root.value;
    if (!el) return;
    const top = index * ROW_HEIGHT;
    // The header covers one row, and a sideways scrollbar part of another.
    const seen = el.clientHeight - ROW_HEIGHT * 2;
    if (top < el.scrollTop) el.scrollTop = top;
    else if (top > el.scrollTop + seen) el.scrollTop = top - seen;
  }

  /** Scrolls sideways until a column stands clear of the frozen ones. */
  function showColumn(key: string): void {
    const el = root.value;
    const all = columns();
    const index = all.findIndex((column) => column.key === key);
    const column = all[index];
    if (!el || !column || column.frozen) return;
    const left = all.slice(0, index).reduce((sum, one) => sum + one.width, start());
    const frozen = all.reduce((sum, one) => sum + (one.frozen ? one.width : 0), start());
    const right = left + column.width;
    if (left < el.scrollLeft + frozen) el.scrollLeft = left - frozen;
    else if (right > el.scrollLeft + el.clientWidth) el.scrollLeft = right - el.clientWidth;
  }

  return {
    root,
    range: computed(() => visibleRange(scrollTop.value, height.value, total())),
    pageRows: () => Math.max(1, Math.floor(height.value / ROW_HEIGHT) - 2),
    onScroll: () => (scrollTop.value = root.value?.scrollTop ?? 0),
    showRow,
    showColumn,
    toTop() {
      if (root.value) root.value.scrollTop = 0;
      scrollTop.value = 0;
    },
  };
}
