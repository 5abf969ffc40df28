import { TXN_KINDS, TXN_MONEY, TXN_TEXT, type TxnGroup, type TxnMoney, type TxnText } from '@shared/contracts/bills';
import type { TxnEntry } from '@shared/contracts/txns';
import type { BillTotals } from '@shared/imports/bills/define';
import type { Channel } from '@shared/imports/sources/define';
import { packColumn } from '@shared/kernel/columns';
import { formatYuan } from '@shared/money/yuan';
import { bizDateAt } from '@shared/time/biz-date';
import { foldBlock, groupId, noSums, placeOf, readGroup, textOf } from '@renderer/data/txn-blocks';
import type { PayerDayRow } from '@renderer/data/payer-days';
import { numbersOf } from '@renderer/data/txn-numbers';
import type { BillRow, ChannelAccountRow, TxnBlockRow, TxnDayRow, TxnNumbersRow } from '@renderer/data/txn-rows';
import type { RecordedChange } from '@renderer/data/unit-of-work';
import { accountId, entryAccount } from '../bills/accounts';
import { buildBlocks } from '../bills/build-blocks';
import { DayDeltas } from '../bills/day-deltas';
import { PayerDeltas } from '../bills/payer-days';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { requireLiving } from '../merchants/require-rows';
import { prepareNotices, type PreparedNotices } from '../reminders/notices';
import { findByNumbers, isCancellation, requireLine } from './detail';
import { lineId, toTxnView } from './view';

/** A line entered by hand is stored as a bill of one line: lists, sums, search, dashboards and checks know no difference. */
export interface PreparedEntry {
  bill: BillRow;
  block: TxnBlockRow;
  numbers: TxnNumbersRow;
  days: TxnDayRow[];
  payers: PayerDayRow[];
  account: ChannelAccountRow;
  notices: PreparedNotices;
  change: RecordedChange;
  answer: { id: string; txnNo: string };
}

interface Line {
  merchant: { id: string; no: string };
  channel: Channel;
  bizDate: string;
  second: number;
  kind: 'pay' | 'refund' | 'cancel';
  money: Partial<Record<TxnMoney, number>>;
  text: Partial<Record<TxnText, string>>;
}

/** @throws Refusal `merchant.not_found`, `input.invalid` for a moment still to come, `txn.number_taken` */
export async function prepareEntry(
  ctx: CoreContext,
  { acceptRepeat, ...entry }: TxnEntry & { acceptRepeat?: boolean | undefined },
): Promise<PreparedEntry> {
  const merchant = requireLiving(ctx, entry.merchantId);
  const { kind, channel, bizDate, amountFen, payMethod, orderNo, originalNo, memo } = entry;
  const second = secondOf(entry.time);
  const today = bizDateAt(ctx.now());
  if (bizDate > today) refuse('input.invalid', { issues: [{ field: 'bizDate', code: 'date.future' }] });
  if (!acceptRepeat) await refuseRepeat(ctx, entry);
  const money = kind === 'pay' ? { orderFen: amountFen, settleFen: amountFen } : { refundFen: amountFen };
  return prepareLine(ctx, {
    merchant: { id: merchant.id, no: merchant.values['merchantNo'] ?? '' },
    channel,
    bizDate,
    second,
    kind,
    money,
    text: { payMethod, orderNo, originalNo, memo },
  });
}

const MOST_SAME = 100;

/** The same number twice is mostly the same receipt twice, whether a bill brought it or somebody entered it. @throws Refusal `txn.number_taken` */
async function refuseRepeat(ctx: CoreContext, { merchantId, kind, orderNo }: TxnEntry): Promise<void> {
  if (orderNo === '') return;
  const { rows } = await findByNumbers(ctx, [orderNo], MOST_SAME);
  for (const one of rows) {
    if (one.merchantId !== merchantId || one.kind !== kind || one.orderNo !== orderNo) continue;
    const { rows: tied } = await findByNumbers(ctx, [one.txnNo], MOST_SAME);
    if (tied.some((other) => isCancellation(other) && other.originalNo === one.txnNo)) continue;
    const amount = formatYuan(kind === 'pay' ? one.settleFen : one.refundFen);
    refuse('txn.number_taken', { params: { day: one.bizDate, time: one.time.slice(0, 5), amount } });
  }
}

/**
 * The entry that cancels another: same day, same account, the opposite amount.
 * @throws Refusal `txn.not_found`, `txn.not_entered`, `txn.corrected`, `merchant.not_found`
 */
