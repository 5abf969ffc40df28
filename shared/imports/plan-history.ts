import type { MerchantField } from '../entities/merchant';
import { sizeOf } from './plan-steps';
import type { RowChoice } from './row-actions';

/**
 * One kind of change over many rows. It holds what to put in place; carrying it out exchanges that for what was there, so that
 * the same change, carried out again, takes itself back.
 */
export type Change =
  | { kind: 'cells'; field: MerchantField; rows: Uint32Array; texts: (string | undefined)[] }
  | { kind: 'literal'; field: MerchantField; rows: Uint32Array }
  | { kind: 'removed'; rows: Uint32Array }
  | { kind: 'actions'; rows: Uint32Array; choices: (RowChoice | undefined)[] }
  | { kind: 'values'; field: MerchantField; choices: Map<string, string | undefined> };

/** What a clerk did with one stroke. */
export type Step = readonly Change[];

/** Cells whose former text is held: about a hundred bulk changes over forty thousand rows. */
const MAX_HELD = 4_000_000;
const MAX_STEPS = 1_000;

/** Steps that can be taken back, and those that were and can be done again. The oldest are forgotten when it gets too much. */
export class PlanHistory {
  private readonly done: Step[] = [];
  private undone: Step[] = [];
  private held = 0;

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  add(step: Step): void {
    for (const old of this.undone) this.held -= sizeOf(old);
    this.undone = [];
    this.done.push(step);
    this.held += sizeOf(step);
    while (this.done.length > MAX_STEPS || (this.held > MAX_HELD && this.done.length > 1)) {
      this.held -= sizeOf(this.done.shift()!);
    }
  }

  /** The step to take back, in the order to do it; null when there is none. */
  get last(): Step | null {
    return this.done.at(-1)?.toReversed() ?? null;
  }

  /** The step to do again; null when there is none. */
  get next(): Step | null {
    return this.undone.at(-1) ?? null;
  }

  /** `last` was taken back. */
  tookBack(): void {
    const step = this.done.pop();
    if (step) this.undone.push(step);
  }

  /** `next` was done again. */
  didAgain(): void {
    const step = this.undone.pop();
    if (step) this.done.push(step);
  }
}
