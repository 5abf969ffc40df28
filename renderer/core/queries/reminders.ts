import { z } from 'zod/mini';
import { can } from '@shared/access/can';
import { isWithinReach } from '../merchants/require-rows';
import type { CoreContext } from '../context';
import { defineQuery } from '../define';

export const reminderGet = defineQuery<'reminder.get'>({
  name: 'reminder.get',
  access: 'self',
  zh: '读取收款提醒规则',
  en: 'Read the rules of reminders',
  tables: ['reminders'],
  input: z.strictObject({}),
  async run(ctx) {
    const row = await ctx.db.table('reminders').get(ctx.session.actor!.adminId);
    const { quietFrom = '', quietTo = '', rules = [] } = row ?? {};
    return { quietFrom, quietTo, rules };
  },
});

export const noticeList = defineQuery<'notice.list'>({
  name: 'notice.list',
  access: 'self',
  zh: '查看收款提醒',
  en: 'List reminders',
  tables: ['notices'],
  input: z.strictObject({}),
  async run(ctx) {
    // What somebody was told is no longer theirs once they may not see transactions.
    if (!can(ctx.session.rights, 'txn:view')) return { notices: [], unread: 0, nextAt: 0 };
    const own = await ctx.db.table('notices').where('adminId').equals(ctx.session.actor!.adminId).toArray();
    const now = ctx.now();
    const due = own.filter(({ showAt }) => showAt <= now).sort((a, b) => b.showAt - a.showAt || (a.id < b.id ? 1 : -1));
    const waiting = own.filter(({ showAt }) => showAt > now).map(({ showAt }) => showAt);
    return {
      notices: due.map(({ adminId: _admin, batchId: _batch, ...notice }) => ({
        ...notice,
        merchantName: nameOf(ctx, notice.merchantId),
      })),
      unread: due.filter(({ readAt }) => readAt === 0).length,
      nextAt: waiting.length > 0 ? Math.min(...waiting) : 0,
    };
  },
});

function nameOf(ctx: CoreContext, merchantId: string): string {
  const scope = ctx.session.rights?.held.get('txn:view')?.scope ?? [];
  const row = ctx.merchants.get(merchantId);
  return row && isWithinReach({ scope }, row) ? (row.values['name'] ?? '') : '';
}

export const reminderQueries = [reminderGet, noticeList] as const;
