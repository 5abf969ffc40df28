import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { PlanRow, RowIssue } from '@shared/imports/define';
import { showField } from '@renderer/ui/show-field';

export interface PlanCellView {
  text: string;
  issues: RowIssue[];
  tone: 'error' | 'warning' | 'tidied' | 'plain';
  /** What stood in the file, when the value shown is not it. */
  raw: string;
}

/** What a cell of the plan shows: the value that would be written or, where it cannot be understood, what the file says. */
export function viewCell(row: PlanRow, field: string, locale: 'zh' | 'en'): PlanCellView {
  const issues = row.issues.filter((issue) => issue.field === field);
  const raw = row.raw[field] ?? '';
  const wrong = issues.some((issue) => issue.severity === 'error' && issue.code !== 'duplicate.in_file');
  const shown = showField(merchant.fields[field as MerchantField], row.values[field as MerchantField], locale);
  const text = wrong || shown === '' ? raw.trim() : shown;
  if (issues.some((issue) => issue.severity === 'error')) return { text, issues, tone: 'error', raw: '' };
  if (issues.length > 0) return { text, issues, tone: 'warning', raw: text === raw ? '' : raw };
  return text === raw ? { text, issues, tone: 'plain', raw: '' } : { text, issues, tone: 'tidied', raw };
}

/** One word for what becomes of a row. */
export function rowFate(
  row: PlanRow,
): 'blank' | 'invalid' | 'duplicate' | 'create' | 'update' | 'fill' | 'skip' | 'removed' {
  if (row.removed) return 'removed';
  if (row.status === 'blank') return 'blank';
  if (row.action === 'skip' && row.status === 'valid') return 'skip';
  if (row.status === 'invalid') return 'invalid';
  if (row.status === 'duplicate') return 'duplicate';
  return row.action;
}
