import type { MerchantField } from '../entities/merchant';
import { isFreeText } from '../rules/literal-text';
import { CellCollector } from './bulk';
import { choiceKey } from './column-decisions';
import type { RowAction, ValueChoice } from './define';
import type { PlanParts } from './plan-changer';
import type { Change, Step } from './plan-history';
import type { RowJudge } from './row-judge';
import { isCodeOf, isEnumField } from './unknown-values';

export interface CellEdit {
  /** 1-based row in the file. */
  row: number;
  field: string;
  text: string;
}

/** What a clerk asks for as a step of changes: an empty one when nothing would change. */
export function editStep(parts: PlanParts, edits: readonly CellEdit[]): Step {
  const cells = new CellCollector(parts);
  for (const { row, field, text } of edits) cells.add(parts.judge.indexOf(row), field, text);
  return cells.changes();
}

/** A step that carries `removed` rows takes them out, or puts them back. */
export function removeStep({ judge }: PlanParts, rows: readonly number[], removed: boolean): Step {
  return toStep({
    kind: 'removed',
    rows: indexesOf(judge, rows).filter((index) => (judge.removed[index] === 1) !== removed),
  });
}

export function actionStep(
  { judge, actions }: PlanParts,
  rows: readonly number[],
  action: RowAction,
  target?: string,
): Step {
  const choice = target === undefined ? { action } : { action, target };
  const changed = indexesOf(judge, rows).filter((index) => {
    const before = actions.choiceOf(index);
    return before?.action !== action || before.target !== target;
  });
  return toStep({ kind: 'actions', rows: changed, choices: Array.from(changed, () => choice) });
}

export function literalStep({ checker, judge }: PlanParts, row: number, field: string, keep: boolean): Step {
  if (!isFreeText(field)) return [];
  const decided = checker.column(field)?.decided;
  return toStep({
    kind: 'literal',
    field,
    rows: indexesOf(judge, [row]).filter((index) => (decided?.isLiteralAt(index) ?? false) !== keep),
  });
}

export function valueStep({ checker }: PlanParts, choices: readonly ValueChoice[]): Step {
  const byField = new Map<MerchantField, Map<string, string | undefined>>();
  for (const { field, text, to } of choices) {
    if (!isEnumField(field) || (to !== null && !isCodeOf(field, to))) continue;
    const key = choiceKey(text);
    if (checker.column(field)?.decided.choices.get(key) === (to ?? undefined)) continue;
    const chosen = byField.get(field) ?? new Map<string, string | undefined>();
    byField.set(field, chosen.set(key, to ?? undefined));
  }
  return [...byField].map(([field, chosen]) => ({ kind: 'values', field, choices: chosen }));
}

/** Rows or cells of a step; of settled values each text counts once. */
export function sizeOf(step: Step): number {
  return step.reduce((sum, change) => sum + ('rows' in change ? change.rows.length : change.choices.size), 0);
}

function toStep(change: Change): Step {
  return sizeOf([change]) > 0 ? [change] : [];
}

/** Of rows that are in the plan, each once, ascending. */
function indexesOf(judge: RowJudge, rows: readonly number[]): Uint32Array {
  const indexes = new Set(rows.map((row) => judge.indexOf(row)).filter((index) => index >= 0));
  return Uint32Array.from(indexes).sort();
}
