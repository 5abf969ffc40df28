import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  clampCell,
  nextCell,
  rangeBetween,
  stepCell,
  type CellAt,
  type CellBounds,
  type CellRange,
  type CellStep,
} from './cell-range';
import type { DataColumn } from './data-table';
import type { AfterEdit, CellBlock, CellModel, EditStart } from './table-cells';
import { PAGE_SIZE, type RowPages } from './use-row-pages';

interface Options<Row> {
  model: () => CellModel<Row> | undefined;
  columns: () => readonly DataColumn[];
  total: () => number;
  pages: RowPages<Row>;
  keyOf: (row: Row) => string;
  pageRows: () => number;
  /** Brings a cell on screen. */
  show: (at: CellAt) => void;
}

export interface CellField {
  begin: (start: EditStart) => void;
  /** Closes the editor, keeping what was typed. */
  settle: () => void;
  focus: () => void;
}

export interface TableCells<Row> {
  /** Where typing goes; null before anybody came here. */
  active: ShallowRef<CellAt | null>;
  /** The chosen rectangle, at least the active cell. */
  range: ComputedRef<CellRange | null>;
  isEditing: Readonly<Ref<boolean>>;
  /** A field became the editor, or stopped being it without saving. */
  setEditing: (editing: boolean) => void;
  /** The table has the focus: the field of a cell that becomes the active one takes it. */
  hasFocus: Ref<boolean>;
  /** The field in the active cell, while one is there. */
  input: Readonly<ShallowRef<CellField | null>>;
  /** The active cell's field has been drawn, and has gone with its cell. */
  fieldCame: (field: CellField) => void;
  fieldWent: (field: CellField) => void;
  model: () => CellModel<Row> | undefined;
  bounds: () => CellBounds;
  /** The active cell moves, and the rectangle shrinks to it. */
  moveTo: (at: CellAt, show?: boolean) => void;
  /** The rectangle reaches from the active cell to this one. */
  extendTo: (at: CellAt, show?: boolean) => void;
  step: (step: CellStep, extend: boolean) => void;
  chooseRow: (row: number, extend: boolean) => void;
  chooseColumn: (col: number) => void;
  chooseAll: () => void;
  canEdit: (row: Row | undefined, col: number) => boolean;
  /** Closes the editor: saves what was typed unless it is what was there. */
  finish: (row: Row, col: number, text: string, after: AfterEdit) => void;
  block: () => CellBlock | null;
  leave: () => void;
}

/**
 * Which cells are chosen. The active cell stays with its row: when rows are fetched again and it stands elsewhere,
 * the choice goes with it; when it is gone, the one in its place is next.
 */
