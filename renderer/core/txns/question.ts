import type { TxnFilter, TxnTotals } from '@shared/contracts/txns';
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
import { DayLines, type LineRef } from './day-lines';
import { isByDay, makeLineTest, type LineTest } from './line-test';
import { makePayerTest } from './payer-test';
import { addLine, addTotals, noTotals, sumDays } from './totals';

interface Day {
  bizDate: string;
  sums: TxnDayRow[];
  /** Lines that pass; undefined while nobody has looked. */
  lines: number | undefined;
  totals: TxnTotals | undefined;
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

  private constructor(
    private readonly ctx: CoreContext,
    readonly accounts: ReachedAccounts,
    private readonly days: readonly Day[],
    filter: TxnFilter,
    payers: LineTest | null,
  ) {
    this.isByDay = isByDay(filter);
    this.match = makeLineTest(filter, payers);
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

  /** Lines `offset` to `offset + limit`, newest first, and what was counted on the way. */
  async page(offset: number, limit: number): Promise<{ total: number; isAll: boolean; rows: LineRef[] }> {
    const rows: LineRef[] = [];
    let before = 0;
    for (const day of this.days) {
      if (rows.length >= limit) break;
      if (day.lines === undefined || before + day.lines > offset) {
        const reader = this.readerOf(day);
        const lines = await reader.upTo(offset + limit - before);
        rows.push(...lines.slice(Math.max(0, offset - before), Math.max(0, offset + limit - before)));
        if (reader.isAll) [day.lines, day.totals] = [lines.length, reader.totals];
      }
      before += this.countOf(day);
    }
    const isAll = this.days.every((day) => day.lines !== undefined);
    return { total: this.days.reduce((sum, day) => sum + this.countOf(day), 0), isAll, rows: rows.slice(0, limit) };
  }

  /** @param onProgress days done; ends early when cancelled, with null */
  async totals(
    isCancelled?: () => boolean,
    onProgress?: (done: number, total: number) => void,
  ): Promise<TxnTotals | null> {
    const sum = noTotals();
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
      yield await this.openDay(day).upTo(Infinity);
    }
  }

  /** Lines of a day, as far as they are counted. */
  private countOf({ bizDate, lines }: Day): number {
    return lines ?? this.kept.get(bizDate)?.lines.length ?? 0;
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

  private openDay(day: Day): DayLines {
    return new DayLines(this.ctx.db, () => this.placesOf(day), this.match);
  }

  private readerOf(day: Day): DayLines {
    const known = this.kept.get(day.bizDate);
    if (known) return known;
    const reader = this.openDay(day);
    this.kept.set(day.bizDate, reader);
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
    return places
      .filter((place) => this.match.placeMay(place) && (!wanted || wanted.has(accountOf(place.id))))
      .sort((a, b) => b.newest - a.newest);
  }
}

function accountOf(blockId: string): string {
  const { channel, account } = placeOf(blockId);
  return accountId(channel, account);
}
