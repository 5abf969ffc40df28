import type { CellBlock } from './table-cells';
import { formatTsv, parseTsv } from './tsv';
import type { TableCells } from './use-table-cells';
import type { RowPages } from './use-row-pages';

/** More rows than this are not put on the clipboard at once. */
export const COPY_LIMIT = 5_000;

interface Options<Row> {
  cells: TableCells<Row>;
  pages: RowPages<Row>;
  onTooMany: (limit: number) => void;
  onCut: (block: CellBlock) => void;
  onPaste: (block: CellBlock, cells: string[][]) => void;
}

/** Cells to and from the clipboard, in the way every spreadsheet understands. */
export function useCellClipboard<Row>(options: Options<Row>): {
  onCopy: (event: ClipboardEvent) => void;
  onCut: (event: ClipboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
} {
  const { cells, pages } = options;

  function blockToCopy(): CellBlock | null {
    const block = cells.isEditing.value ? null : cells.block();
    if (!block || block.to - block.from < COPY_LIMIT) return block;
    options.onTooMany(COPY_LIMIT);
    return null;
  }

  function asText(block: CellBlock, rows: readonly Row[]): string {
    const model = cells.model();
    return model ? formatTsv(rows.map((row) => block.keys.map((key) => model.text(row, key)))) : '';
  }

  /** Rows that are here go to the clipboard at once; others are fetched first. */
  function copy(event: ClipboardEvent, block: CellBlock): void {
    event.preventDefault();
    const rows: Row[] = [];
    for (let index = block.from; index <= block.to; index++) {
      const row = pages.rowAt(index);
      if (row === undefined) return void copyLater(block);
      rows.push(row);
    }
    event.clipboardData?.setData('text/plain', asText(block, rows));
  }

  async function copyLater(block: CellBlock): Promise<void> {
    const rows = await pages.collect(block.from, block.to + 1);
    if (rows) await navigator.clipboard.writeText(asText(block, rows));
  }

  return {
    onCopy(event) {
      const block = blockToCopy();
      if (block) copy(event, block);
    },
    onCut(event) {
      const block = blockToCopy();
      if (!block) return;
      copy(event, block);
      options.onCut(block);
    },
    onPaste(event) {
      const block = cells.isEditing.value ? null : cells.block();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!block || text === '') return;
      event.preventDefault();
      options.onPaste(block, parseTsv(text));
    },
  };
}
