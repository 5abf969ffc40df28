import type { FieldIssue } from '@shared/kernel/result';
import type { MerchantStore } from '@renderer/data/merchant-store';

/** A merchant whose USCC an import may change. */
export interface UsccMove {
  id: string;
  isClosed: boolean;
  from: string;
  to: string;
  /** Where a complaint about it belongs. */
  field: string;
}

/**
 * Who holds which USCC once an import is stored: moves first, so that a code one merchant gives up is free for another row of
 * the same import. Merchants that are closed or in the recycle bin hold none.
 */
export class UsccLedger {
  private readonly holders: Map<string, string>;

  constructor(merchants: MerchantStore) {
    this.holders = merchants.activeUsccs();
  }

  isHeld(uscc: string): boolean {
    return this.holders.has(uscc);
  }

  /** All moves of an import at once; complaints of those whose new code somebody else holds. */
  move(moves: readonly UsccMove[]): FieldIssue[] {
    const real = moves.filter(({ from, to }) => from !== to);
    for (const { id, from } of real) if (this.holders.get(from) === id) this.holders.delete(from);
    return real.flatMap(({ id, isClosed, to, field }) => {
      if (to === '') return [];
      if (this.isHeld(to)) return [{ field, code: 'uscc.taken' }];
      if (!isClosed) this.holders.set(to, id);
      return [];
    });
  }

  /** False when somebody holds the code; a new merchant holds it from now on. */
  claim(uscc: string): boolean {
    if (this.isHeld(uscc)) return false;
    this.holders.set(uscc, '');
    return true;
  }
}
