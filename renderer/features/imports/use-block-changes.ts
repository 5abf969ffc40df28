import { ElMessage } from 'element-plus';
import { useI18n } from 'vue-i18n';
import type { ImportRowFilter, PlanRow } from '@shared/imports/define';
import type { CellBlock } from '@renderer/ui/table-cells';
import type { CheckGrid } from './use-check-grid';
import type { ImportFlow } from './use-import';
import { useUndoOffer } from './use-undo-offer';

/** One change holds at most this many cells handed over one by one; a whole column has no such limit. */
const MAX_CELLS = 100_000;

/** The grid's own rows, as far as changes need them. */
export interface RowsOfGrid {
  collect(from: number, to: number): Promise<PlanRow[] | null>;
}

export interface BlockChanges {
  clear: (block: CellBlock) => Promise<void>;
  fillDown: (block: CellBlock) => Promise<void>;
  paste: (block: CellBlock, texts: string[][]) => Promise<void>;
  /** Takes the rows of the chosen cells out of the import. */
  removeRows: (block: CellBlock) => Promise<void>;
}

/** What is done to a rectangle of cells: each is one step back with undo. */
export function useBlockChanges(flow: ImportFlow, grid: CheckGrid, rows: () => RowsOfGrid | undefined): BlockChanges {
  const { t, n } = useI18n();
  const { offer: say } = useUndoOffer(flow);

  const filterNow = (): ImportRowFilter => grid.filter.value;

  function tooMany(): void {
    ElMessage({ type: 'warning', message: t('imports.did.tooMany', { count: n(MAX_CELLS) }), showClose: true });
  }

  async function firstOf(block: CellBlock): Promise<PlanRow | null> {
    return (await rows()?.collect(block.from, block.from + 1))?.[0] ?? null;
  }

  /** Lays texts over the grid from the block's upper left cell on, repeated to the size given. */
  async function lay(block: CellBlock, texts: readonly (readonly string[])[], size: Size, key: string): Promise<void> {
    if (size.rows * size.cols > MAX_CELLS) return tooMany();
    const first = await firstOf(block);
    const field = block.keys[0];
    if (!first || field === undefined) return;
    const fields = grid.columns.value.filter((column) => !column.rowLabel).map((column) => column.key);
    const cells = repeated(texts, size);
    const touched = await flow.change.bulk({
      kind: 'paste',
      row: first.row,
      field,
      cells,
      filter: filterNow(),
      fields,
    });
    if (touched !== null && touched > 1) say(key, touched);
    const over = block.from + size.rows - grid.total.value;
    if (over > 0) ElMessage({ type: 'warning', message: t('imports.did.over', { count: n(over) }), showClose: true });
  }

  async function clear(block: CellBlock): Promise<void> {
    const field = block.keys[0];
    const isWholeColumn = block.keys.length === 1 && block.from === 0 && block.to === grid.total.value - 1;
    if (!isWholeColumn || block.to === 0 || field === undefined) return lay(block, [['']], sizeOf(block), 'cleared');
    const touched = await flow.change.bulk({ kind: 'set', field, text: '', filter: filterNow() });
    if (touched !== null) say('cleared', touched);
  }

  /** The first row's texts into the rows below it; for one row alone, the texts of the row above. */
  async function fillDown(block: CellBlock): Promise<void> {
    const isOneRow = block.from === block.to;
    if (isOneRow && block.from === 0) return;
    const from = isOneRow ? block.from - 1 : block.from;
    const source = await firstOf({ ...block, from });
    if (!source) return;
    const [field] = block.keys;
    if (block.keys.length > 1 || field === undefined) {
      const texts = [block.keys.map((key) => source.raw[key] ?? '')];
      return lay(block, texts, sizeOf(block), 'filled');
    }
    const last = (await rows()?.collect(block.to, block.to + 1))?.[0];
    if (!last) return;
    const rowsOf = { fromRow: source.row, toRow: last.row, filter: filterNow() };
    const touched = await flow.change.bulk({ kind: 'fillDown', field, ...rowsOf });
    if (touched !== null) say('filled', touched);
  }

  /** As in a spreadsheet: a block pasted over a larger one that it divides is repeated. */
  function paste(block: CellBlock, texts: string[][]): Promise<void> {
    const size = sizeOf(block);
    const isMultiple = size.rows % texts.length === 0 && size.cols % widthOf(texts) === 0;
    return lay(block, texts, isMultiple ? size : { rows: texts.length, cols: widthOf(texts) }, 'pasted');
  }

  async function removeRows(block: CellBlock): Promise<void> {
    if (block.to - block.from >= MAX_CELLS) return tooMany();
    const chosen = await rows()?.collect(block.from, block.to + 1);
    if (!chosen) return;
    const left = chosen.filter((row) => !row.removed).map((row) => row.row);
    if (left.length === 0) return;
    await flow.change.removeRows(left);
    say('removed', left.length);
  }

  return { clear, fillDown, paste, removeRows };
}

interface Size {
  rows: number;
  cols: number;
}

function sizeOf(block: CellBlock): Size {
  return { rows: block.to - block.from + 1, cols: block.keys.length };
}

function widthOf(texts: readonly (readonly string[])[]): number {
  return texts.reduce((most, line) => Math.max(most, line.length), 1);
}

function repeated(texts: readonly (readonly string[])[], size: Size): string[][] {
  const width = widthOf(texts);
  return Array.from({ length: size.rows }, (_, r) => {
    const line = texts[r % texts.length] ?? [];
    return Array.from({ length: size.cols }, (__, c) => line[c % width] ?? '');
  });
}
