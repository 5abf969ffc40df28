import type { TxnFilter, TxnTotals } from '@shared/contracts/txns';
import { weekdayOf } from '@shared/txns/filter';
import { groupId, readDay, readDays, readGroup } from '@renderer/data/txn-blocks';
import type { TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { findAccounts, type ReachedAccounts } from './accounts-for';
import { isByDay, makeLineTest } from './line-test';

export interface LineRef {
  block: TxnBlockRow;
  row: number;
}

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
  private readonly kept = new Map<string, LineRef[]>();
  private readonly match;

  private constructor(
    private readonly ctx: CoreContext,
    readonly accounts: ReachedAccounts,
    private readonly days: readonly Day[],
    filter: TxnFilter,
  ) {
    this.isByDay = isByDay(filter);
    this.match = makeLineTest(filter);
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
    return new Question(ctx, accounts, days, filter);
  }

  /** Lines `offset` to `offset + limit`, newest first, and what was counted on the way. */
  async page(offset: number, limit: number): Promise<{ total: number; isAll: boolean; rows: LineRef[] }> {
    const rows: LineRef[] = [];
    let before = 0;
    for (const day of this.days) {
      if (rows.length >= limit) break;
      if (day.lines === undefined || before + day.lines > offset) {
        const lines = await this.linesOf(day);
        rows.push(...lines.slice(Math.max(0, offset - before), Math.max(0, offset + limit - before)));
      }
      before += day.lines ?? 0;
    }
    const isAll = this.days.every((day) => day.lines !== undefined);
    return { total: this.days.reduce((sum, day) => sum + (day.lines ?? 0), 0), isAll, rows: rows.slice(0, limit) };
  }

  /** @param onProgress days done; ends early when cancelled, with null */
  async totals(
    isCancelled?: () => boolean,
    onProgress?: (done: number, total: number) => void,
  ): Promise<TxnTotals | null> {
    const sum = noTotals();
    for (const [n, day] of this.days.entries()) {
      if (isCancelled?.()) return null;
      if (!day.totals) await this.linesOf(day, false);
      addTotals(sum, day.totals!);
      onProgress?.(n + 1, this.days.length);
    }
    return sum;
  }

  /** Every line, newest first, a day at a time. */
  async *all(): AsyncGenerator<LineRef[], void> {
    for (const day of this.days) yield await this.linesOf(day, false);
  }

  private async linesOf(day: Day, keep = true): Promise<LineRef[]> {
    const known = this.kept.get(day.bizDate);
    if (known) return known;
    const lines: LineRef[] = [];
    const totals = noTotals();
    for (const block of await this.blocksOf(day)) {
      if (!this.match.blockMay(block)) continue;
      for (let row = 0; row < block.rows; row++) {
        if (!this.match.test(block, row)) continue;
        lines.push({ block, row });
        addLine(totals, block, row);
      }
    }
    lines.sort(
      (a, b) =>
        b.block.second[b.row]! - a.block.second[a.row]! ||
        (a.block.id < b.block.id ? 1 : a.block.id > b.block.id ? -1 : b.row - a.row),
    );
    day.lines = lines.length;
    day.totals = totals;
    if (!keep) return lines;
    this.kept.set(day.bizDate, lines);
    for (const date of this.kept.keys()) if (this.kept.size > KEPT_DAYS) this.kept.delete(date);
    return lines;
  }

  private async blocksOf({ bizDate, sums }: Day): Promise<TxnBlockRow[]> {
    const { db } = this.ctx;
    if (this.accounts.wanted && sums.length <= FEW_ACCOUNTS) {
      const groups = sums.map(({ channel, account }) => readGroup(db, groupId('t', bizDate, channel, account)));
      return (await Promise.all(groups)).flat();
    }
    const blocks = await readDay(db, 't', bizDate);
    const { wanted } = this.accounts;
    if (!wanted) return blocks;
    return blocks.filter(({ id }) => {
      const [, , channel, account] = id.split('|');
      return wanted.has(accountId(channel!, account!));
    });
  }
}

export function noTotals(): TxnTotals {
  return {
    lines: 0,
    payments: 0,
    refunds: 0,
    revoked: 0,
    orderFen: 0,
    settleFen: 0,
    refundFen: 0,
    feeFen: 0,
    netFen: 0,
  };
}

function sumDays(days: readonly TxnDayRow[]): TxnTotals {
  const sum = noTotals();
  for (const { payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen } of days) {
    const netFen = settleFen - refundFen - feeFen;
    const lines = payments + refunds + revoked;
    addTotals(sum, { lines, payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen, netFen });
  }
  return sum;
}

function addTotals(sum: TxnTotals, more: TxnTotals): void {
  for (const name of Object.keys(sum) as (keyof TxnTotals)[]) sum[name] += more[name];
}

/** As the rollups fold a line: orders and settled amounts of payments alone, refunds and fees of every line. */
function addLine(sum: TxnTotals, { kind, money }: TxnBlockRow, row: number): void {
  const of = (name: 'orderFen' | 'settleFen' | 'refundFen' | 'feeFen'): number => money[name]?.[row] ?? 0;
  sum.lines++;
  const isPayment = kind[row] === 0;
  if (isPayment) {
    sum.payments++;
    sum.orderFen += of('orderFen');
    sum.settleFen += of('settleFen');
    sum.netFen += of('settleFen');
  } else if (kind[row] === 1) sum.refunds++;
  else if (kind[row] === 2) sum.revoked++;
  sum.refundFen += of('refundFen');
  sum.feeFen += of('feeFen');
  sum.netFen -= of('refundFen') + of('feeFen');
}
