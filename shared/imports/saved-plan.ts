import type { MerchantField } from '../entities/merchant';
import { toInputField } from './bulk';
import type { DuplicateMode, RowAction } from './define';
import type { Change } from './plan-history';
import type { PlanParts } from './plan-changer';
import { isFreeText } from '../rules/literal-text';
import { isCodeOf, isEnumField } from './unknown-values';

/** Everything a clerk decided about a file, as JSON. Rows are counted from the first one below the header. */
export interface SavedPlan {
  v: 1;
  sheet: string;
  headerRow: number;
  mapping: Record<string, number>;
  duplicateMode: DuplicateMode;
  /** Per field: rows, and for each the place of its text in `texts`. */
  cells: { field: string; rows: number[]; at: number[]; texts: string[] }[];
  literal: { field: string; rows: number[] }[];
  removed: number[];
  actions: { row: number; action: RowAction; target?: string }[];
  values: Record<string, Record<string, string>>;
}

/** What was kept, or null when it is of a shape this program does not know. */
export function readSavedPlan(json: string): SavedPlan | null {
  const saved = JSON.parse(json) as Partial<SavedPlan> | null;
  return saved?.v === 1 ? (saved as SavedPlan) : null;
}

export type SavedDecisions = Pick<SavedPlan, 'cells' | 'literal' | 'removed' | 'actions' | 'values'>;

export function saveDecisions({ checker, judge, actions }: PlanParts): SavedDecisions {
  const saved: SavedDecisions = { cells: [], literal: [], removed: [], actions: [], values: {} };
  for (const { field, decided } of checker.columns) {
    if (decided.hasTyped) saved.cells.push({ field, ...packTexts(decided.typedRows(), (row) => decided.textAt(row)!) });
    const literal = decided.literalRows();
    if (literal.length > 0) saved.literal.push({ field, rows: literal });
    if (decided.choices.size > 0) saved.values[field] = Object.fromEntries(decided.choices);
  }
  for (let index = 0; index < judge.removed.length; index++) if (judge.removed[index] === 1) saved.removed.push(index);
  saved.actions = actions.chosen().map(([row, choice]) => ({ row, ...choice }));
  return saved;
}

/** Cells typed, rows removed, texts kept, actions and values chosen. */
export function countDecisions(saved: SavedDecisions): number {
  return (
    [...saved.cells, ...saved.literal].reduce((sum, one) => sum + one.rows.length, 0) +
    saved.removed.length +
    saved.actions.length +
    Object.values(saved.values).reduce((sum, one) => sum + Object.keys(one).length, 0)
  );
}

/** As changes to a plan nothing was done to yet. What does not belong there (rows the file lacks, fields nobody knows) is left out. */
export function toChanges(saved: SavedDecisions, rows: number): Change[] {
  const inFile = (row: number) => Number.isInteger(row) && row >= 0 && row < rows;
  const known = (list: readonly number[]) => Uint32Array.from(list.filter(inFile));
  const changes: Change[] = [];
  for (const { field, ...packed } of saved.cells) {
    const name = toInputField(field);
    if (name) changes.push(cellsOf(name, packed, inFile));
  }
  for (const { field, rows: list } of saved.literal) {
    if (isFreeText(field)) changes.push({ kind: 'literal', field, rows: known(list) });
  }
  for (const [field, choices] of Object.entries(saved.values)) {
    const change = toValueChange(field, choices);
    if (change) changes.push(change);
  }
  changes.push({ kind: 'removed', rows: known(saved.removed) });
  const actions = saved.actions.filter(({ row }) => inFile(row));
  changes.push({
    kind: 'actions',
    rows: Uint32Array.from(actions, ({ row }) => row),
    choices: actions.map(({ action, target }) => (target === undefined ? { action } : { action, target })),
  });
  return changes;
}

/** Choices of codes as one change; null when none of them can be. */
export function toValueChange(
  field: string,
  choices: Readonly<Record<string, string>>,
): (Change & { kind: 'values' }) | null {
  if (!isEnumField(field)) return null;
  const good = Object.entries(choices).filter(([, code]) => isCodeOf(field, code));
  return good.length === 0 ? null : { kind: 'values', field, choices: new Map(good) };
}

function packTexts(rows: number[], textAt: (row: number) => string): { rows: number[]; at: number[]; texts: string[] } {
  const places = new Map<string, number>();
  const at = rows.map((row) => {
    const text = textAt(row);
    let place = places.get(text);
    if (place === undefined) places.set(text, (place = places.size));
    return place;
  });
  return { rows, at, texts: [...places.keys()] };
}

function cellsOf(
  field: MerchantField,
  packed: { rows: number[]; at: number[]; texts: string[] },
  inFile: (row: number) => boolean,
): Change {
  const texts = new Map<number, string>();
  packed.rows.forEach((row, i) => {
    const text = packed.texts[packed.at[i]!];
    if (inFile(row) && text !== undefined) texts.set(row, text);
  });
  return { kind: 'cells', field, rows: Uint32Array.from(texts.keys()), texts: [...texts.values()] };
}
