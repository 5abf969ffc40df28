import type { PayerDayRow } from '@renderer/data/payer-days';
import { placesOfGroup, readBill } from '@renderer/data/txn-blocks';
import type { BillRow, CouponDayRow, FeeDayRow, TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { accountsById, isBillWithinReach } from './accounts';
import { groupsOf } from './commit';
import { DayDeltas } from './day-deltas';
import { CouponDeltas } from './coupon-days';
import { FeeDeltas } from './fee-days';
import { PayerDeltas } from './payer-days';

export interface BillRevert {
  bills: BillRow[];
  days: TxnDayRow[];
  /** Ids of days that nothing is left of, in sums and payers alike: empty is not nought. */
  goneDays: string[];
  fees: FeeDayRow[];
  payers: PayerDayRow[];
  couponDays: CouponDayRow[];
  removed: number;
  rowsHash: string;
}

/** @throws Refusal `bill.batch_not_found`, `bill.already_reverted`, `bill.leaned_on`, `merchant.out_of_reach` */
export async function prepareBillRevert(ctx: CoreContext, batchId: string): Promise<BillRevert> {
  const bills = await ctx.db.table('bills').where('batchId').equals(batchId).toArray();
  // What was entered by hand is cancelled by an entry of its own.
  if (bills.length === 0 || bills[0]!.kind === 'manual') refuse('bill.batch_not_found');
  if (bills.every((bill) => bill.state === 'reverted')) refuse('bill.already_reverted');
  const known = await accountsById(ctx);
  if (!bills.every((bill) => isBillWithinReach(ctx, known, bill))) refuse('merchant.out_of_reach');
  const blocks: TxnBlockRow[] = [];
  for (const bill of bills) blocks.push(...(await readBill(ctx.db, bill.id)));
  await refuseIfLeanedOn(ctx, bills[0]!, groupsOf(blocks));
  const leftOver = await daysWith(ctx, blocks);
  const days = new DayDeltas();
  const payers = new PayerDeltas();
  for (const block of blocks) {
    if (!block.id.startsWith('t|')) continue;
    days.add(block, -1);
    payers.add(block, -1);
  }
  const fees = new FeeDeltas();
  const coupons = new CouponDeltas();
  for (const block of blocks) {
    fees.add(block, -1);
    coupons.add(block, -1);
  }
  const changed = await days.apply(ctx.db);
  const gone = new Set(changed.filter(({ id }) => !leftOver.has(id)).map(({ id }) => id));
  return {
    bills,
    days: changed.filter(({ id }) => leftOver.has(id)),
    goneDays: [...gone],
    fees: await fees.apply(ctx.db),
    payers: (await payers.apply(ctx.db)).filter(({ id }) => !gone.has(id)),
    couponDays: await coupons.apply(ctx.db),
    removed: blocks.reduce((sum, block) => sum + block.rows, 0),
    rowsHash: ctx.audit.sha256(blocks.map((block) => block.id).join('\n')),
  };
}

/** Ids of days, of those the blocks are of, that have lines beside them. */
async function daysWith(ctx: CoreContext, blocks: readonly TxnBlockRow[]): Promise<Set<string>> {
  const going = new Set(blocks.map(({ id }) => id));
  const found = new Set<string>();
  for (const group of groupsOf(blocks)) {
    const [book, ...day] = group.split('|');
    if (book !== 't') continue;
    if ((await placesOfGroup(ctx.db, group)).some(({ id }) => !going.has(id))) found.add(day.join('|'));
  }
  return found;
}

/** Lines that a later bill has too are stored under this one alone: taking them away would tear a hole into the later bill. */
async function refuseIfLeanedOn(
  ctx: CoreContext,
  { at, batchId }: BillRow,
  groups: ReadonlySet<string>,
): Promise<void> {
  const later = await ctx.db.table('bills').where('at').aboveOrEqual(at).toArray();
  const leaning = later.find(
    (bill) => bill.batchId !== batchId && bill.state === 'done' && bill.leansOn.some((group) => groups.has(group)),
  );
  if (leaning) refuse('bill.leaned_on', { params: { file: leaning.fileName } });
}
