import type { CouponSums, DaySums } from '@shared/contracts/bills';
import type { CouponTerms, CouponView } from '@shared/contracts/coupons';
import type { Channel } from '@shared/imports/sources/define';
import type { BizDate } from '@shared/kernel/brand';
import { addDays, bizDateAt } from '@shared/time/biz-date';
import type { Span } from '@shared/time/spans';
import { addCoupons, noCoupon } from '@renderer/data/coupon-sums';
import { readCouponDays } from '@renderer/data/coupon-days';
import type { CouponDayRow, CouponRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { readReached } from '../dashboard/read';
import type { ReachedAccounts } from '../txns/accounts-for';

/** Bills of more days than these are not read through for a budget. */
const MOST_DAYS = 400;

export function couponId(channel: string, coupon: string): string {
  return `${channel}|${coupon}`;
}

type Told = Pick<CouponView, 'source' | 'sums' | 'lastUse'>;
type Day = Pick<DaySums, 'bizDate' | 'channel' | 'coupons'>;

/** Every coupon that was noted or that a file of these days names. @param bills sums of these days, as bills have them */
export async function listCoupons(
  ctx: CoreContext,
  accounts: ReachedAccounts,
  span: Span,
  bills: readonly DaySums[],
): Promise<CouponView[]> {
  const noted = new Map((await ctx.db.table('coupons').toArray()).map((row) => [row.id, row]));
  const told = new Map<string, Told>();
  // Lists of uses tell every use, so what bills say of the same coupon is the same once more.
  tell(told, 'bills', bills);
  const lists = await readReachedUses(ctx, accounts, span);
  for (const id of idsIn(lists)) told.delete(id);
  tell(told, 'uses', lists);
  const spent = await readSpent(ctx, accounts, [...noted.values()]);
  const today = bizDateAt(ctx.now());
  return [...new Set([...noted.keys(), ...told.keys()])]
    .map((id) => viewOf(id, noted.get(id), told.get(id), spent, today))
    .sort((a, b) => b.sums.uses - a.sums.uses || (a.coupon < b.coupon ? -1 : 1));
}

export async function readReachedUses(
  { db }: CoreContext,
  { wanted }: ReachedAccounts,
  { from, to }: { from: string; to: string },
): Promise<CouponDayRow[]> {
  const rows = await readCouponDays(db, from, to);
  return wanted ? rows.filter(({ channel, account }) => wanted.has(accountId(channel, account))) : rows;
}

function viewOf(
  id: string,
  row: CouponRow | undefined,
  told: Told | undefined,
  spent: ReadonlyMap<string, number>,
  today: string,
): CouponView {
  const cut = id.indexOf('|');
  const [channel, coupon] = [id.slice(0, cut) as Channel, id.slice(cut + 1)];
  return {
    channel,
    coupon,
    terms: row ? termsOf(row) : null,
    at: row?.at ?? 0,
    byName: row?.byName ?? '',
    state: row ? stateOf(row, today) : '',
    source: told?.source ?? '',
    sums: told?.sums ?? noCoupon(coupon),
    lastUse: told?.lastUse ?? '',
    spentFen: row && row.budgetFen > 0 ? (spent.get(id) ?? 0) : null,
  };
}

function stateOf({ from, to }: CouponTerms, today: string): CouponView['state'] {
  if (from === '' && to === '') return '';
  if (from !== '' && today < from) return 'coming';
  return to !== '' && today > to ? 'ended' : 'running';
}

function termsOf({ id: _id, at: _at, byName: _by, ...terms }: CouponRow): CouponTerms {
  return terms;
}

/** Those without a name are of many coupons, or of none: they stand in the sums of all alone. */
function tell(told: Map<string, Told>, source: 'uses' | 'bills', days: readonly Day[]): void {
  for (const { bizDate, channel, coupons = [] } of days) {
    for (const one of coupons) {
      if (one.coupon === '') continue;
      const id = couponId(channel, one.coupon);
      const before = told.get(id);
      const [sums] = addCoupons(before ? [before.sums] : [], [one]);
      const lastUse = one.uses > 0 && bizDate > (before?.lastUse ?? '') ? bizDate : (before?.lastUse ?? '');
      told.set(id, { source, sums: sums ?? noCoupon(one.coupon), lastUse });
    }
  }
}

function idsIn(days: readonly CouponDayRow[]): Set<string> {
  return new Set(days.flatMap(({ channel, coupons }) => coupons.map(({ coupon }) => couponId(channel, coupon))));
}

/** What came of each budget so far, less what came back: by lists of uses, or else by bills of the days the coupon holds on. */
async function readSpent(
  ctx: CoreContext,
  accounts: ReachedAccounts,
  noted: readonly CouponRow[],
): Promise<Map<string, number>> {
  const asked = noted.filter(({ budgetFen }) => budgetFen > 0);
  const spent = new Map<string, number>();
  if (asked.length === 0) return spent;
  addSpent(spent, await readReachedUses(ctx, accounts, { from: '0000-00-00', to: '9999-99-99' }));
  const rest = asked.filter(({ id, from }) => !spent.has(id) && from !== '');
  if (rest.length === 0) return spent;
  const today = bizDateAt(ctx.now());
  const from = rest.map((row) => row.from).sort()[0]! as BizDate;
  const oldest = addDays(today, -MOST_DAYS);
  const days = await readReached(ctx, accounts, { from: from < oldest ? oldest : from, to: today });
  addSpent(
    spent,
    days.filter(({ bizDate, channel }) => rest.some((row) => row.channel === channel && row.from <= bizDate)),
  );
  return spent;
}

function addSpent(spent: Map<string, number>, days: readonly Day[]): void {
  for (const { channel, coupons = [] } of days) {
    for (const one of coupons) {
      const id = couponId(channel, one.coupon);
      spent.set(id, (spent.get(id) ?? 0) + netCouponFen(one));
    }
  }
}

function netCouponFen({ couponFen, returnedCouponFen }: CouponSums): number {
  return couponFen - returnedCouponFen;
}
