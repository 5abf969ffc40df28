import { onBeforeUnmount, type Ref } from 'vue';
import { ROW_HEIGHT } from './data-table';
import type { TableCells } from './use-table-cells';

/** Near this many pixels to an edge, a drag scrolls the table. */
const EDGE = 28;
const SCROLL_STEP = 18;

interface Options<Row> {
  root: Ref<HTMLElement | undefined>;
  cells: TableCells<Row>;
  /** The table is the one being worked with from now on. */
  onTouch: () => void;
}

/** Which cell an element belongs to, by the marks its row put on it. */
export function cellOf(target: EventTarget | null): { row: number; col: number } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-col]') : null;
  const row = cell?.parentElement?.dataset['row'];
  return cell && row !== undefined ? { row: Number(row), col: Number(cell.dataset['col']) } : null;
}

/** Choosing cells with the mouse: a click, Shift and a click, a drag that scrolls at the edges; on a row's number, the row. */
export function useCellPointer<Row>({ root, cells, onTouch }: Options<Row>): {
  onMousedown: (event: MouseEvent) => void;
} {
  let stop: (() => void) | null = null;

  function onMousedown(event: MouseEvent): void {
    const at = cellOf(event.target);
    if (!at || isControl(event.target)) return;
    // The mouse would take the focus and begin to mark text.
    event.preventDefault();
    onTouch();
    // A right click inside the chosen cells is about all of them.
    if (event.button !== 0) return;
    const byRow = at.col < cells.bounds().firstCol;
    if (byRow) cells.chooseRow(at.row, event.shiftKey);
    else if (event.shiftKey) cells.extendTo(at, false);
    else cells.moveTo(at, false);
    drag(byRow);
  }

  function drag(byRow: boolean): void {
    stop?.();
    let point = { x: 0, y: 0 };
    let frame = 0;
    const reach = (): void => {
      const at = cellOf(document.elementFromPoint(point.x, point.y));
      if (!at || !root.value?.contains(document.elementFromPoint(point.x, point.y))) return;
      if (byRow) cells.chooseRow(at.row, true);
      else cells.extendTo({ row: at.row, col: Math.max(at.col, cells.bounds().firstCol) }, false);
    };
    const scroll = (): void => {
      if (root.value && scrollAtEdge(root.value, point)) reach();
      frame = requestAnimationFrame(scroll);
    };
    const move = (event: MouseEvent): void => {
      point = { x: event.clientX, y: event.clientY };
      reach();
      frame ||= requestAnimationFrame(scroll);
    };
    const end = (): void => {
      cancelAnimationFrame(frame);
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', end);
      stop = null;
    };
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', end);
    stop = end;
  }

  onBeforeUnmount(() => stop?.());
  return { onMousedown };
}

/** What is inside a cell and has a use of its own. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, button, a, select, textarea') !== null;
}

function scrollAtEdge(el: HTMLElement, { x, y }: { x: number; y: number }): boolean {
  const box = el.getBoundingClientRect();
  const down = y > box.bottom - EDGE ? SCROLL_STEP : y < box.top + ROW_HEIGHT + EDGE ? -SCROLL_STEP : 0;
  const right = x > box.right - EDGE ? SCROLL_STEP : x < box.left + EDGE ? -SCROLL_STEP : 0;
  const before = [el.scrollTop, el.scrollLeft];
  el.scrollBy(right, down);
  return before[0] !== el.scrollTop || before[1] !== el.scrollLeft;
}