export async function prepareCorrection(ctx: CoreContext, id: string, reason: string): Promise<PreparedEntry> {
  const { block, row, accounts } = await requireLine(ctx, id);
  const txn = toTxnView(ctx, accounts.known, block, row);
  const bill = await ctx.db.table('bills').get(block.billId);
  if (bill?.kind !== 'manual' || (txn.kind !== 'pay' && txn.kind !== 'refund')) refuse('txn.not_entered');
  const { bizDate, channel, account } = placeOf(block.id);
  const group = await readGroup(ctx.db, groupId('t', bizDate, channel, account));
  const isCancelled = group.some(
    (one) => isCancellation({ kind: TXN_KINDS[one.kind[0]!]! }) && textOf(one, 'originalNo', 0) === txn.txnNo,
  );
  if (isCancelled) refuse('txn.corrected');
  const owner = accounts.known.get(accountId(channel, account));
  const merchant = requireLiving(ctx, owner?.merchantId ?? '');
  return prepareLine(ctx, {
    merchant: { id: merchant.id, no: merchant.values['merchantNo'] ?? '' },
    channel: txn.channel,
    bizDate,
    second: block.second[row]!,
    kind: 'cancel',
    money:
      txn.kind === 'pay'
        ? { orderFen: 0 - txn.orderFen, settleFen: 0 - txn.settleFen }
        : { refundFen: 0 - txn.refundFen },
    text: { payMethod: txn.payMethod, originalNo: txn.txnNo, memo: reason },
  });
}

async function prepareLine(ctx: CoreContext, line: Line): Promise<PreparedEntry> {
  const { merchant, channel, bizDate, second } = line;
  const account = entryAccount(merchant.id);
  const batchId = ctx.newId();
  const billId = `${batchId}|0000`;
  const txnNo = numberOf(bizDate, second, ctx.audit.sha256(batchId));
  const group = groupOf(account, line, txnNo);
  const place = groupId('t', bizDate, channel, account);
  const [block] = await buildBlocks(ctx, group, Uint32Array.of(0), place, billId);
  const days = new DayDeltas();
  days.add(block!, 1);
  const storedDays = await days.apply(ctx.db);
  const payers = new PayerDeltas();
  payers.add(block!, 1);
  const before = await ctx.db.table('channelAccounts').get(accountId(channel, account));
  const owned: ChannelAccountRow = {
    id: accountId(channel, account),
    channel,
    account,
    label: merchant.no,
    merchantId: merchant.id,
    firstSeen: before && before.firstSeen < bizDate ? before.firstSeen : bizDate,
    lastSeen: before && before.lastSeen > bizDate ? before.lastSeen : bizDate,
  };
  const id = lineId(block!, 0);
  const sums = noSums();
  foldBlock(sums, block!, 1);
  return {
    bill: billOf(ctx, billId, batchId, channel, account, bizDate, sums),
    block: block!,
    numbers: numbersOf(billId, [block!]),
    days: storedDays,
    payers: await payers.apply(ctx.db),
    account: owned,
    notices: await prepareNotices(ctx, { batchId, blocks: [block!], days: storedDays, accounts: [owned] }),
    change: {
      targetType: 'txn',
      targetId: id,
      targetLabel: txnNo,
      diff: [
        { field: 'merchantNo', before: '', after: merchant.no },
        { field: 'bizDate', before: '', after: bizDate },
        { field: 'amount', before: '', after: formatYuan(sums.settleFen - sums.refundFen) },
        ...(line.text.originalNo ? [{ field: 'originalNo', before: '', after: line.text.originalNo }] : []),
      ],
    },
    answer: { id, txnNo },
  };
}

function groupOf(account: string, { bizDate, second, kind, money, text }: Line, txnNo: string): TxnGroup {
  const texts: Partial<Record<TxnText, string>> = { ...text, key: `man:${txnNo}`, txnNo };
  return {
    account,
    bizDate,
    rows: 1,
    second: Uint32Array.of(second),
    line: Uint32Array.of(0),
    kind: Uint8Array.of(TXN_KINDS.indexOf(kind)),
    money: Object.fromEntries(TXN_MONEY.map((name) => [name, Float64Array.of(money[name] ?? 0)])) as TxnGroup['money'],
    text: Object.fromEntries(TXN_TEXT.map((name) => [name, packColumn([texts[name] ?? ''])])) as TxnGroup['text'],
  };
}

function billOf(
  ctx: CoreContext,
  id: string,
  batchId: string,
  channel: Channel,
  account: string,
  bizDate: string,
  { payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen }: ReturnType<typeof noSums>,
): BillRow {
  const totals: BillTotals = {
    ...{ payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen },
    netFen: settleFen - refundFen - feeFen,
    proof: 'none',
    claimed: null,
  };
  return {
    id,
    batchId,
    at: ctx.now(),
    by: ctx.session.actor?.adminId ?? '',
    byName: ctx.session.actor?.name ?? '',
    fileName: '',
    sha256: '',
    kind: 'manual',
    channel,
    accounts: [account],
    from: bizDate,
    to: bizDate,
    rows: 1,
    added: 1,
    known: 0,
    leansOn: [],
    totals,
    state: 'done',
    revertedAt: 0,
    revertedBy: '',
  };
}

/** `M20250616093000` and eight digits of a hash: told from every provider's number, and read over the telephone. */
function numberOf(bizDate: string, second: number, hash: string): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(second / 3_600))}${two(Math.floor(second / 60) % 60)}${two(second % 60)}`;
  const tail = String(Number.parseInt(hash.slice(0, 8), 16) % 100_000_000).padStart(8, '0');
  return `M${bizDate.replaceAll('-', '')}${clock}${tail}`;
}

function secondOf(time: string): number {
  return Number(time.slice(0, 2)) * 3_600 + Number(time.slice(3, 5)) * 60;
}
