import type { TxnTotals } from '@shared/contracts/txns';
import { readBlocksById, type BlockPlace } from '@renderer/data/txn-blocks';
import type { Database } from '@renderer/data/db';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import type { LineMatch } from './line-test';
import { addLine, noTotals } from './totals';

export interface LineRef {
  block: TxnBlockRow;
  row: number;
}

/** Blocks read at once: few for a first page, more the further one goes. */
const FIRST = 8;
const MOST = 64;

/** The lines of one day that pass a filter, newest first: blocks are read in the order of their newest line, and no more than asked. */
export class DayLines {
  /** The first `settled` of them stand in their order; what follows may still be preceded by lines of blocks not yet read. */
  readonly lines: LineRef[] = [];
  readonly totals: TxnTotals = noTotals();
  private settled = 0;
  private next = 0;
  private reading: Promise<void> = Promise.resolve();

  private places: readonly BlockPlace[] | null = null;

  /** @param findPlaces blocks that may hold a line, by their newest second, descending */
  constructor(
    private readonly db: Database,
    private readonly findPlaces: () => Promise<readonly BlockPlace[]>,
    private readonly match: LineMatch,
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
    const places = (this.places ??= await this.findPlaces());
    for (let some = FIRST; this.settled < count && !this.isAll; some = Math.min(2 * some, MOST)) {
      const ids = places.slice(this.next, this.next + some).map(({ id }) => id);
      const blocks = await readBlocksById(this.db, ids);
      this.next += ids.length;
      this.take(blocks, places[this.next]?.newest ?? -1);
    }
  }

  /** @param bound newest second of what is not read yet: lines later than that stand where they will stay */
  private take(blocks: readonly TxnBlockRow[], bound: number): void {
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
    for (const line of open.sort(newestFirst)) lines.push(line);
    while (this.settled < lines.length && secondOf(lines[this.settled]!) > bound) this.settled++;
  }
}

function secondOf({ block, row }: LineRef): number {
  return block.second[row]!;
}

function newestFirst(a: LineRef, b: LineRef): number {
  return secondOf(b) - secondOf(a) || (a.block.id < b.block.id ? 1 : a.block.id > b.block.id ? -1 : b.row - a.row);
}