export function useTableCells<Row>(options: Options<Row>): TableCells<Row> {
  const { pages } = options;
  const active = shallowRef<CellAt | null>(null);
  /** The corner of the rectangle opposite the active cell. */
  const head = shallowRef<CellAt | null>(null);
  const isEditing = ref(false);
  const hasFocus = ref(false);
  const input = shallowRef<CellField | null>(null);
  let activeKey = '';

  const range = computed(() => (active.value && head.value ? rangeBetween(active.value, head.value) : null));

  function bounds(): CellBounds {
    const columns = options.columns();
    const firstCol = columns.findIndex((column) => !column.rowLabel);
    return { rows: options.total(), firstCol: Math.max(0, firstCol), cols: columns.length };
  }

  function moveTo(at: CellAt, show = true): void {
    if (options.total() === 0) return;
    const to = clampCell(at, bounds());
    active.value = to;
    head.value = to;
    activeKey = keyAt(to.row);
    if (show) options.show(to);
  }

  function extendTo(at: CellAt, show = true): void {
    if (!active.value) return moveTo(at, show);
    head.value = clampCell(at, bounds());
    if (show) options.show(head.value);
  }

  function step(by: CellStep, extend: boolean): void {
    const from = extend ? head.value : active.value;
    if (!from) return moveTo({ row: 0, col: 0 });
    const to = stepCell(from, by, bounds(), options.pageRows());
    if (extend) extendTo(to);
    else moveTo(to);
  }

  function chooseRow(row: number, extend: boolean): void {
    const { firstCol, cols } = bounds();
    const from = extend && active.value ? active.value.row : row;
    active.value = { row: from, col: firstCol };
    head.value = { row, col: cols - 1 };
    activeKey = keyAt(from);
  }

  function chooseColumn(col: number): void {
    const { firstCol, rows } = bounds();
    if (rows === 0 || col < firstCol) return;
    active.value = { row: 0, col };
    head.value = { row: rows - 1, col };
    activeKey = keyAt(0);
  }

  function chooseAll(): void {
    const { firstCol, rows, cols } = bounds();
    if (rows === 0) return;
    active.value = { row: 0, col: firstCol };
    head.value = { row: rows - 1, col: cols - 1 };
    activeKey = keyAt(0);
  }

  function canEdit(row: Row | undefined, col: number): boolean {
    const model = options.model();
    const column = options.columns()[col];
    if (row === undefined || !model || !column || column.rowLabel) return false;
    return model.canEdit?.(row, column.key) ?? true;
  }

  function finish(row: Row, col: number, text: string, after: AfterEdit): void {
    const model = options.model();
    const key = options.columns()[col]?.key;
    const at = active.value;
    isEditing.value = false;
    if (!model || key === undefined || !at) return;
    // Moved first: what is typed next belongs to the next cell, however long the saving takes.
    if (after === 'down' || after === 'up') step(after, false);
    if (after === 'next' || after === 'previous') {
      const to = nextCell(at, after === 'next' ? 1 : -1, bounds());
      if (to) moveTo(to);
      isEditing.value = to !== null && canEdit(pages.rowAt(to.row), to.col);
    }
    if (text !== model.editText(row, key)) model.save(row, key, text);
  }

  function block(): CellBlock | null {
    const chosen = range.value;
    if (!chosen) return null;
    const keys = options
      .columns()
      .slice(chosen.left, chosen.right + 1)
      .map((column) => column.key);
    return { from: chosen.top, to: chosen.bottom, keys, range: chosen };
  }

  function leave(): void {
    active.value = null;
    head.value = null;
    activeKey = '';
    isEditing.value = false;
  }

  function keyAt(index: number): string {
    const row = pages.rowAt(index);
    return row === undefined ? '' : options.keyOf(row);
  }

  function follow(): void {
    const at = active.value;
    if (!at) return;
    const here = keyAt(at.row);
    if (here === '' || here === activeKey) return;
    const by = activeKey === '' ? 0 : (findNear(at.row) ?? 0);
    if (by !== 0 && head.value) {
      active.value = { row: at.row + by, col: at.col };
      head.value = clampCell({ row: head.value.row + by, col: head.value.col }, bounds());
    } else {
      if (activeKey !== '') {
        head.value = at;
        isEditing.value = false;
      }
      activeKey = here;
    }
  }

  /** How far the active row has moved; null when it is nowhere near. */
  function findNear(from: number): number | null {
    for (let by = 1; by <= PAGE_SIZE; by++) {
      if (keyAt(from - by) === activeKey) return -by;
      if (keyAt(from + by) === activeKey) return by;
    }
    return null;
  }

  watch(pages.version, follow);
  watch(options.total, (total) => {
    if (total === 0) return leave();
    const last = bounds();
    if (active.value && active.value.row >= total) {
      active.value = clampCell(active.value, last);
      activeKey = '';
    }
    if (head.value) head.value = clampCell(head.value, last);
  });
  // Columns come and go with the mapping: nothing may point beyond them.
  watch(
    () => options.columns().length,
    () => {
      if (active.value) active.value = clampCell(active.value, bounds());
      if (head.value) head.value = clampCell(head.value, bounds());
    },
  );

  return {
    active,
    range,
    isEditing,
    hasFocus,
    input,
    setEditing: (editing) => (isEditing.value = editing),
    fieldCame: (field) => (input.value = field),
    fieldWent(field) {
      if (input.value === field) input.value = null;
    },
    model: options.model,
    bounds,
    moveTo,
    extendTo,
    step,
    chooseRow,
    chooseColumn,
    chooseAll,
    canEdit,
    finish,
    block,
    leave,
  };
}
