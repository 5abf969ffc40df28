import type { ReminderRule } from '@shared/contracts/reminders';
import { showAtOf } from '@shared/time/quiet-hours';
import { readDays } from '@renderer/data/txn-blocks';
import type { ChannelAccountRow, TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';
import type { NoticeRow, ReminderRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { accountsById, isAccountWithinReach } from '../bills/accounts';
import type { CoreContext } from '../context';
import { findFor, type Incoming, type Wanted } from './findings';

/** Of one admin; older ones go. */
const KEPT = 200;

export interface PreparedNotices {
  add: NoticeRow[];
  drop: string[];
}

interface Arrival {
  batchId: string;
  blocks: readonly TxnBlockRow[];
  days: readonly TxnDayRow[];
  accounts: readonly ChannelAccountRow[];
}

/** What everybody's rules find in what is about to be stored: for each admin within the reach of their own right to see transactions. */
export async function prepareNotices(ctx: CoreContext, arrival: Arrival): Promise<PreparedNotices> {
  const listeners = await listenersOf(ctx);
  if (listeners.length === 0 || arrival.blocks.length === 0) return { add: [], drop: [] };
  const rules = listeners.flatMap((one) => one.rules);
  const incoming = await incomingOf(
    ctx,
    arrival,
    rules.some(({ event }) => event === 'dayTotal'),
  );
  const accounts = new Map(incoming.accountsAfter.map((row) => [row.id, row]));
  const done: PreparedNotices = { add: [], drop: [] };
  for (const listener of listeners) {
    const own = noticesFor(ctx, listener, incoming, accounts);
    if (own.length === 0) continue;
    done.add.push(...own);
    const stored = await ctx.db.table('notices').where('adminId').equals(listener.id).primaryKeys();
    done.drop.push(
      ...stored
        .map(String)
        .sort()
        .slice(0, Math.max(0, stored.length + own.length - KEPT)),
    );
  }
  return done;
}

/** Needs the table `notices`. */
export async function storeNotices(uow: UnitOfWork, { add, drop }: PreparedNotices): Promise<void> {
  for (const id of drop) await uow.table('notices').remove(id);
  if (add.length > 0) await uow.table('notices').bulkPut(add);
}

/** Who has a rule that is on, and may see transactions. */
async function listenersOf(ctx: CoreContext): Promise<ReminderRow[]> {
  const rows = await ctx.db.table('reminders').toArray();
  return rows
    .map((row) => ({ ...row, rules: row.rules.filter(({ isOn }) => isOn) }))
    .filter(({ id, rules }) => rules.length > 0 && ctx.access.admin(id)?.state === 'active' && reachOf(ctx, id));
}

function reachOf(ctx: CoreContext, adminId: string) {
  return ctx.access.rightsOf(adminId, ctx.now()).held.get('txn:view')?.scope;
}

async function incomingOf(ctx: CoreContext, arrival: Arrival, withDays: boolean): Promise<Incoming> {
  const known = await accountsById(ctx);
  const accountsBefore = [...known.values()];
  for (const row of arrival.accounts) known.set(row.id, row);
  const daysBefore = new Map<string, TxnDayRow[]>();
  const daysAfter = new Map<string, TxnDayRow[]>();
  for (const day of withDays ? arrival.days : []) {
    const { bizDate } = day;
    if (!daysBefore.has(bizDate)) daysBefore.set(bizDate, await readDays(ctx.db, bizDate, bizDate));
    daysAfter.set(bizDate, [...(daysAfter.get(bizDate) ?? []), day]);
  }
  const { batchId, blocks } = arrival;
  return { batchId, blocks, daysBefore, daysAfter, accountsBefore, accountsAfter: [...known.values()] };
}

function noticesFor(
  ctx: CoreContext,
  { id: adminId, rules, quietFrom, quietTo }: ReminderRow,
  incoming: Incoming,
  accounts: ReadonlyMap<string, ChannelAccountRow>,
): NoticeRow[] {
  const within = { ...ctx, scope: reachOf(ctx, adminId) ?? [] };
  const reached = new Set(
    [...accounts.values()].filter((row) => isAccountWithinReach(within, row)).map(({ id }) => id),
  );
  const at = ctx.now();
  const showAt = showAtOf(at, { quietFrom, quietTo });
  return rules.flatMap((rule): NoticeRow[] => {
    const found = findFor(rule, incoming, wantedBy(ctx, rule, reached, accounts));
    if (!found) return [];
    const { event, amountFen, days, ways } = rule;
    const id = `${adminId}|${String(at).padStart(15, '0')}|${incoming.batchId}|${rule.id}`;
    const head = { id, adminId, batchId: incoming.batchId, at, showAt, event, amountFen, days, ways };
    return [{ ...head, ...found, toldAt: 0, readAt: 0 }];
  });
}

function wantedBy(
  ctx: CoreContext,
  { event, merchantId, channels }: ReminderRule,
  reached: ReadonlySet<string>,
  accounts: ReadonlyMap<string, ChannelAccountRow>,
): Wanted {
  const wanted = new Set<string>();
  for (const id of reached) {
    const row = accounts.get(id)!;
    if (channels.length > 0 && !channels.includes(row.channel)) continue;
    if (merchantId !== '' && row.merchantId !== merchantId) continue;
    // Who has left is not silent.
    if (event === 'silence' && ctx.merchants.get(row.merchantId)?.deletedAt !== 0) continue;
    wanted.add(id);
  }
  return (id) => wanted.has(id);
}
