import type { TxnMoney } from '@shared/contracts/bills';
import { MOST_BY_AMOUNT, type TxnTotals } from '@shared/contracts/txns';
import type { Database } from '@renderer/data/db';
import { readBlocksById } from '@renderer/data/txn-blocks';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import type { LineRef } from './day-lines';
import type { LineMatch } from './line-test';
import { addLine, noTotals } from './totals';

/** A day of a question: lines that pass and their sums, undefined while nobody has looked. */
export interface CountedDay {
  lines: number | undefined;
  totals: TxnTotals | undefined;
}

/** Where a line is, and how much it is about. Its block is read again when the line is shown: all of them would be too much. */
interface Place {
  blockId: string;
  row: number;
  fen: number;
  /** The larger the older. */
  age: number;
}

const DAY_SECONDS = 86_400;

/** Lines by an amount, gathered by one look at every line that passes; for no more than `MOST_BY_AMOUNT` of them. */
export class AmountOrder<Day extends CountedDay> {
  /** The look at every line, while it lasts. */
  gathering: Promise<unknown> = Promise.resolve();
  private isTooMany = false;
  private known: { field: TxnMoney; places: Promise<Place[] | null> } | null = null;
  private sorted: { descending: boolean; places: Place[] } | null = null;

  /** @param days newest first; they learn what is counted here */
  constructor(
    private readonly db: Database,
    private readonly match: LineMatch,
    private readonly days: readonly Day[],
    private readonly blocksOf: (day: Day) => Promise<TxnBlockRow[]>,
  ) {}

  /** Lines `offset` to `offset + limit`; null where they are too many. */
  async page(field: TxnMoney, descending: boolean, offset: number, limit: number): Promise<LineRef[] | null> {
    if (this.known?.field !== field) {
      this.known = { field, places: this.gather(field) };
      this.sorted = null;
      this.gathering = this.known.places.catch(() => (this.known = null));
    }
    const places = await this.known.places;
    if (!places) return null;
    if (this.sorted?.descending !== descending) this.sorted = { descending, places: inOrder(places, descending) };
    const wanted = this.sorted.places.slice(offset, offset + limit);
    const blocks = await readBlocksById(this.db, [...new Set(wanted.map(({ blockId }) => blockId))]);
    const byId = new Map(blocks.map((block) => [block.id, block]));
    return wanted.flatMap(({ blockId, row }) => {
      const block = byId.get(blockId);
      return block ? [{ block, row }] : [];
    });
  }

  private async gather(field: TxnMoney): Promise<Place[] | null> {
    const places: Place[] = [];
    for (const [n, day] of this.days.entries()) {
      this.isTooMany ||= this.days.reduce((sum, { lines = 0 }) => sum + lines, 0) > MOST_BY_AMOUNT;
      if (this.isTooMany) return null;
      const totals = noTotals();
      for (const block of await this.blocksOf(day)) {
        if (!this.match.blockMay(block)) continue;
        for (let row = 0; row < block.rows; row++) {
          if (!this.match.test(block, row)) continue;
          places.push({
            blockId: block.id,
            row,
            fen: block.money[field]?.[row] ?? 0,
            age: (n + 1) * DAY_SECONDS - block.second[row]!,
          });
          addLine(totals, block, row);
        }
      }
      this.isTooMany ||= places.length > MOST_BY_AMOUNT;
      day.totals ??= totals;
      day.lines ??= totals.lines;
    }
    return this.isTooMany ? null : places;
  }
}

/** Those of the same amount as a list by time has them, newest first; those without one at the end. */
function inOrder(places: readonly Place[], descending: boolean): Place[] {
  const sign = descending ? -1 : 1;
  return places.toSorted(
    (a, b) => Number(a.fen === 0) - Number(b.fen === 0) || sign * (a.fen - b.fen) || a.age - b.age || later(a, b),
  );
}

function later(a: Place, b: Place): number {
  return a.blockId < b.blockId ? 1 : a.blockId > b.blockId ? -1 : b.row - a.row;
}
