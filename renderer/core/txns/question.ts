import { NEWEST_FIRST, type TxnFilter, type TxnSort, type TxnTotals } from '@shared/contracts/txns';
import { weekdayOf } from '@shared/txns/filter';
import {
  groupId,
  placeOf,
  placesOfDay,
  placesOfGroup,
  readDay,
  readDays,
  readGroup,
  type BlockPlace,
} from '@renderer/data/txn-blocks';
import type { TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { findAccounts, type ReachedAccounts } from './accounts-for';
import { AmountOrder, type CountedDay } from './amount-order';
import { DayLines, type LineRef, type TimeOrder } from './day-lines';
import { isByDay, makeLineTest, type LineTest } from './line-test';
import { makePayerTest } from './payer-test';
import { addLine, addTotals, noTotals, sumDays } from './totals';

interface Day extends CountedDay {
  bizDate: string;
  sums: TxnDayRow[];
}

interface LinePage {
  total: number;
  isAll: boolean;
  /** False where there were too many to be sorted as wanted. */
  isSorted: boolean;
  rows: LineRef[];
}

/** Days whose lines are kept in memory: scrolling goes to and fro. */
const KEPT_DAYS = 6;
/** With more accounts on a day, reading the whole day is quicker than one account after the other. */
const FEW_ACCOUNTS = 8;

/** One filter asked of one state of the data: days newest first, what is known of them, and their lines on demand. */
export class Question {
  readonly isByDay: boolean;
  private readonly kept = new Map<string, DayLines>();
  private readonly match;
  private readonly amounts;

  private constructor(
    private readonly ctx: CoreContext,
    readonly accounts: ReachedAccounts,
    private readonly days: readonly Day[],
    filter: TxnFilter,
    payers: LineTest | null,
  ) {
    this.isByDay = isByDay(filter);
    this.match = makeLineTest(filter, payers);
    this.amounts = new AmountOrder(ctx.db, this.match, this.days, (day) => this.blocksOf(day));
  }

  static async open(ctx: CoreContext, filter: TxnFilter): Promise<Question> {
    const accounts = await findAccounts(ctx, filter);
    const byDate = new Map<string, TxnDayRow[]>();
    const weekdays = filter.weekdays?.length ? filter.weekdays : null;
    for (const row of await readDays(ctx.db, filter.from, filter.to)) {
      if (accounts.wanted && !accounts.wanted.has(accountId(row.channel, row.account))) continue;
      if (weekdays && !weekdays.includes(weekdayOf(row.bizDate))) continue;
      byDate.set(row.bizDate, [...(byDate.get(row.bizDate) ?? []), row]);
    }
    const known = isByDay(filter);
    const days = [...byDate].reverse().map(([bizDate, sums]): Day => {
      const totals = known ? sumDays(sums) : undefined;
      return { bizDate, sums, lines: totals?.lines, totals };
    });
    return new Question(ctx, accounts, days, filter, await makePayerTest(ctx, accounts, filter));
  }

  /** Lines `offset` to `offset + limit`, and what was counted on the way. */
  async page(offset: number, limit: number, sort: TxnSort = NEWEST_FIRST): Promise<LinePage> {
    if (sort.field === 'at') return this.pageByTime(offset, limit, sort.descending ? 'newest' : 'oldest');
    const rows = await this.amounts.page(sort.field, sort.descending, offset, limit);
    if (!rows) return { ...(await this.pageByTime(offset, limit, 'newest')), isSorted: false };
    return { total: this.known(), isAll: true, isSorted: true, rows };
  }

  private async pageByTime(offset: number, limit: number, order: TimeOrder): Promise<LinePage> {
    const rows: LineRef[] = [];
    let before = 0;
    for (const day of order === 'newest' ? this.days : this.days.toReversed()) {
      if (rows.length >= limit) break;
      if (day.lines === undefined || before + day.lines > offset) {
        const reader = this.readerOf(day, order);
        const lines = await reader.upTo(offset + limit - before);
        rows.push(...lines.slice(Math.max(0, offset - before), Math.max(0, offset + limit - before)));
        if (reader.isAll) [day.lines, day.totals] = [lines.length, reader.totals];
      }
      before += this.countOf(day);
    }
    const isAll = this.days.every((day) => day.lines !== undefined);
    return { total: this.known(), isAll, isSorted: true, rows: rows.slice(0, limit) };
  }

  /** @param onProgress days done; ends early when cancelled, with null */
  async totals(
    isCancelled?: () => boolean,
    onProgress?: (done: number, total: number) => void,
  ): Promise<TxnTotals | null> {
    const sum = noTotals();
    // It goes through the same lines, and sums up as it does.
    await this.amounts.gathering;
    for (const [n, day] of this.days.entries()) {
      if (isCancelled?.()) return null;
      day.totals ??= await this.sumOf(day);
      day.lines ??= day.totals.lines;
      addTotals(sum, day.totals);
      onProgress?.(n + 1, this.days.length);
    }
    return sum;
  }

  /** Every line, newest first, a day at a time. */
  async *all(): AsyncGenerator<readonly LineRef[], void> {
    for (const day of this.days) {
      yield await this.openDay(day, 'newest').upTo(Infinity);
    }
  }

  /** Lines counted so far. */
  private known(): number {
    return this.days.reduce((sum, day) => sum + this.countOf(day), 0);
  }

  /** Lines of a day, as far as they are counted. */
  private countOf({ bizDate, lines }: Day): number {
    const readers = (['newest', 'oldest'] as const).map((order) => this.kept.get(`${order} ${bizDate}`));
    return lines ?? Math.max(...readers.map((reader) => reader?.lines.length ?? 0));
  }

  private async sumOf(day: Day): Promise<TxnTotals> {
    const totals = noTotals();
    for (const block of await this.blocksOf(day)) {
      if (!this.match.blockMay(block)) continue;
      for (let row = 0; row < block.rows; row++) if (this.match.test(block, row)) addLine(totals, block, row);
    }
    return totals;
  }

  private async blocksOf({ bizDate, sums }: Day): Promise<TxnBlockRow[]> {
    const { db } = this.ctx;
    const { wanted } = this.accounts;
    if (wanted && sums.length <= FEW_ACCOUNTS) {
      const groups = sums.map(({ channel, account }) => readGroup(db, groupId('t', bizDate, channel, account)));
      return (await Promise.all(groups)).flat();
    }
    const blocks = await readDay(db, 't', bizDate);
    return wanted ? blocks.filter(({ id }) => wanted.has(accountOf(id))) : blocks;
  }

  private openDay(day: Day, order: TimeOrder): DayLines {
    return new DayLines(this.ctx.db, () => this.placesOf(day), this.match, order);
  }

  private readerOf(day: Day, order: TimeOrder): DayLines {
    const key = `${order} ${day.bizDate}`;
    const known = this.kept.get(key);
    if (known) return known;
    const reader = this.openDay(day, order);
    this.kept.set(key, reader);
    for (const date of this.kept.keys()) if (this.kept.size > KEPT_DAYS) this.kept.delete(date);
    return reader;
  }

  private async placesOf({ bizDate, sums }: Day): Promise<BlockPlace[]> {
    const { db } = this.ctx;
    const { wanted } = this.accounts;
    const places =
      wanted && sums.length <= FEW_ACCOUNTS
        ? (
            await Promise.all(sums.map((one) => placesOfGroup(db, groupId('t', bizDate, one.channel, one.account))))
          ).flat()
        : await placesOfDay(db, 't', bizDate);
    return places.filter((place) => this.match.placeMay(place) && (!wanted || wanted.has(accountOf(place.id))));
  }
}

function accountOf(blockId: string): string {
  const { channel, account } = placeOf(blockId);
  return accountId(channel, account);
}
