import { MERCHANT_INPUT_FIELDS } from '../entities/merchant';
import type { FieldCount, ImportDryRun, ImportRowFilter, ImportSummary, RowAction } from './define';
import type { PlanParts } from './plan-changer';
import { STATUSES } from './plan-rows';
import { BLANK, DUPLICATE, IGNORED, INVALID, VALID } from './row-judge';
import { isStrongMatch } from './similar-rows';

/** Marks of all rows that are worked out together, good until something changes. */
export interface RowMarks {
  /** 1 where a value says something else than its text. */
  tidied: Uint8Array;
  /** 1 where something was typed over or is kept as typed. */
  changed: Uint8Array;
  /** 1 where another record may be the same merchant. */
  similar: Uint8Array;
}

export function markRows({ checker, judge, known, similar }: PlanParts): RowMarks {
  const changed = new Uint8Array(judge.codes.length);
  for (const { decided } of checker.columns) {
    for (const index of decided.typedRows()) changed[index] = 1;
    for (const index of decided.literalRows()) changed[index] = 1;
  }
  const alike = similar.strongRows().slice();
  for (const index of known.rowsWithSimilar()) {
    if (known.similarTo(index).some(({ by }) => isStrongMatch(by))) alike[index] = 1;
  }
  return { tidied: checker.tidiedRows(), changed, similar: alike };
}

export function summarise(
  parts: PlanParts,
  marks: RowMarks,
  history: Pick<ImportSummary, 'canUndo' | 'canRedo'>,
): ImportSummary {
  const { judge, actions } = parts;
  const status = { valid: 0, invalid: 0, duplicate: 0, blank: 0 };
  const done: Record<RowAction, number> = { create: 0, update: 0, fill: 0, skip: 0 };
  const seen = { warning: 0, existing: 0, similar: 0, tidied: 0, changed: 0 };
  let total = 0;
  for (let index = 0; index < judge.codes.length; index++) {
    const code = judge.codes[index]!;
    if (code === IGNORED || judge.removed[index] === 1) continue;
    total++;
    status[STATUSES[code]!]++;
    if (marks.changed[index] === 1) seen.changed++;
    if (code === BLANK) continue;
    if (marks.tidied[index] === 1) seen.tidied++;
    if (marks.similar[index] === 1 && code !== DUPLICATE) seen.similar++;
    if (code === INVALID) continue;
    done[actions.actionOf(index)]++;
    if (code !== VALID) continue;
    if (parts.known.existingOf(index)) seen.existing++;
    if (parts.checker.complaintsOf(index).length > 0) seen.warning++;
  }
  return { total, ...status, ...done, ...seen, removed: judge.countRemoved, ...history };
}

/** Indexes of the rows of a filter, ascending. `summarise` counts the same rows. */
export function listRows(parts: PlanParts, marks: RowMarks, filter: ImportRowFilter): number[] {
  const indexes: number[] = [];
  for (let index = 0; index < parts.judge.codes.length; index++) {
    if (isListed(parts, marks, index, filter)) indexes.push(index);
  }
  return indexes;
}

function isListed(parts: PlanParts, marks: RowMarks, index: number, filter: ImportRowFilter): boolean {
  const { judge, known, actions, checker } = parts;
  const code = judge.codes[index]!;
  if (code === IGNORED || (judge.removed[index] === 1) !== (filter === 'removed')) return false;
  switch (filter) {
    case 'all':
    case 'removed':
      return true;
    case 'invalid':
      return code === INVALID;
    case 'valid':
      return code === VALID;
    case 'duplicate':
      return code === DUPLICATE;
    case 'warning':
      return code === VALID && checker.complaintsOf(index).length > 0;
    case 'existing':
      return code === VALID && known.existingOf(index) !== null;
    case 'update':
      return code === VALID && ['update', 'fill'].includes(actions.actionOf(index));
    case 'similar':
      return marks.similar[index] === 1 && (code === VALID || code === INVALID);
    case 'tidied':
      return marks.tidied[index] === 1 && code !== BLANK;
    case 'changed':
      return marks.changed[index] === 1;
  }
}

/** What the plan itself knows of a dry run: what is left out and why, and what was made of the texts. */
export function tallyPlan(parts: PlanParts): Pick<ImportDryRun, 'skip' | 'failed' | 'tidied' | 'cleared'> {
  const { checker, judge, known, actions } = parts;
  const skip = { duplicate: 0, existing: 0, chosen: 0, removed: judge.countRemoved, blank: 0 };
  const written: number[] = [];
  let failed = 0;
  for (let index = 0; index < judge.codes.length; index++) {
    if (judge.removed[index] === 1) continue;
    const code = judge.codes[index]!;
    if (code === BLANK) skip.blank++;
    if (code === DUPLICATE) skip.duplicate++;
    if (code === INVALID) failed++;
    if (code !== VALID) continue;
    if (actions.actionOf(index) !== 'skip') written.push(index);
    else if (known.existingOf(index) && !actions.choiceOf(index)) skip.existing++;
    else skip.chosen++;
  }
  const count = (field: (typeof MERCHANT_INPUT_FIELDS)[number], counts: (index: number) => boolean): FieldCount => ({
    field,
    count: written.reduce((sum, index) => sum + (counts(index) ? 1 : 0), 0),
  });
  const perField = (which: 'tidied' | 'cleared'): FieldCount[] =>
    MERCHANT_INPUT_FIELDS.flatMap((field) => {
      const column = checker.column(field);
      if (!column) return [];
      return which === 'tidied'
        ? count(field, (index) => column.isTidiedAt(index))
        : count(field, (index) => column.valueAt(index) === '' && column.fileTextAt(index).trim() !== '');
    }).filter((one) => one.count > 0);
  return { skip, failed, tidied: perField('tidied'), cleared: perField('cleared') };
}
