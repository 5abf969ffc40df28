import { TXN_KINDS } from '@shared/contracts/bills';
import type { Notice, ReminderRule } from '@shared/contracts/reminders';
import type { BizDate } from '@shared/kernel/brand';
import { daysBetween } from '@shared/time/biz-date';
import { placeOf } from '@renderer/data/txn-blocks';
import type { ChannelAccountRow, TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import { amountOf } from '../txns/line-test';

/** What comes in with one import or entry, and what was there before it. */
export interface Incoming {
  batchId: string;
  blocks: readonly TxnBlockRow[];
  /** Sums of the days concerned, by date: all accounts as they were, and those that change as they become. */
  daysBefore: ReadonlyMap<string, readonly TxnDayRow[]>;
  daysAfter: ReadonlyMap<string, readonly TxnDayRow[]>;
  accountsBefore: readonly ChannelAccountRow[];
  accountsAfter: readonly ChannelAccountRow[];
}

export type Finding = Pick<Notice, 'count' | 'sumFen' | 'mostFen' | 'merchantId' | 'filter'>;
/** Whether an account is one that the rule asks about, within reach. */
export type Wanted = (accountId: string) => boolean;

const MOST_MERCHANTS = 50;

/** What a rule has to say; null for nothing. */
export function findFor(rule: ReminderRule, incoming: Incoming, isWanted: Wanted): Finding | null {
  switch (rule.event) {
    case 'receipt':
    case 'refund':
      return findLines(rule, incoming, isWanted);
    case 'dayTotal':
      return findDays(rule, incoming, isWanted);
    case 'silence':
      return findSilent(rule, incoming, isWanted);
  }
}

function findLines(rule: ReminderRule, { batchId, blocks, accountsAfter }: Incoming, isWanted: Wanted): Finding | null {
  const kind = rule.event === 'receipt' ? 'pay' : 'refund';
  const wanted = TXN_KINDS.indexOf(kind);
  const days: string[] = [];
  let last = '';
  let [count, sumFen, mostFen] = [0, 0, 0];
  for (const block of blocks) {
    const { channel, account, bizDate } = placeOf(block.id);
    if (!isWanted(accountId(channel, account))) continue;
    const before = count;
    for (let row = 0; row < block.rows; row++) {
      if (block.kind[row] !== wanted) continue;
      const fen = amountOf(block, row);
      if (fen < rule.amountFen) continue;
      count++;
      sumFen += fen;
      if (fen > mostFen) mostFen = fen;
    }
    if (count === before) continue;
    days.push(bizDate);
    last = accountId(channel, account);
  }
  if (count === 0) return null;
  const filter = { ...spanOf(days), ...narrowed(rule), minFen: rule.amountFen, batchId };
  // A single one is told of with whose it is.
  const owner = count === 1 ? accountsAfter.find(({ id }) => id === last)?.merchantId : undefined;
  return { count, sumFen, mostFen, merchantId: owner ?? rule.merchantId, filter: { ...filter, kinds: [kind] } };
}

/** Days that reach the amount with what comes in, and had not before. */
function findDays(rule: ReminderRule, { daysBefore, daysAfter }: Incoming, isWanted: Wanted): Finding | null {
  const isOf = ({ channel, account }: TxnDayRow): boolean => isWanted(accountId(channel, account));
  const total = (rows: readonly TxnDayRow[]): number =>
    rows.filter(isOf).reduce((sum, { settleFen }) => sum + settleFen, 0);
  const reached: { bizDate: string; fen: number }[] = [];
  for (const [bizDate, stored] of daysBefore) {
    const changed = daysAfter.get(bizDate) ?? [];
    const ids = new Set(changed.map(({ id }) => id));
    const fen = total(changed) + total(stored.filter(({ id }) => !ids.has(id)));
    if (fen >= rule.amountFen && total(stored) < rule.amountFen) reached.push({ bizDate, fen });
  }
  if (reached.length === 0) return null;
  return {
    count: reached.length,
    sumFen: reached.reduce((sum, { fen }) => sum + fen, 0),
    mostFen: reached.reduce((most, { fen }) => Math.max(most, fen), 0),
    merchantId: rule.merchantId,
    filter: { ...spanOf(reached.map(({ bizDate }) => bizDate)), ...narrowed(rule), kinds: ['pay'] },
  };
}

/** Merchants whose last receipt is so long before the last day of all, and was not yet before this came in. */
function findSilent(rule: ReminderRule, incoming: Incoming, isWanted: Wanted): Finding | null {
  const before = lastDays(incoming.accountsBefore, isWanted);
  const after = lastDays(incoming.accountsAfter, isWanted);
  const isSilent = (last: string | undefined, end: string): boolean =>
    last !== undefined && daysBetween(last as BizDate, end as BizDate) >= rule.days;
  const found = [...after.byMerchant].filter(
    ([id, last]) => isSilent(last, after.end) && !isSilent(before.byMerchant.get(id), before.end),
  );
  if (found.length === 0) return null;
  const shown = found.slice(0, MOST_MERCHANTS);
  return {
    count: found.length,
    sumFen: 0,
    mostFen: 0,
    merchantId: found.length === 1 ? found[0]![0] : '',
    filter: {
      ...spanOf([...shown.map(([, last]) => last), after.end]),
      ...narrowed({ ...rule, merchantId: '' }),
      merchantIds: shown.map(([id]) => id),
    },
  };
}

/** The last day with anything of each merchant, and of all accounts there are. */
function lastDays(accounts: readonly ChannelAccountRow[], isWanted: Wanted) {
  const byMerchant = new Map<string, string>();
  let end = '';
  for (const { id, merchantId, lastSeen } of accounts) {
    if (lastSeen > end) end = lastSeen;
    if (merchantId === '' || !isWanted(id)) continue;
    const last = byMerchant.get(merchantId);
    if (last === undefined || lastSeen > last) byMerchant.set(merchantId, lastSeen);
  }
  return { byMerchant, end };
}

function narrowed({ merchantId, channels }: Pick<ReminderRule, 'merchantId' | 'channels'>) {
  return { ...(merchantId !== '' && { merchantIds: [merchantId] }), ...(channels.length > 0 && { channels }) };
}

function spanOf(days: readonly string[]): { from: string; to: string } {
  return days.reduce((span, day) => ({ from: day < span.from ? day : span.from, to: day > span.to ? day : span.to }), {
    from: days[0]!,
    to: days[0]!,
  });
}
