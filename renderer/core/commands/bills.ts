import { z } from 'zod/mini';
import type { BillCommandIo } from '@shared/contracts/bills';
import { channelIdSchema, commitSchema } from '../bills/inputs';
import { prepareBills, type PreparedBills } from '../bills/commit';
import { openRawFile, type RawFile } from '../bills/raw-file';
import { storeCouponDays } from '../bills/coupon-days';
import { storeFees } from '../bills/fee-days';
import { prepareBillRevert, type BillRevert } from '../bills/revert';
import type { ChannelAccountRow } from '@renderer/data/txn-rows';
import { toBillView } from '../bills/view';
import { requireLinkable, storeLink } from '../bills/link';
import { defineCommand } from '../define';
import { idSchema } from '../merchants/inputs';
import { storeNotices } from '../reminders/notices';

const linkSchema = z.strictObject({ id: channelIdSchema, merchantId: z.string().check(z.maxLength(120)) });

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
    'couponDays',
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
    { bills, files, blocks, numbers, days, fees, payers, couponDays, accounts, unknownAccounts, notices, change },
  ) {
    await uow.table('bills').bulkPut(bills);
    await uow.table('billFiles').bulkPut(files);
    await uow.table('txnBlocks').bulkPut(blocks);
    await uow.table('txnNumbers').bulkPut(numbers);
    await uow.table('txnDays').bulkPut(days);
    await storeFees(uow, fees);
    await uow.table('payerDays').bulkPut(payers);
    await storeCouponDays(uow, couponDays);
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
  tables: ['bills', 'txnBlocks', 'txnNumbers', 'txnDays', 'feeDays', 'payerDays', 'couponDays', 'notices'],
  backupFirst: () => 'import',
  input: z.strictObject({ batchId: idSchema }),
  prepare: (ctx, { batchId }) => prepareBillRevert(ctx, batchId),
  async run(uow, { batchId }, { bills, days, goneDays, fees, payers, couponDays, removed, rowsHash }) {
    for (const bill of bills) {
      await uow.table('txnBlocks').removeWhere('billId', bill.id);
      await uow.table('txnNumbers').remove(bill.id);
    }
    await uow.table('txnDays').bulkPut(days);
    await storeFees(uow, fees);
    await uow.table('payerDays').bulkPut(payers);
    await storeCouponDays(uow, couponDays);
    for (const id of goneDays) {
      await uow.table('txnDays').remove(id);
      await uow.table('payerDays').remove(id);
    }
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

export const channelLink = defineCommand<'channel.link', ChannelAccountRow>({
  name: 'channel.link',
  access: 'channel:link',
  zh: '关联收款渠道',
  en: 'Link a channel',
  tables: ['channelAccounts'],
  input: linkSchema,
  prepare: (ctx, link) => requireLinkable(ctx, link),
  run: (uow, { merchantId }, account, ctx) => storeLink(uow, ctx, account, merchantId),
});

export const channelLinkMany = defineCommand<'channel.linkMany', ChannelAccountRow[]>({
  name: 'channel.linkMany',
  access: 'channel:link',
  zh: '批量关联收款渠道',
  en: 'Link channels',
  tables: ['channelAccounts'],
  input: z.strictObject({ links: z.array(linkSchema).check(z.minLength(1), z.maxLength(500)) }),
  prepare: (ctx, { links }) => Promise.all(links.map((link) => requireLinkable(ctx, link))),
  async run(uow, { links }, accounts, ctx) {
    for (const [n, { merchantId }] of links.entries()) await storeLink(uow, ctx, accounts[n]!, merchantId);
    return { linked: links.length };
  },
});

export const billCommands = [billCommit, billRevert, billTakeFile, channelLink, channelLinkMany] as const;
