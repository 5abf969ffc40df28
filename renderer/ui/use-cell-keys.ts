import type { CellStep } from './cell-range';
import { isComposing } from './form-keys';
import type { EditStart } from './table-cells';
import type { TableCells } from './use-table-cells';

interface Acts {
  edit: (start: EditStart) => void;
  /** Empties the chosen cells. */
  clear: () => void;
  fillDown: () => void;
}

const STEPS: Readonly<Record<string, CellStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'home',
  End: 'end',
};
/** With Ctrl: to the end of the table in that direction. */
const FAR_STEPS: Readonly<Record<string, CellStep>> = {
  ArrowUp: 'top',
  ArrowDown: 'bottom',
  ArrowLeft: 'home',
  ArrowRight: 'end',
  Home: 'first',
  End: 'last',
};

/**
 * The keys of a table of cells while none is edited, as in a spreadsheet. Copying, cutting and pasting come as events of
 * their own; Tab leaves the table; what is not known here bubbles to whoever holds the table.
 */
export function useCellKeys<Row>(cells: TableCells<Row>, acts: Acts): { onKeydown: (event: KeyboardEvent) => void } {
  const plain: Readonly<Record<string, () => void>> = {
    Enter: () => acts.edit('over'),
    F2: () => acts.edit('over'),
    Backspace: () => acts.edit('replace'),
    Delete: acts.clear,
    Escape: () => cells.active.value && cells.moveTo(cells.active.value),
  };
  const controlled: Readonly<Record<string, () => void>> = { a: cells.chooseAll, d: acts.fillDown };

  function actionFor(event: KeyboardEvent): (() => void) | undefined {
    const { key, shiftKey } = event;
    if (event.altKey) return key === 'ArrowDown' ? () => acts.edit('over') : undefined;
    const isControlled = event.ctrlKey || event.metaKey;
    const step = (isControlled ? FAR_STEPS : STEPS)[key];
    if (step) return () => cells.step(step, shiftKey);
    if (isControlled) return shiftKey ? undefined : controlled[key.toLowerCase()];
    return shiftKey ? undefined : plain[key];
  }

  function onKeydown(event: KeyboardEvent): void {
    const action = isComposing(event) ? undefined : actionFor(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  return { onKeydown };
}
