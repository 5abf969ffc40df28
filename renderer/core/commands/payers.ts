import { z } from 'zod/mini';
import type { PayerDayRow } from '@renderer/data/payer-days';
import { buildPayerDays } from '../bills/payer-days';
import { defineCommand, refuse } from '../define';
import { accountId } from '../bills/accounts';

export const payersRebuild = defineCommand<'payers.rebuild', { rows: PayerDayRow[]; gone: string[] }>({
  name: 'payers.rebuild',
  access: 'bill:import',
  zh: '重新统计付款人',
  en: 'Count payers anew',
  tables: ['payerDays'],
  input: z.strictObject({}),
  async prepare(ctx, _input, call) {
    const built = (await buildPayerDays(ctx.db, call)) ?? refuse('operation.cancelled');
    const known = new Set(built.map(({ id }) => id));
    // Days whose bills were all undone have sums of nought, and nobody who paid.
    const bare = (await ctx.db.table('txnDays').toArray()).filter(({ id }) => !known.has(id));
    const rows = [
      ...built,
      ...bare.map(({ id, bizDate, channel, account }) => ({
        id,
        bizDate,
        account: accountId(channel, account),
        payers: new Float64Array(0),
        payments: new Uint32Array(0),
        settleFen: new Float64Array(0),
        isFirst: new Uint8Array(0),
      })),
    ];
    const ids = new Set(rows.map(({ id }) => id));
    const stored = (await ctx.db.table('payerDays').toCollection().primaryKeys()) as string[];
    return { rows, gone: stored.filter((id) => !ids.has(id)) };
  },
  async run(uow, _input, { rows, gone }) {
    await uow.table('payerDays').bulkPut(rows);
    for (const id of gone) await uow.table('payerDays').remove(id);
    uow.recordBulk({
      targetType: 'payerDays',
      targetId: 'payerDays',
      targetLabel: '',
      counts: { days: rows.length },
      rowsHash: '',
    });
    return { days: rows.length };
  },
});

export const payersCommands = [payersRebuild] as const;
