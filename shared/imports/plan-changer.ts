import type { MerchantField } from '../entities/merchant';
import type { RowChecker } from './check-rows';
import { choiceKey } from './column-decisions';
import type { KnownMerchants } from './known-merchants';
import type { Change, Step } from './plan-history';
import type { RowActions } from './row-actions';
import type { RowJudge } from './row-judge';
import { SIMILAR_FIELDS, type SimilarRows } from './similar-rows';

export interface PlanParts {
  checker: RowChecker;
  judge: RowJudge;
  known: KnownMerchants;
  similar: SimilarRows;
  actions: RowActions;
}

/** Rows done of rows to do. */
export interface StepProgress {
  done: number;
  total: number;
}

const PORTION = 2_000;
const COMPARED: ReadonlySet<string> = new Set<string>([...SIMILAR_FIELDS, 'uscc']);

/** Carries out changes and re-checks what depends on them. */
export class PlanChanger {
  constructor(private readonly parts: PlanParts) {}

  /** Row by row in portions; left halfway (`return`), it takes back what it did. */
  *carryOut(step: Step): Generator<StepProgress, void> {
    const total = step.reduce((sum, change) => sum + this.lengthOf(change), 0);
    const finished: { change: Change; end: number }[] = [];
    let done = 0;
    try {
      for (const change of step) {
        const length = this.lengthOf(change);
        const at = { change, end: 0 };
        finished.push(at);
        while (at.end < length) {
          const end = Math.min(at.end + PORTION, length);
          this.swap(change, at.end, end);
          done += end - at.end;
          at.end = end;
          yield { done, total };
        }
      }
      finished.length = 0;
    } finally {
      for (const { change, end } of finished.toReversed()) if (end > 0) this.swap(change, 0, end);
    }
  }

  private lengthOf(change: Change): number {
    return change.kind === 'values' ? this.parts.judge.codes.length : change.rows.length;
  }

  /** Exchanges what the change holds for rows `from` to `end` of it with what is there. */
  private swap(change: Change, from: number, end: number): void {
    const { checker, judge, similar, actions } = this.parts;
    switch (change.kind) {
      case 'cells': {
        const column = checker.addColumn(change.field);
        for (let i = from; i < end; i++) change.texts[i] = column.type(change.rows[i]!, change.texts[i]);
        return this.recheck(change.rows.subarray(from, end), change.field);
      }
      case 'literal': {
        const { decided } = checker.addColumn(change.field);
        const rows = change.rows.subarray(from, end);
        for (const index of rows) decided.setLiteral(index, !decided.isLiteralAt(index));
        return this.recheck(rows, change.field);
      }
      case 'removed': {
        const rows = change.rows.subarray(from, end);
        judge.toggleRemoved(rows);
        similar.touch(rows);
        return actions.touch();
      }
      case 'actions':
        for (let i = from; i < end; i++) change.choices[i] = actions.choose(change.rows[i]!, change.choices[i]);
        return;
      case 'values':
        if (from === 0) this.swapValues(change);
        return this.recheck(this.rowsWith(change, from, end), change.field);
    }
  }

  private swapValues(change: Change & { kind: 'values' }): void {
    const { decided } = this.parts.checker.addColumn(change.field);
    for (const [text, code] of change.choices) {
      change.choices.set(text, decided.choices.get(text));
      decided.choose(text, code);
    }
  }

  private rowsWith(change: Change & { kind: 'values' }, from: number, end: number): number[] {
    const column = this.parts.checker.addColumn(change.field);
    const rows: number[] = [];
    for (let index = from; index < end; index++) {
      const raw = column.rawAt(index);
      if (raw !== '' && change.choices.has(choiceKey(raw))) rows.push(index);
    }
    return rows;
  }

  private recheck(rows: Uint32Array | number[], field: MerchantField): void {
    const { judge, known, similar, actions } = this.parts;
    judge.recheck(rows, new Set([field]));
    actions.touch();
    if (!COMPARED.has(field)) return;
    known.touch(rows, field === 'uscc');
    similar.touch(rows);
  }
}
