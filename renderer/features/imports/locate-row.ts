import type { ImportRowFilter } from '@shared/imports/define';
import type { PlanPage } from '@shared/contracts/sheet';
import type { Result } from '@shared/kernel/result';

type Rows = (filter: ImportRowFilter, offset: number, limit: number) => Promise<Result<PlanPage>>;

/**
 * Position in a group of the first row whose number is at least `row`; the group's size when there is none. Groups are in
 * file order, so halving finds it in some fifteen small questions.
 */
export async function locateRow(rows: Rows, filter: ImportRowFilter, row: number): Promise<number> {
  let low = 0;
  let high = await countRows(rows, filter);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const page = await rows(filter, middle, 1);
    const found = page.ok ? page.value.rows[0] : undefined;
    if (!found) return low;
    if (found.row < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

export async function countRows(rows: Rows, filter: ImportRowFilter): Promise<number> {
  const page = await rows(filter, 0, 1);
  return page.ok ? page.value.total : 0;
}
