import type { TxnFilter } from '@shared/contracts/txns';
import { blocksWith, hashNumber, numbersOf } from '@renderer/data/txn-numbers';
import { readBill } from '@renderer/data/txn-blocks';
import type { TxnNumbersRow } from '@renderer/data/txn-rows';
import type { CoreContext } from '../context';
import { Question } from './question';

/** Questions kept: the list and its footer ask the same one, and so does turning back to the last filter. */
const KEPT = 6;

/**
 * What was worked out about transactions, for as long as nothing is recorded: the number of the last audit entry is the version
 * of everything an answer rests on. One per core.
 */
export class TxnFinder {
  private readonly questions = new Map<string, Promise<Question>>();
  private readonly numbers = new Map<string, TxnNumbersRow>();
  private numbersAt = -1;

  question(ctx: CoreContext, filter: TxnFilter): Promise<Question> {
    const key = JSON.stringify([ctx.audit.head.seq, ctx.scope, filter]);
    const known = this.questions.get(key);
    if (known) return known;
    const asked = Question.open(ctx, filter);
    this.questions.set(key, asked);
    asked.catch(() => this.questions.delete(key));
    for (const old of this.questions.keys()) if (this.questions.size > KEPT) this.questions.delete(old);
    return asked;
  }

  /** Ids of the blocks that may have a line with this number. */
  async blocksWith(ctx: CoreContext, number: string): Promise<string[]> {
    await this.gatherNumbers(ctx);
    const hash = hashNumber(number);
    return [...this.numbers.values()].flatMap((row) => blocksWith(row, hash));
  }

  /** Where numbers are stored is another than it was: the next look-up reads it anew. */
  forgetNumbers(): void {
    this.numbers.clear();
    this.numbersAt = -1;
  }

  /** Bills from before numbers were kept are read through once. */
  private async gatherNumbers(ctx: CoreContext): Promise<void> {
    const { seq } = ctx.audit.head;
    if (this.numbersAt === seq) return;
    const bills = await ctx.db.table('bills').toArray();
    const living = bills.filter((bill) => bill.state === 'done' && bill.added > 0).map(({ id }) => id);
    const standing = new Set(living);
    for (const id of this.numbers.keys()) if (!standing.has(id)) this.numbers.delete(id);
    const missing = living.filter((id) => !this.numbers.has(id));
    const stored = await ctx.db.table('txnNumbers').bulkGet(missing);
    for (const [n, id] of missing.entries()) {
      const row =
        stored[n] ??
        numbersOf(
          id,
          (await readBill(ctx.db, id)).filter((block) => block.id.startsWith('t|')),
        );
      this.numbers.set(id, row);
    }
    this.numbersAt = seq;
  }
}
