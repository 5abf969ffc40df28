import { MERCHANT_INPUT_FIELDS } from '../entities/merchant';
import { issue } from '../rules/issues';
import type { FieldComplaint } from './check-rows';
import type { ExistingMerchant, MatchKey, PlanRow, RowIssue, RowMatch, RowStatus } from './define';
import { issueMessage } from './issue-texts';
import type { ExistingHit } from './known-merchants';
import type { PlanParts } from './plan-changer';
import { DUPLICATE, INVALID } from './row-judge';
import { isStrongMatch } from './similar-rows';

/** By the judge's codes; a row that is no record has no status. */
export const STATUSES = ['valid', 'invalid', 'duplicate', 'blank'] as const satisfies readonly RowStatus[];

const MAX_MATCHES = 5;
const WEIGHT: Readonly<Record<MatchKey, number>> = { uscc: 8, name: 4, account: 2, phone: 1 };

/** A row as the grid shows it. */
export function viewRow(parts: PlanParts, index: number, isEdited: boolean): PlanRow {
  const { checker, judge, known, actions } = parts;
  const { columns } = checker;
  const isRemoved = judge.removed[index] === 1;
  const hit = isRemoved ? null : known.existingOf(index);
  const original = judge.originalOf(index);
  const target = isRemoved ? null : actions.targetOf(index);
  const takenBy = isRemoved ? undefined : actions.targetTakenBy(index);
  return {
    row: judge.rowNumber(index),
    status: STATUSES[judge.codes[index]!] ?? 'blank',
    action: actions.actionOf(index),
    raw: Object.fromEntries(columns.map((column) => [column.field, column.rawAt(index)])),
    values: checker.valuesOf(index),
    issues: issuesOf(parts, index),
    ...(hit && hit.id !== '' ? { existing: toMerchant(hit) } : {}),
    ...(hit?.id === '' ? { outOfReach: true } : {}),
    ...(original === undefined ? {} : { duplicateOfRow: judge.rowNumber(original) }),
    edited: isEdited,
    matches: matchesOf(parts, index),
    ...(target ? { target: target.id } : {}),
    ...(takenBy === undefined ? {} : { targetTakenBy: judge.rowNumber(takenBy) }),
    removed: isRemoved,
    literal: columns.filter(({ decided }) => decided.isLiteralAt(index)).map(({ field }) => field),
    tidied: MERCHANT_INPUT_FIELDS.filter((field) => checker.column(field)?.isTidiedAt(index)),
  };
}

/** A row that an import leaves out because of what is wrong with it, as far as it takes to say so. */
export type LeftOverRow = Pick<PlanRow, 'row' | 'raw' | 'issues' | 'edited'>;

export function viewLeftOver(parts: PlanParts, index: number, edited: boolean): LeftOverRow {
  const { checker, judge } = parts;
  const raw = Object.fromEntries(checker.columns.map((column) => [column.field, column.rawAt(index)]));
  return { row: judge.rowNumber(index), raw, issues: issuesOf(parts, index), edited };
}

/** Invalid rows and repetitions, in file order, but those that were taken out. */
export function* leftOverRows({ judge }: PlanParts): Generator<number, void> {
  for (let index = 0; index < judge.codes.length; index++) {
    const code = judge.codes[index]!;
    if ((code === INVALID || code === DUPLICATE) && judge.removed[index] === 0) yield index;
  }
}

export function issuesOf({ checker, judge }: PlanParts, index: number): RowIssue[] {
  const row = judge.rowNumber(index);
  const list: FieldComplaint[] = [...checker.complaintsOf(index)];
  const original = judge.originalOf(index);
  if (original !== undefined) {
    list.push({ ...issue('duplicate.in_file', 'error', { row: judge.rowNumber(original) }), field: 'uscc' });
  }
  return list.map((one) => ({ row, ...one, message: issueMessage(one, 'zh') }));
}

/** Surest first; of two alike the one in the database. */
function matchesOf({ judge, known, similar }: PlanParts, index: number): RowMatch[] {
  if (judge.removed[index] === 1) return [];
  const matches: RowMatch[] = [];
  const hit = known.existingOf(index);
  const soft = known.similarTo(index);
  if (hit && hit.id !== '') matches.push(toMatch(['uscc'], { existing: toMerchant(hit) }));
  for (const one of soft) matches.push(toMatch(one.by, { existing: toMerchant(one) }));
  for (const [other, by] of similar.find(index)) matches.push(toMatch(by, { row: judge.rowNumber(other) }));
  const worth = ({ by }: RowMatch) => by.reduce((sum, key) => sum + WEIGHT[key], 0);
  return matches.sort((a, b) => worth(b) - worth(a)).slice(0, MAX_MATCHES);
}

function toMatch(by: MatchKey[], what: Pick<RowMatch, 'row' | 'existing'>): RowMatch {
  return { by, isStrong: isStrongMatch(by), ...what };
}

function toMerchant({ id, merchantNo, name }: ExistingHit): ExistingMerchant {
  return { id, merchantNo, name };
}
