import { z } from 'zod/mini';
import type { BillRow } from '@renderer/data/txn-rows';
import type { BillQueryIo } from '@shared/contracts/bills';
import { groupId, readDays, readGroup } from '@renderer/data/txn-blocks';
import {
  accountId,
  accountOfBill,
  accountsById,
  isAccountWithinReach,
  isBillWithinReach,
  isEntryAccount,
} from '../bills/accounts';
import { bookOf } from '../bills/check-bill';
import { bizDateSchema, freshSchema, hashesSchema } from '../bills/inputs';
import { KnownKeys } from '../bills/known-keys';
import { readBillFees } from '../bills/bill-fees';
import { suggestLinks } from '../bills/link';
import { termsById, termsNow } from '../bills/terms';
import { toBillView } from '../bills/view';
import { defineQuery } from '../define';
import { idSchema } from '../merchants/inputs';

export const billList = defineQuery<'bill.list'>({
  name: 'bill.list',
  access: 'bill:view',
  zh: '查看账单',
  en: 'List bills',
  tables: ['bills', 'channelAccounts'],
  input: z.strictObject({ offset: z.int().check(z.gte(0)), limit: z.int().check(z.gte(1), z.lte(500)) }),
  async run(ctx, { offset, limit }) {
    const table = ctx.db.table('bills');
    if (ctx.scope.length === 0) {
      const [total, rows] = await Promise.all([
        table.filter(isImported).count(),
        table.orderBy('at').reverse().filter(isImported).offset(offset).limit(limit).toArray(),
      ]);
      return { total, rows: rows.map(toBillView) };
    }
    const known = await accountsById(ctx);
    const isWithin = (bill: BillRow): boolean => isBillWithinReach(ctx, known, bill);
    const rows = (await table.orderBy('at').reverse().toArray()).filter((bill) => isImported(bill) && isWithin(bill));
    return { total: rows.length, rows: rows.slice(offset, offset + limit).map(toBillView) };
  },
});

/** What was entered by hand stands among the transactions. */
function isImported({ kind }: BillRow): boolean {
  return kind !== 'manual';
}

export const billFees = defineQuery<'bill.fees'>({
  name: 'bill.fees',
  access: 'txn:view',
  zh: '核对账单手续费',
  en: 'Compare the fees of a bill',
  tables: ['bills', 'txnBlocks', 'channelAccounts'],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => readBillFees(ctx, id),
});

export const billKnown = defineQuery<'bill.known'>({
  name: 'bill.known',
  access: 'bill:import',
  zh: '检查账单是否已导入',
  en: 'Look for bills imported before',
  tables: ['bills'],
  input: z.strictObject({ sha256: hashesSchema }),
  async run(ctx, { sha256 }) {
    const rows = await ctx.db.table('bills').where('sha256').anyOf(sha256).toArray();
    const standing = rows.filter((row) => row.state === 'done');
    return standing.map(({ sha256: hash, at, byName }) => ({ sha256: hash, at, byName }));
  },
});

export const billFresh = defineQuery<'bill.fresh'>({
  name: 'bill.fresh',
  access: 'bill:import',
  zh: '试算账单新增笔数',
  en: 'Count the new lines of bills',
  tables: ['txnBlocks', 'channelAccounts'],
  input: freshSchema as unknown as z.ZodMiniType<BillQueryIo['bill.fresh']['input']>,
  async run(ctx, { bills }) {
    const keys = new KnownKeys((group) => readGroup(ctx.db, group));
    const counts: number[] = [];
    const known = await accountsById(ctx);
    for (const bill of bills) {
      const { kind, channel, groups } = bill;
      let fresh = 0;
      for (const group of groups) {
        const { account } = accountOfBill(ctx, known, bill, group.account);
        fresh += (await keys.takeNew(groupId(bookOf(kind), group.bizDate, channel, account), group)).length;
      }
      counts.push(fresh);
    }
    return counts;
  },
});

export const channelList = defineQuery<'channel.list'>({
  name: 'channel.list',
  access: 'channel:view',
  zh: '查看收款渠道',
  en: 'List channels',
  tables: ['channelAccounts', 'channelTerms', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({ unlinked: z.boolean() }),
  async run(ctx, { unlinked }) {
    const rows = await ctx.db.table('channelAccounts').toArray();
    const terms = await termsById(ctx);
    return rows
      .filter(
        (row) => (unlinked ? row.merchantId === '' : true) && !isEntryAccount(row) && isAccountWithinReach(ctx, row),
      )
      .sort((a, b) => (a.lastSeen < b.lastSeen ? 1 : a.lastSeen > b.lastSeen ? -1 : a.id < b.id ? -1 : 1))
      .map(({ id, channel, label, merchantId, firstSeen, lastSeen }) => {
        const values = ctx.merchants.get(merchantId)?.values;
        const { merchantNo = '', name = '' } = values ?? {};
        const head = { id, channel, label, merchantId, merchantNo, merchantName: name, firstSeen, lastSeen };
        return { ...head, ...termsNow(ctx, terms.get(id)) };
      });
  },
});

export const channelSuggest = defineQuery<'channel.suggest'>({
  name: 'channel.suggest',
  access: 'channel:link',
  zh: '查找可关联的商户',
  en: 'Propose whose channels are',
  tables: ['channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({}),
  run: (ctx) => suggestLinks(ctx),
});

export const revenueDays = defineQuery<'revenue.days'>({
  name: 'revenue.days',
  access: 'txn:view',
  zh: '查看每日收入',
  en: 'View revenue by day',
  tables: ['txnDays', 'channelAccounts'],
  input: z.strictObject({ from: bizDateSchema, to: bizDateSchema }),
  async run(ctx, { from, to }) {
    const days = await readDays(ctx.db, from, to);
    if (ctx.scope.length === 0) return days.map(({ id: _id, ...sums }) => sums);
    const known = await accountsById(ctx);
    return days
      .filter((day) => isAccountWithinReach(ctx, known.get(accountId(day.channel, day.account))))
      .map(({ id: _id, ...sums }) => sums);
  },
});

export const billQueries = [
  billList,
  billFees,
  billKnown,
  billFresh,
  channelList,
  channelSuggest,
  revenueDays,
] as const;
