import type { PlanRow, RowAction } from '@shared/imports/define';

/**
 * What a clerk can choose for a row, given the merchant it could go to (the one of the same code, or a similar one). A row
 * whose code is known cannot become a second merchant of that code.
 */
export function choicesFor(row: PlanRow, hasTarget = row.target !== undefined): RowAction[] {
  if (row.status !== 'valid' || row.removed || row.outOfReach) return [];
  if (row.existing) return ['skip', 'update', 'fill'];
  return hasTarget ? ['create', 'skip', 'update', 'fill'] : ['create', 'skip'];
}
