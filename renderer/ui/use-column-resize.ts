import { onBeforeUnmount } from 'vue';
import { MIN_COLUMN_WIDTH } from './data-table';

/** Dragging a column's edge. Each move reports the width; the listeners go with the drag, or with the component. */
export function useColumnResize(onWidth: (key: string, width: number) => void): {
  start: (event: PointerEvent, key: string, width: number) => void;
} {
  let stop: (() => void) | null = null;

  function start(event: PointerEvent, key: string, width: number): void {
    event.preventDefault();
    event.stopPropagation();
    stop?.();
    const from = event.clientX;
    const move = (e: PointerEvent): void =>
      onWidth(key, Math.max(MIN_COLUMN_WIDTH, Math.round(width + e.clientX - from)));
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      stop = null;
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    stop = end;
  }

  onBeforeUnmount(() => stop?.());
  return { start };
}
