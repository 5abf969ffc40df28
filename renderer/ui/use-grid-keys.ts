import type { Ref } from 'vue';

interface Options {
  root: Ref<HTMLElement | undefined>;
  active: Ref<number>;
  total: () => number;
  pageRows: () => number;
  moveTo: (index: number) => void;
  open: (index: number) => void;
  select: (index: number, extend: boolean) => void;
}

/** The keys of a grid: arrows, pages and ends move, Enter opens, Space selects. Keys inside a cell are the cell's own. */
export function useGridKeys(options: Options): { onKeydown: (event: KeyboardEvent) => void } {
  const { active } = options;

  const actions: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: () => options.moveTo(active.value + 1),
    ArrowUp: () => options.moveTo(active.value - 1),
    PageDown: () => options.moveTo(active.value + options.pageRows()),
    PageUp: () => options.moveTo(active.value - options.pageRows()),
    Home: () => options.moveTo(0),
    End: () => options.moveTo(options.total() - 1),
    Enter: () => active.value >= 0 && options.open(active.value),
    ' ': (event) => active.value >= 0 && options.select(active.value, event.shiftKey),
  };

  function onKeydown(event: KeyboardEvent): void {
    if (event.target !== options.root.value || event.isComposing || event.altKey || event.metaKey || event.ctrlKey)
      return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event);
  }

  return { onKeydown };
}
