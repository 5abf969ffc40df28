import type { ImportRowFilter, PlanRow } from '@shared/imports/define';
import { locateRow } from './locate-row';
import type { CheckGrid } from './use-check-grid';
import type { ImportFlow } from './use-import';

interface Grid {
  goTo(index: number, key: string): Promise<void>;
}

/**
 * From one wrong cell to the next (or the one before), round and round. Warnings have their turn when nothing is wrong any more.
 * False when there is nothing to look at.
 */
export function useNextIssue(
  flow: ImportFlow,
  grid: CheckGrid,
  table: () => Grid | undefined,
): { next: (by: 1 | -1) => Promise<boolean> } {
  function kindNow(): 'invalid' | 'warning' | null {
    const summary = flow.state.value.summary;
    if (!summary) return null;
    return summary.invalid > 0 ? 'invalid' : summary.warning > 0 ? 'warning' : null;
  }

  /** The marked cells of a row, in the order of the columns. */
  function cellsOf(row: PlanRow, kind: 'invalid' | 'warning'): string[] {
    const severity = kind === 'invalid' ? 'error' : 'warning';
    const marked = new Set(row.issues.filter((issue) => issue.severity === severity).map((issue) => issue.field));
    return grid.columns.value.map((column) => column.key).filter((key) => marked.has(key));
  }

  function besideIn(row: PlanRow, kind: 'invalid' | 'warning', by: 1 | -1): string | undefined {
    const keys = grid.columns.value.map((column) => column.key);
    const here = keys.indexOf(grid.field.value);
    const cells = cellsOf(row, kind);
    return by > 0 ? cells.find((key) => keys.indexOf(key) > here) : cells.findLast((key) => keys.indexOf(key) < here);
  }

  /** The marked row after (or before) a row of the file, among all marked ones. */
  async function markedRow(kind: ImportRowFilter, row: number, by: 1 | -1): Promise<PlanRow | null> {
    const at = await locateRow(flow.rows, kind, by > 0 ? row + 1 : row);
    const wanted = by > 0 ? at : at - 1;
    const page = await flow.rows(kind, Math.max(0, wanted), 1);
    if (!page.ok) return null;
    if (wanted >= 0 && page.value.rows[0]) return page.value.rows[0];
    const round = await flow.rows(kind, by > 0 ? 0 : Math.max(0, page.value.total - 1), 1);
    return round.ok ? (round.value.rows[0] ?? null) : null;
  }

  async function next(by: 1 | -1): Promise<boolean> {
    const kind = kindNow();
    if (!kind) return false;
    const row = grid.active.value;
    const beside = row && besideIn(row, kind, by);
    if (row && beside) return goTo(row.row, beside);
    const found = await markedRow(kind, row?.row ?? 0, by);
    if (!found) return false;
    if (grid.filter.value !== 'all') await grid.show(kind);
    const cells = cellsOf(found, kind);
    return goTo(
      found.row,
      (by > 0 ? cells[0] : cells.at(-1)) ?? grid.columns.value.find((column) => !column.rowLabel)!.key,
    );
  }

  async function goTo(row: number, key: string): Promise<boolean> {
    await table()?.goTo(await locateRow(flow.rows, grid.filter.value, row), key);
    return true;
  }

  return { next };
}
