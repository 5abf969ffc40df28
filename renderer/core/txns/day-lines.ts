import type { TxnTotals } from '@shared/contracts/txns';
import { readBlocksById, type BlockPlace } from '@renderer/data/txn-blocks';
import type { Database } from '@renderer/data/db';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import type { LineMatch } from './line-test';
import { addLine, noTotals } from './totals';

export type TimeOrder = 'newest' | 'oldest';

export interface LineRef {
  block: TxnBlockRow;
  row: number;
}

/** Blocks read at once: few for a first page, more the further one goes. */
const FIRST = 8;
const MOST = 64;

/**
 * The lines of one day that pass a filter, newest or oldest first: blocks are read in the order of their newest (oldest) line,
 * and no more than asked.
 */
export class DayLines {
  /** The first `settled` of them stand in their order; what follows may still be preceded by lines of blocks not yet read. */
  readonly lines: LineRef[] = [];
  readonly totals: TxnTotals = noTotals();
  private settled = 0;
  private next = 0;
  private reading: Promise<void> = Promise.resolve();

  private places: readonly BlockPlace[] | null = null;

  /** @param findPlaces blocks that may hold a line; in any order */
  constructor(
    private readonly db: Database,
    private readonly findPlaces: () => Promise<readonly BlockPlace[]>,
    private readonly match: LineMatch,
    private readonly order: TimeOrder = 'newest',
  ) {}

  get isAll(): boolean {
    return this.places !== null && this.next >= this.places.length;
  }

  /** The first `count` lines in their order, or all there are. Whoever asks meanwhile waits. */
  async upTo(count: number): Promise<readonly LineRef[]> {
    const turn = this.reading.then(() => this.readUpTo(count));
    this.reading = turn.catch(() => undefined);
    await turn;
    return this.lines;
  }

  private async readUpTo(count: number): Promise<void> {
    const places = (this.places ??= this.inOrder(await this.findPlaces()));
    for (let some = FIRST; this.settled < count && !this.isAll; some = Math.min(2 * some, MOST)) {
      const ids = places.slice(this.next, this.next + some).map(({ id }) => id);
      const blocks = await readBlocksById(this.db, ids);
      this.next += ids.length;
      this.take(blocks, places[this.next]);
    }
  }

  private inOrder(places: readonly BlockPlace[]): BlockPlace[] {
    return [...places].sort((a, b) => (this.order === 'newest' ? b.newest - a.newest : a.oldest - b.oldest));
  }

  /** @param next the first place not read yet: lines before its first one stand where they will stay */
  private take(blocks: readonly TxnBlockRow[], next: BlockPlace | undefined): void {
    const { lines, match, totals } = this;
    const open = lines.splice(this.settled);
    for (const block of blocks) {
      if (!match.blockMay(block)) continue;
      for (let row = 0; row < block.rows; row++) {
        if (!match.test(block, row)) continue;
        open.push({ block, row });
        addLine(totals, block, row);
      }
    }
    const isNewest = this.order === 'newest';
    for (const line of open.sort(isNewest ? newestFirst : (a, b) => newestFirst(b, a))) lines.push(line);
    const stays = (second: number): boolean => !next || (isNewest ? second > next.newest : second < next.oldest);
    while (this.settled < lines.length && stays(secondOf(lines[this.settled]!))) this.settled++;
  }
}

function secondOf({ block, row }: LineRef): number {
  return block.second[row]!;
}

function newestFirst(a: LineRef, b: LineRef): number {
  return secondOf(b) - secondOf(a) || (a.block.id < b.block.id ? 1 : a.block.id > b.block.id ? -1 : b.row - a.row);
}
