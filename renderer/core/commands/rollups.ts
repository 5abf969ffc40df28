import { z } from 'zod/mini';
import { countsOf, rebuildRollups, rebuiltChange, type Rebuilt } from '../bills/rebuild';
import { defineCommand } from '../define';

export const rollupRebuild = defineCommand<'rollup.rebuild', Rebuilt>({
  name: 'rollup.rebuild',
  access: 'backup:create',
  zh: '重算汇总',
  en: 'Work the sums out again',
  tables: ['txnDays', 'feeDays', 'couponDays', 'txnNumbers'],
  input: z.strictObject({}),
  // Commands run one at a time: what is read here is what the transaction finds.
  prepare: (ctx, _input, call) => rebuildRollups(ctx.db, call),
  async run(uow, _input, rebuilt, ctx) {
    const { days, goneDays, fees, goneFees, numbers, goneNumbers } = rebuilt;
    await uow.table('txnDays').bulkPut(days);
    for (const id of goneDays) await uow.table('txnDays').remove(id);
    await uow.table('feeDays').bulkPut(fees);
    for (const id of goneFees) await uow.table('feeDays').remove(id);
    await uow.table('couponDays').bulkPut(rebuilt.couponDays);
    for (const id of rebuilt.goneCouponDays) await uow.table('couponDays').remove(id);
    await uow.table('txnNumbers').bulkPut(numbers);
    for (const id of goneNumbers) await uow.table('txnNumbers').remove(id);
    uow.recordBulk(rebuiltChange(ctx, rebuilt));
    uow.onCommit(() => ctx.txns.forgetNumbers());
    return countsOf(rebuilt);
  },
});

export const rollupCommands = [rollupRebuild] as const;
