import { z } from 'zod/mini';
import type { BillCommandIo } from '@shared/contracts/bills';
import { isEntryAccount } from '../bills/accounts';
import { channelIdSchema, commitSchema } from '../bills/inputs';
import { prepareBills, type PreparedBills } from '../bills/commit';
import { openRawFile, type RawFile } from '../bills/raw-file';
import { storeFees } from '../bills/fee-days';
import { prepareBillRevert, type BillRevert } from '../bills/revert';
import { toBillView } from '../bills/view';
import { defineCommand, refuse } from '../define';
import { idSchema } from '../merchants/inputs';
import { requireLiving, requireRow } from '../merchants/require-rows';
import { storeNotices } from '../reminders/notices';

export const billCommit = defineCommand<'bill.commit', PreparedBills>({
  name: 'bill.commit',
  access: 'bill:import',
  zh: '导入账单',
  en: 'Import bills',
  tables: [
    'bills',
    'billFiles',
    'txnBlocks',
    'txnNumbers',
    'txnDays',
    'feeDays',
    'payerDays',
    'channelAccounts',
    'notices',
  ],
  backupFirst: () => 'import',
  input: commitSchema as unknown as z.ZodMiniType<BillCommandIo['bill.commit']['input']>,
  spends: ({ bills }) => [{ permission: 'bill:import', amount: bills.reduce((sum, bill) => sum + bill.rows.valid, 0) }],
  prepare: prepareBills,
  async run(
    uow,
    _input,
    { bills, files, blocks, numbers, days, fees, payers, accounts, unknownAccounts, notices, change },
  ) {
    await uow.table('bills').bulkPut(bills);
    await uow.table('billFiles').bulkPut(files);
    await uow.table('txnBlocks').bulkPut(blocks);
    await uow.table('txnNumbers').bulkPut(numbers);
    await uow.table('txnDays').bulkPut(days);
    await storeFees(uow, fees);
    await uow.table('payerDays').bulkPut(payers);
    await uow.table('channelAccounts').bulkPut(accounts);
    await storeNotices(uow, notices);
    uow.recordBulk(change);
    return {
      batchId: bills[0]!.batchId,
      bills: bills.map(toBillView),
      added: change.counts['added']!,
      known: change.counts['known']!,
      unknownAccounts,
    };
  },
});

export const billRevert = defineCommand<'bill.revert', BillRevert>({
  name: 'bill.revert',
  access: 'bill:revert',
  zh: '撤销账单',
  en: 'Undo bills',
  tables: ['bills', 'txnBlocks', 'txnNumbers', 'txnDays', 'feeDays', 'payerDays', 'notices'],
  backupFirst: () => 'import',
  input: z.strictObject({ batchId: idSchema }),
  prepare: (ctx, { batchId }) => prepareBillRevert(ctx, batchId),
  async run(uow, { batchId }, { bills, days, goneDays, fees, payers, removed, rowsHash }) {
    for (const bill of bills) {
      await uow.table('txnBlocks').removeWhere('billId', bill.id);
      await uow.table('txnNumbers').remove(bill.id);
    }
    await uow.table('txnDays').bulkPut(days);
    for (const id of goneDays) await uow.table('txnDays').remove(id);
    await storeFees(uow, fees);
    await uow.table('payerDays').bulkPut(payers);
    await uow.table('notices').removeWhere('batchId', batchId);
    const stamp = { state: 'reverted' as const, revertedAt: uow.now, revertedBy: uow.actor?.name ?? '' };
    await uow.table('bills').bulkPut(bills.map((bill) => ({ ...bill, ...stamp })));
    const counts = { bills: bills.length, removed };
    uow.recordBulk({ targetType: 'billBatch', targetId: batchId, targetLabel: bills[0]!.fileName, counts, rowsHash });
    return { removed };
  },
});

export const billTakeFile = defineCommand<'bill.takeFile', RawFile>({
  name: 'bill.takeFile',
  access: 'txn:revealPayer',
  stepUp: true,
  zh: '取回账单原文件',
  en: 'Take out the file of a bill',
  tables: [],
  input: z.strictObject({ id: idSchema }),
  spends: () => [{ permission: 'txn:revealPayer', amount: 1 }],
  prepare: (ctx, { id }) => openRawFile(ctx, id),
  // Recorded before it leaves the core: no entry, no file.
  async run(uow, _input, { fileName, bytes, change }) {
    uow.record(change);
    return { fileName, bytes };
  },
});

export const channelLink = defineCommand<'channel.link', { label: string }>({
  name: 'channel.link',
  access: 'channel:link',
  zh: '关联收款渠道',
  en: 'Link a channel',
  tables: ['channelAccounts'],
  input: z.strictObject({ id: channelIdSchema, merchantId: z.string().check(z.maxLength(120)) }),
  async prepare(ctx, { id, merchantId }) {
    const account = await ctx.db.table('channelAccounts').get(id);
    if (!account || isEntryAccount(account)) refuse('channel.not_found');
    // Both whose it was and whose it becomes must be within reach.
    if (account.merchantId !== '' && ctx.merchants.get(account.merchantId)) requireRow(ctx, account.merchantId);
    if (merchantId !== '') requireLiving(ctx, merchantId);
    return { label: account.label };
  },
  async run(uow, { id, merchantId }, { label }, ctx) {
    const account = (await uow.table('channelAccounts').get(id))!;
    await uow.table('channelAccounts').bulkPut([{ ...account, merchantId }]);
    const nameOf = (merchant: string) => ctx.merchants.get(merchant)?.values['name'] ?? '';
    uow.record({
      targetType: 'channelAccount',
      targetId: id,
      targetLabel: label,
      diff: [{ field: 'merchantId', before: nameOf(account.merchantId), after: nameOf(merchantId) }],
    });
  },
});

export const billCommands = [billCommit, billRevert, billTakeFile, channelLink] as const;
