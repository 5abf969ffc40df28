import type { DuplicateMode, RowAction } from './define';
import type { ExistingHit, KnownMerchants } from './known-merchants';
import { VALID, type RowJudge } from './row-judge';

/** What a clerk chose for a row; `target` where it is not the merchant of the row's own USCC. */
export interface RowChoice {
  action: RowAction;
  target?: string;
}

/** What becomes of each row: the clerk's choice where it can be, what the duplicate mode says otherwise. */
export class RowActions {
  private readonly choices = new Map<number, RowChoice>();
  private readonly targeted = new Set<number>();
  /** Which row writes to a merchant that some row chose; made anew after every change. */
  private claims: Map<string, number> | null = null;

  constructor(
    private readonly judge: RowJudge,
    private readonly known: KnownMerchants,
    public mode: DuplicateMode,
  ) {}

  choiceOf(index: number): RowChoice | undefined {
    return this.choices.get(index);
  }

  /** Returns the choice before. */
  choose(index: number, choice: RowChoice | undefined): RowChoice | undefined {
    const before = this.choices.get(index);
    if (choice) this.choices.set(index, choice);
    else this.choices.delete(index);
    if (choice?.target === undefined) this.targeted.delete(index);
    else this.targeted.add(index);
    this.claims = null;
    return before;
  }

  chosen(): [number, RowChoice][] {
    return [...this.choices].sort(([a], [b]) => a - b);
  }

  /** Rows changed: who writes where is to be found out again. */
  touch(): void {
    this.claims = null;
  }

  actionOf(index: number): RowAction {
    if (this.judge.codes[index] !== VALID || this.judge.removed[index] === 1) return 'skip';
    const wanted = this.wantedFor(index);
    return wanted.action !== 'skip' && this.takenBy(index, wanted.target) !== undefined ? 'skip' : wanted.action;
  }

  /** The merchant a row writes to, or would if it were not skipped. */
  targetOf(index: number): ExistingHit | null {
    return this.wantedFor(index).target;
  }

  /** The other row that writes to this row's target. */
  targetTakenBy(index: number): number | undefined {
    const { action, target } = this.wantedFor(index);
    return action === 'skip' ? undefined : this.takenBy(index, target);
  }

  private wantedFor(index: number): { action: RowAction; target: ExistingHit | null } {
    const existing = this.known.existingOf(index);
    const choice = this.choices.get(index);
    if (existing?.id === '') return { action: 'skip', target: null };
    if (existing) {
      const action = choice && choice.action !== 'create' ? choice.action : this.mode;
      return { action, target: existing };
    }
    if (choice?.action === 'skip') return { action: 'skip', target: null };
    const target = choice?.target === undefined ? null : this.similar(index, choice.target);
    const writes = choice?.action === 'update' || choice?.action === 'fill';
    return writes && target ? { action: choice.action, target } : { action: 'create', target: null };
  }

  private similar(index: number, id: string): ExistingHit | null {
    return this.known.similarTo(index).find((hit) => hit.id === id) ?? null;
  }

  private takenBy(index: number, target: ExistingHit | null): number | undefined {
    if (!target || this.targeted.size === 0) return undefined;
    const owner = this.claimed().get(target.id);
    return owner === undefined || owner === index ? undefined : owner;
  }

  /** The row of the same USCC comes first, then those that chose, in file order. */
  private claimed(): Map<string, number> {
    if (this.claims) return this.claims;
    const claims = new Map<string, number>();
    const writes = (index: number): ExistingHit | null => {
      if (this.judge.codes[index] !== VALID || this.judge.removed[index] === 1) return null;
      const { action, target } = this.wantedFor(index);
      return action === 'update' || action === 'fill' ? target : null;
    };
    for (let index = 0; index < this.judge.codes.length; index++) {
      const target = this.known.existingOf(index) && writes(index);
      if (target && !claims.has(target.id)) claims.set(target.id, index);
    }
    for (const index of [...this.targeted].sort((a, b) => a - b)) {
      const target = writes(index);
      if (target && !claims.has(target.id)) claims.set(target.id, index);
    }
    this.claims = claims;
    return claims;
  }
}
