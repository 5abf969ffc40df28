import { z } from 'zod/mini';
import { defineCommand, RefusedButKept } from '../define';
import { fileNameSchema } from '../input-fields';
import { prepareTxnExport, type PreparedTxnExport } from '../txns/export';
import { lineIdSchema, txnFilterSchema } from '../txns/inputs';
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

export const txnCommands = [txnRevealPayer, txnExport] as const;
