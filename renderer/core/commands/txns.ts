import { z } from 'zod/mini';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { defineCommand, RefusedButKept } from '../define';
import { fileNameSchema, reasonField } from '../input-fields';
import { storeNotices } from '../reminders/notices';
import { prepareCorrection, prepareEntry, type PreparedEntry } from '../txns/entry';
import { prepareTxnExport, type PreparedTxnExport } from '../txns/export';
import { entrySchema, lineIdSchema, txnFilterSchema } from '../txns/inputs';
import { preparePayerReveal, type PayerReveal } from '../txns/reveal';

export const txnRevealPayer = defineCommand<'txn.revealPayer', PayerReveal>({
  name: 'txn.revealPayer',
  access: 'txn:revealPayer',
  zh: '查看付款人',
  en: 'Reveal a payer',
  tables: [],
  input: z.strictObject({ id: lineIdSchema }),
  spends: (_input, { overdone }) => (overdone ? [] : [{ permission: 'txn:revealPayer', amount: 1 }]),
  prepare: (ctx, { id }) => preparePayerReveal(ctx, id),
  // The entry is committed before the payer leaves the core: no entry, no payer.
  async run(uow, _input, { change, payer, name, overdone }, ctx) {
    uow.record(change);
    if (overdone) {
      uow.onCommit(() => ctx.session.revealAlerted());
      return new RefusedButKept({ code: 'access.step_up' });
    }
    uow.onCommit(() => ctx.session.revealed());
    return { payer, name };
  },
});

export const txnExport = defineCommand<'txn.export', PreparedTxnExport>({
  name: 'txn.export',
  access: 'txn:export',
  zh: '导出交易',
  en: 'Export transactions',
  tables: [],
  input: z.strictObject({ filter: txnFilterSchema, locale: z.enum(['zh', 'en']), fileName: fileNameSchema }),
  spends: (_input, { batch }) => [{ permission: 'txn:export', amount: batch.rows }],
  prepare: prepareTxnExport,
  async run(uow, _input, { batch, totals, change }) {
    uow.recordBulk(change);
    return { batch, totals };
  },
});

const entryTables = ['bills', 'txnBlocks', 'txnNumbers', 'txnDays', 'payerDays', 'channelAccounts', 'notices'] as const;

export const txnEnter = defineCommand<'txn.enter', PreparedEntry>({
  name: 'txn.enter',
  access: 'txn:enter',
  zh: '手工记账',
  en: 'Enter a receipt',
  tables: entryTables,
  input: entrySchema,
  spends: ({ amountFen }) => [{ permission: 'txn:enter', amount: amountFen }],
  prepare: prepareEntry,
  run: storeEntry,
});

export const txnCorrect = defineCommand<'txn.correct', PreparedEntry>({
  name: 'txn.correct',
  access: 'txn:enter',
  zh: '冲正手工记账',
  en: 'Cancel an entry',
  tables: entryTables,
  input: z.strictObject({ id: lineIdSchema, reason: reasonField }),
  prepare: (ctx, { id, reason }) => prepareCorrection(ctx, id, reason),
  run: storeEntry,
});

async function storeEntry(
  uow: UnitOfWork,
  _input: unknown,
  { bill, block, numbers, days, payers, account, notices, change, answer }: PreparedEntry,
): Promise<PreparedEntry['answer']> {
  await uow.table('bills').bulkPut([bill]);
  await uow.table('txnBlocks').bulkPut([block]);
  await uow.table('txnNumbers').bulkPut([numbers]);
  await uow.table('txnDays').bulkPut(days);
  await uow.table('payerDays').bulkPut(payers);
  await uow.table('channelAccounts').bulkPut([account]);
  await storeNotices(uow, notices);
  uow.record(change);
  return answer;
}

export const txnCommands = [txnEnter, txnCorrect, txnRevealPayer, txnExport] as const;
