import { nextTick, watch, type Ref } from 'vue';
import { isSingleCell } from './cell-range';
import type { CellBlock } from './table-cells';
import { useCellClipboard } from './use-cell-clipboard';
import { cellOf, useCellPointer } from './use-cell-pointer';
import type { RowPages } from './use-row-pages';
import type { TableCells } from './use-table-cells';

interface Options<Row> {
  root: Ref<HTMLElement | undefined>;
  cells: TableCells<Row>;
  pages: RowPages<Row>;
  firstDrawn: () => number;
  columnOf: (key: string) => number;
  onTooMany: (limit: number) => void;
  onClear: (block: CellBlock) => void;
  onPaste: (block: CellBlock, texts: string[][]) => void;
}

/** What the chosen cells look like in one row; nothing where they do not reach. */
export interface ChosenInRow {
  activeCol: number;
  from: number;
  to: number;
  edge: string;
}

export interface CellMode {
  /** For the table's element. */
  on: {
    mousedown: (event: MouseEvent) => void;
    focus: () => void;
    focusin: () => void;
    focusout: (event: FocusEvent) => void;
    copy: (event: ClipboardEvent) => void;
    cut: (event: ClipboardEvent) => void;
    paste: (event: ClipboardEvent) => void;
  };
  chosenIn: (index: number) => ChosenInRow;
  chooseColumn: (col: number) => void;
  /** A double click on a cell. */
  editAt: (event: MouseEvent) => void;
  focus: () => void;
  /** Chooses a cell from outside and gives it the keys; `edit` opens it at once. */
  goTo: (index: number, key: string, edit?: boolean) => Promise<void>;
}

/** A table of cells: mouse, clipboard and focus. The focus never falls out of the table because something was redrawn. */
export function useCellMode<Row>(options: Options<Row>): CellMode {
  const { root, cells, pages } = options;
  const isOn = (): boolean => cells.model() !== undefined;
  const clipboard = useCellClipboard<Row>({
    cells,
    pages,
    onTooMany: options.onTooMany,
    onCut: options.onClear,
    onPaste: options.onPaste,
  });
  const pointer = useCellPointer<Row>({ root, cells, onTouch: takeFocus });

  // The last row has gone, and with it the field that had the focus.
  watch(cells.active, async (at) => {
    if (at || !cells.hasFocus.value) return;
    await nextTick();
    root.value?.focus();
  });

  /** Cells are about to be chosen with the mouse: what was being typed is kept, and the keys come here. */
  function takeFocus(): void {
    cells.input.value?.settle();
    cells.hasFocus.value = true;
    void nextTick(() => cells.input.value?.focus());
  }

  function focus(): void {
    cells.hasFocus.value = true;
    if (!cells.active.value) cells.moveTo({ row: options.firstDrawn(), col: 0 });
    void nextTick(() => cells.input.value?.focus());
  }

  function onFocusOut(event: FocusEvent): void {
    const to = event.relatedTarget;
    // Without a target the field has only been taken away by a redraw, or the window has lost the focus.
    if (to instanceof Node && !root.value?.contains(to)) cells.hasFocus.value = false;
  }

  function chosenIn(index: number): ChosenInRow {
    const chosen = cells.range.value;
    const activeCol = cells.active.value?.row === index ? cells.active.value.col : -1;
    if (!chosen || index < chosen.top || index > chosen.bottom || isSingleCell(chosen)) {
      return { activeCol, from: -1, to: -2, edge: '' };
    }
    const edge = `${index === chosen.top ? 'is-top ' : ''}${index === chosen.bottom ? 'is-bottom' : ''}`;
    return { activeCol, from: chosen.left, to: chosen.right, edge };
  }

  async function goTo(index: number, key: string, edit = false): Promise<void> {
    cells.hasFocus.value = true;
    cells.moveTo({ row: index, col: options.columnOf(key) });
    await pages.need(index, index + 1);
    await nextTick();
    if (edit) cells.input.value?.begin('over');
    else cells.input.value?.focus();
  }

  return {
    on: {
      mousedown: (event) => isOn() && pointer.onMousedown(event),
      focus: () => isOn() && cells.bounds().rows > 0 && focus(),
      focusin: () => (cells.hasFocus.value = true),
      focusout: onFocusOut,
      copy: clipboard.onCopy,
      cut: clipboard.onCut,
      paste: clipboard.onPaste,
    },
    chosenIn,
    chooseColumn(col) {
      if (!isOn()) return;
      takeFocus();
      cells.chooseColumn(col);
    },
    editAt: (event) => cellOf(event.target) && cells.input.value?.begin('over'),
    focus,
    goTo,
  };
}
